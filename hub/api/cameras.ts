// The cameras of the port and the pictures of its alerts, over REST. Live video is a WebSocket, and not here.
import type { CameraRow } from '../contracts/camera.ts';
import type { ErrorCode } from '../errors.ts';
import { ofSites, type Sees, seeing } from '../identity/wall.ts';
import { json, type Route } from './route.ts';

export interface CameraSeam {
  cameras(): CameraRow[];
  /** The JPEG as it was hashed; of an alert at a site that is seen. */
  picture(alert: string, sha256: string, sees: Sees): Promise<Buffer | ErrorCode>;
}

const jpeg = { 'content-type': 'image/jpeg' };

export function cameraRoutes(seam: CameraSeam): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/api/v1/cameras',
      needs: 'watch',
      answer: ({ who }) => json({ cameras: ofSites(seeing(who), seam.cameras()) }),
    },
    {
      method: 'get',
      path: '/api/v1/alerts/:id/pictures/:sha256',
      needs: 'watch',
      async answer({ params, who }) {
        const picture = await seam.picture(params['id'] ?? '', params['sha256'] ?? '', seeing(who));
        return typeof picture === 'string' ? picture : { headers: jpeg, body: picture };
      },
    },
  ];
}
