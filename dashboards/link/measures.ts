// Asks the hub how alerts are coped with.
import type { Measures } from '../../hub/contracts/measures.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from './ask.ts';

/** @param from ms, up to now. @param site without it all that one sees */
export function askMeasures(from: number, site: string, gone: AbortSignal): Promise<Answer<Measures>> {
  const of = site === '' ? '' : `&site=${encodeURIComponent(site)}`;
  return ask<Measures>(`/api/v1/measures?from=${Math.round(from)}${of}`, { gone });
}
