// Asks the hub which cameras there are and whether there is a picture to be had.
import type { CameraRow } from '../../hub/contracts/camera.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from './ask.ts';

export const askCameras = (gone: AbortSignal): Promise<Answer<{ readonly cameras: readonly CameraRow[] }>> =>
  ask('api/v1/cameras', { gone });

/** Where a picture of an alert lies. */
export const pictureUrl = (alert: string, sha256: string): string => `api/v1/alerts/${alert}/pictures/${sha256}`;
