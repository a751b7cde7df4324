// What was refused, heard again on a person's word: as if it had been sound when it came, and learnt of only now.
import type { EventClass } from '../contracts/ids.ts';
import type { Refusal } from '../errors.ts';
import type { Arrival, Heard } from '../flow.ts';
import type { Registry } from '../registry/registry.ts';
import { decodeBatch } from './decode.ts';
import { type Locating, locateFresh } from './locate.ts';

type Of<K extends Arrival['kind']> = Extract<Arrival, { kind: K }>;
type Up = Of<'up'>;

/** The payload of a `replay`: the batch as it came, or one of the one event that was refused, in base64. */
interface Replay {
  readonly quarantine: number;
  readonly by: string;
  readonly site: string;
  readonly agent: string;
  readonly class: EventClass;
  readonly heardAt: number;
  readonly frame: string;
}

/** What was refused of an input: a batch, or the event of it at `seq`. Undefined for what no agent observed. */
export function refusedOf(input: Arrival, seq: number | null): Up | undefined {
  const up = input.kind === 'up' ? input : input.kind === 'replay' ? batchOf(input) : undefined;
  return up === undefined || seq === null ? up : { ...up, payload: frameOfOne(up.payload, seq) };
}

export function replayOf(
  refused: Up,
  { quarantine, by }: Pick<Replay, 'quarantine' | 'by'>,
  now: number,
): Of<'replay'> {
  const { site, agent, class: cls, receivedAt: heardAt, payload } = refused;
  const said: Replay = { quarantine, by, site, agent, class: cls, heardAt, frame: payload.toString('base64') };
  return { kind: 'replay', payload: Buffer.from(JSON.stringify(said)), receivedAt: now };
}

/**
 * No sieve: its sequences were passed when they were refused, and whoever replays sees to it that it is once. No sign of
 * life either. Its clock is judged by when it came; what may be said and by whom by what is known now.
 */
export function hearReplay(arrival: Of<'replay'>, registry: Registry): Heard {
  const { quarantine, by } = read(arrival);
  const up = batchOf(arrival);
  const batch = decodeBatch(up);
  if ('code' in batch) return refused(batch);
  const { site, agent, receivedAt } = up;
  const all = new Set(Array.from({ length: batch.last - batch.first + 1 }, (_, i) => batch.first + i));
  const heard = locateFresh(batch, all, { ...learning(agent, registry), receivedAt, learntAt: arrival.receivedAt });
  if (heard.located === 0) return heard;
  // Last, because it may enrol: of what is not heard again nothing may change.
  if (!registry.admits(site, agent)) return refused({ code: 'site-wrong', detail: `${agent} at ${site}` });
  return { ...heard, replayed: { quarantine, by } };
}

const refused = (refusal: Refusal): Heard => ({ keyed: [], refusals: [refusal] });

const learning = (agent: string, registry: Registry): Omit<Locating, 'receivedAt'> => ({
  feed: registry.feedOf(agent),
  worldAt: (asOf) => registry.worldAt(asOf),
  mayIssue: (type) => registry.mayIssue(agent, type),
});

const read = ({ payload }: Of<'replay'>): Replay => JSON.parse(payload.toString('utf8')) as Replay;

function batchOf(arrival: Of<'replay'>): Up {
  const { site, agent, class: cls, heardAt, frame } = read(arrival);
  return { kind: 'up', site, agent, class: cls, payload: Buffer.from(frame, 'base64'), receivedAt: heardAt };
}

/** The frame could be read, or its events would have no sequences. */
function frameOfOne(payload: Buffer, seq: number): Buffer {
  const { v, epoch, first, events } = JSON.parse(payload.toString('utf8')) as {
    readonly [field: string]: unknown;
    readonly first: number;
    readonly events: readonly unknown[];
  };
  return Buffer.from(JSON.stringify({ v, epoch, first: seq, events: [events[seq - first]] }));
}
