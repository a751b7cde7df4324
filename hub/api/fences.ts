// A drawn fence as it comes over REST, to be checked among the fences that whoever asks may see; nothing is kept of it.
import { type Sees, seeing } from '../identity/wall.ts';
import { parsed } from './body.ts';
import type { Answer, Asked, Body } from './route.ts';

/** As many points as a fence may have, and its properties, have room in it. */
export const drawingBody: Body = {
  types: ['application/geo+json', 'application/json'],
  bytes: 128 * 1024,
  oversized: 'request-oversized',
};

/** 200 with what is wrong with it: a drawing that is at fault is no wrong request. */
export async function drawnAnswer(
  { body, who }: Asked,
  check: (text: string, sees: Sees) => Promise<string | 'drawings-busy'>,
): Promise<Answer> {
  if (parsed(body) === undefined) return 'json-malformed';
  const told = await check(body.toString(), seeing(who));
  return told === 'drawings-busy' ? told : { body: told };
}
