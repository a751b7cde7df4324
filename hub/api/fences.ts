// A drawn fence as it comes over REST, to be checked among the fences that whoever asks may see; nothing is kept of it.
import type { DrawnCheck } from '../contracts/drawn.ts';
import { type Sees, seeing } from '../identity/wall.ts';
import { parsed } from './body.ts';
import { type Answer, type Asked, type Body, json } from './route.ts';

/** As many points as a fence may have, and its properties, have room in it. */
export const drawingBody: Body = {
  types: ['application/geo+json', 'application/json'],
  bytes: 128 * 1024,
  oversized: 'request-oversized',
};

/** 200 with what is wrong with it: a drawing that is at fault is no wrong request. */
export function drawnAnswer({ body, who }: Asked, check: (feature: unknown, sees: Sees) => DrawnCheck): Answer {
  const feature = parsed(body);
  return feature === undefined ? 'json-malformed' : json(check(feature, seeing(who)));
}
