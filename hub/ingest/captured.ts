// What was captured by EPCIS as keyed events: told in the account's name, and taken back where an error was declared.

import type { Told } from '../contracts/epcis/told.ts';
import type { Observation } from '../contracts/observation.ts';
import { type CapturedEvent, takeCapture } from '../epcis/capture.ts';
import { jobOf } from '../epcis/job.ts';
import type { Refusal } from '../errors.ts';
import type { Arrival, Captured, Keyed } from '../flow.ts';
import type { World } from '../world.ts';
import { type Locating, locate } from './locate.ts';

/** What was captured before a moment, as the journal holds it. */
export interface Captures {
  isStored(key: string, before: number): boolean;
  isWrong(eventID: string, before: number): boolean;
}
export const noCaptures: Captures = { isStored: () => false, isWrong: () => false };

/** Reads a capture by the world of its moment. `number` is the arrival's, which names the job: the same on every replay. */
export function captureOf(
  { payload, proceed, receivedAt }: Extract<Arrival, { kind: 'capture' }>,
  number: number,
  { places }: World,
  captures: Captures,
): { events: readonly CapturedEvent[]; captured: Captured } {
  const behaviour = proceed ? 'proceed' : 'rollback';
  const isStored = (key: string) => captures.isStored(key, receivedAt);
  const isWrong = (eventID: string) => captures.isWrong(eventID, receivedAt);
  const taken = takeCapture(payload, { behaviour, receivedAt, places, isStored, isWrong });
  const when = { captureID: `capture-${number}`, behaviour, createdAt: receivedAt, finishedAt: receivedAt } as const;
  const rows = taken.events.map(({ row }) => row);
  return { events: taken.events, captured: { job: jobOf(taken, when), rows, eventIDs: taken.eventIDs } };
}

export interface Account {
  readonly agent: string;
  readonly site: string;
}

/** An event is the same however often it is captured: its key names it, and its place in the key's own list. */
export function locateCaptured(events: readonly CapturedEvent[], account: Account, at: Locating) {
  const keyed: Keyed[] = [];
  const refusals: Refusal[] = [];
  let located = 0;
  const put = (told: readonly Told[], key: string, eventID: string, gone: boolean): void => {
    for (const [i, one] of told.entries()) {
      const found = locate(observed(one, eventID, i), { ...account, from: `epcis/${key}` }, asOld(one, at));
      if ('code' in found) refusals.push(found);
      else {
        located += 1;
        for (const each of found) keyed.push(gone ? { ...each, gone } : each);
      }
    }
  };
  for (const { told, key, eventID, retracts } of events) {
    put(told, key, eventID, false);
    if (retracts !== undefined) put(retracts.told, retracts.key, retracts.eventID, true);
  }
  return { keyed, refusals, located };
}

/** What is older than a spool may be is a record of the past: nobody's clock is at fault. */
function asOld({ time }: Told, at: Locating): Locating {
  const old = at.receivedAt - time > at.worldAt(at.receivedAt).spoolMaxAgeMs;
  return old ? { ...at, feed: 'historical' } : at;
}

function observed({ type, subject, time, data }: Told, eventID: string, i: number): Observation {
  return {
    specversion: '1.0',
    id: eventID,
    source: 'urn:efence:epcis:capture',
    type,
    time: new Date(time).toISOString(),
    subject,
    epoch: '0000000000000000',
    seq: i + 1,
    data: data as Observation['data'],
  };
}
