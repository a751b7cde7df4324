// Which sensor a "bad sensor" ticket is about: the one that spoke of itself, the one that the alert names, or whoever told last.
import type { Alert } from './alert.ts';
import { kindOf } from './key-kind.ts';

/** What tells of itself is its own sensor. */
const selfTelling: readonly string[] = ['agent', 'device', 'seal'];

/** As a key, such as `camera:5250…` or `agent:gate-main`; undefined where nobody's word is known. */
export function deviceOf({ key, why: { facts, evidence } }: Alert): string | undefined {
  if (selfTelling.includes(kindOf(key))) return key;
  const { device, camera, agent } = facts;
  if (device !== undefined) return `device:${device}`;
  if (camera !== undefined) return `camera:${camera}`;
  if (agent !== undefined) return `agent:${agent}`;
  // An event is named by its agent, spool and number.
  const [teller, , number] = (evidence.at(-1)?.event ?? '').split(':');
  return number === undefined || teller === '' ? undefined : `agent:${teller}`;
}
