// One rule over the events of one key, without an engine: sorted by time, woken as it wished, and what it found at the end.
import { isDeepStrictEqual } from 'node:util';
import { toSpot } from '../../../geo/plane.ts';
import { kindOf } from '../../../hub/contracts/key-kind.ts';
import type { Finding, KeyEvent } from '../../../hub/flow.ts';
import { step as fold, startOf } from '../../../hub/rules/key-state.ts';
import { compare } from '../../../hub/rules/order.ts';
import type { Rule, Said } from '../../../hub/rules/rule.ts';
import type { Say } from '../../../hub/say.ts';
import type { World } from '../../../hub/world.ts';
import { degrees, plane, worldWith } from './a-place.ts';

export interface Trial {
  readonly worlds?: readonly World[];
  /** The hub's clock and every agent have told everything before this, seconds; as far as the last event unless said. */
  readonly until?: number;
  /** Witnesses that have not told. */
  readonly silent?: readonly string[];
}

export interface Tried {
  readonly findings: readonly Finding[];
  readonly says: readonly (Said & { readonly time: number })[];
}

/** Folds as the engine does, and asks what every rule must grant: memory that survives a copy, and stays itself if it can. */
export function tryRule<M>(rule: Rule<M>, key: string, events: readonly KeyEvent[], trial: Trial = {}): Tried {
  const { worlds = [worldWith()], silent = [] } = trial;
  const worldAt = (asOf: number): World => worlds.findLast(({ from }) => from <= asOf) ?? (worlds[0] as World);
  const onThrow = (_: Rule, error: unknown): never => {
    throw error;
  };
  const folding = { key, kind: kindOf(key), rules: [rule as unknown as Rule], worldAt, onThrow };
  const sorted = events.toSorted(compare);
  const until = trial.until === undefined ? (sorted.at(-1)?.time ?? 0) : trial.until * 1000;
  let state = startOf(folding.rules);
  const says: (Said & { time: number })[] = [];
  for (let next = sorted.shift(), ticks = 0; ; ticks += 1) {
    const wish = state.wishes[0];
    const at = next?.time ?? Infinity;
    const isTick = wish !== undefined && wish.at < at && wish.at <= until;
    if (!isTick && next === undefined) return { findings: state.findings, says };
    if (ticks > 10_000) throw new Error('wakes for ever');
    const event = isTick ? tick(rule.id, wish.at, wish.witnesses, silent) : (next as KeyEvent);
    const before = structuredClone(state);
    const stepped = fold(before, event, folding);
    const [memory, known] = [stepped.state.memories[0], before.memories[0]];
    if (memory !== known && isDeepStrictEqual(memory, known)) throw new Error(`a copy of its memory at ${event.kind}`);
    const again = stepped.state.wishes[0];
    if (again !== undefined && again.at < event.time)
      throw new Error(`wishes for the past: ${again.at} at ${event.time}`);
    says.push(...stepped.says.map((said) => ({ ...said, time: event.time / 1000 })));
    state = stepped.state;
    if (!isTick) next = sorted.shift();
  }
}

function tick(rule: string, time: number, witnesses: readonly string[], silent: readonly string[]): KeyEvent {
  const missing = witnesses.filter((one) => silent.includes(one));
  return { kind: 'tick', time, asOf: time, from: rule, seq: 0, rule, silent: missing };
}

/** Each finding in a line: severity, scope, from–to in seconds. */
export const lines = ({ findings }: Tried): string[] =>
  findings.map(
    ({ severity, scope, from, to }) => `${severity} ${scope} ${from / 1000}–${to === undefined ? '' : to / 1000}`,
  );

let seq = 0;
/** Where an event stands, and who told it; `by` is the agent. */
function told(seconds: number, by = 'a') {
  seq += 1;
  const time = seconds * 1000;
  const source = { id: `${by}:${seq}`, agent: by, site: 's', feed: 'live' as const, heardAt: time };
  return { time, asOf: time, from: `${by}/e/routine`, seq, ...source };
}

interface FixChange {
  readonly by?: string;
  readonly accuracyM?: number;
  readonly guessed?: boolean;
}

const placeAt = (east: number, north: number, { accuracyM, guessed }: FixChange = {}) => {
  const [lon, lat] = degrees(east, north);
  const doubt = { ...(accuracyM !== undefined && { accuracyMm: accuracyM * 1000 }), ...(guessed && { guessed }) };
  return { fix: { lon, lat, ...doubt }, spot: toSpot(plane, lon, lat) };
};

/** Seconds, metres east and north. */
export const fix = (seconds: number, east: number, north: number, change: FixChange = {}): KeyEvent => ({
  kind: 'position',
  ...told(seconds, change.by),
  ...placeAt(east, north, change),
});

export type Plain = Extract<KeyEvent, { readonly data: unknown }>;

/** An observation or fact of a kind, of a subject; `seconds` is when it folds. */
export const event = <K extends Plain['kind']>(
  kind: K,
  subject: string,
  seconds: number,
  data: Extract<Plain, { kind: K }>['data'],
  more: object = {},
): KeyEvent => ({ kind, ...told(seconds), subject, data, ...more }) as KeyEvent;

export const said = (seconds: number, by: string, say: Say): KeyEvent => ({ kind: 'said', ...told(seconds), by, say });

/** A carrier's word that it has crossed these, and is in those by now. */
export const carried = (
  seconds: number,
  by: string,
  inside: readonly string[],
  ...crossings: ['enter' | 'exit', string, number?][]
): KeyEvent =>
  said(seconds, by, {
    ...{ what: 'carried', inside, within: inside, ...placeAt(12, 10) },
    crossings: crossings.map(([kind, fence, at = seconds]) => ({
      kind,
      fence,
      time: at * 1000,
      cause: 'moved' as const,
    })),
  });

export const takenOn = (seconds: number, carrier: string, child: string): KeyEvent =>
  event('association', carrier, seconds, { action: 'add', children: [child] });

const instant = (seconds: number | undefined) =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

/** A release issued at `seconds`, in force between the two given. */
export const release = (seconds: number, id = 'r1', { from, to }: { from?: number; to?: number } = {}): KeyEvent =>
  event(
    'release.issued',
    'container:x',
    seconds,
    { release: id, validFrom: instant(from), validTo: instant(to) },
    { issuedAt: seconds * 1000 },
  );

export const revoked = (seconds: number, id = 'r1'): KeyEvent =>
  event('release.revoked', 'container:x', seconds, { release: id }, { issuedAt: seconds * 1000 });

export const plan = (seconds: number): KeyEvent => {
  const time = seconds * 1000;
  return { kind: 'plan', time, asOf: time, from: 'plan', seq: time, plan: 'p2' };
};
