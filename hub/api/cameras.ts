// The cameras of the port and the pictures of its alerts, over REST. Live video is a WebSocket, and not here.
import type { CameraRow } from '../contracts/camera.ts';
import { seesSite } from '../contracts/person.ts';
import type { ErrorCode } from '../errors.ts';
import { json, type Route } from './route.ts';

export interface CameraSeam {
  cameras(): CameraRow[];
  /** The JPEG as it was hashed; of an alert at a site that is seen. */
  picture(alert: string, sha256: string, sees: (site: string) => boolean): Promise<Buffer | ErrorCode>;
}

/** What a hash names never changes. It may not be for everyone: no cache in between keeps it. */
const lasting = { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=31536000, immutable' };

export function cameraRoutes(seam: CameraSeam): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/api/v1/cameras',
      needs: 'watch',
      answer: ({ who }) => json({ cameras: seam.cameras().filter(({ site }) => seesSite(who, site)) }),
    },
    {
      method: 'get',
      path: '/api/v1/alerts/:id/pictures/:sha256',
      needs: 'watch',
      async answer({ params, who }) {
        const sees = (site: string): boolean => seesSite(who, site);
        const picture = await seam.picture(params['id'] ?? '', params['sha256'] ?? '', sees);
        return typeof picture === 'string' ? picture : { headers: lasting, body: picture };
      },
    },
  ];
}
