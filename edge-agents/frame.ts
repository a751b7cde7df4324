// What goes up in one message: kept observations as CloudEvents, as many as a batch may hold.
import { batchLimits } from '../hub/contracts/batch.ts';
import type { ClockEstimate, Sent } from '../hub/contracts/clock.ts';
import type { EventClass } from '../hub/contracts/ids.ts';
import type { ClockStamp } from './hub-clock.ts';
import type { Kept } from './stamped.ts';

/** Who speaks, in which life of its spool, and up to where it holds nothing any more. */
export interface Speaker {
  readonly site: string;
  readonly agent: string;
  readonly epoch: string;
  readonly gone: number;
  /** Asks for the time. */
  readonly sent?: Sent | undefined;
  /** What is known of the clock an observation was made by. */
  readonly clockOf: (stamp: ClockStamp) => ClockEstimate | undefined;
}

/** Bytes of a frame besides its events, at most. */
const headBytes = 256;

/** A batch frame of the first events that fit, always at least one; `count` of them. @param kept gapless, not empty */
export function frameOf(speaker: Speaker, cls: EventClass, kept: readonly Kept[]): { text: string; count: number } {
  const { epoch, gone, sent } = speaker;
  const events: string[] = [];
  let bytes = headBytes;
  for (const one of kept) {
    const event = cloudEvent(speaker, cls, one);
    bytes += Buffer.byteLength(event) + 1;
    if (bytes > batchLimits.bytes && events.length > 0) break;
    events.push(event);
  }
  const head = JSON.stringify({ v: 1, epoch, first: kept[0]?.seq ?? 1, gone, sent });
  return { text: `${head.slice(0, -1)},"events":[${events.join(',')}]}`, count: events.length };
}

/** A CloudEvent 1.0 in JSON (structured mode). */
function cloudEvent({ site, agent, epoch, clockOf }: Speaker, cls: EventClass, { seq, observed }: Kept): string {
  const { type, subject, data, clock } = observed;
  const id = `${agent}:${epoch}:${cls === 'urgent' ? 'u' : 'r'}${seq}`;
  const source = `urn:efence:${site}:${agent}`;
  const time = new Date(observed.time).toISOString();
  const known = clock && clockOf(clock);
  const told = known && { clockoff: known.offsetMs, clockerr: known.errorMs };
  return JSON.stringify({ specversion: '1.0', id, source, type, time, subject, epoch, seq, ...told, data });
}
