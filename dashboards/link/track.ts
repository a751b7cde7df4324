// Asks the hub where one asset was.
import type { Answer } from '../../hub/contracts/socket.ts';
import type { Track } from '../../hub/contracts/track.ts';
import { ask } from './ask.ts';

/** As many as the hub gives at once; of more, the newest. */
export const trackMost = 1000;

/** @param from ms; up to the newest place there is */
export const askTrack = (key: string, from: number, gone: AbortSignal): Promise<Answer<Track>> =>
  ask<Track>(`/api/v1/assets/${encodeURIComponent(key)}/track?from=${from}&limit=${trackMost}`, { gone });
