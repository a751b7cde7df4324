// Whoever acts in the day: a thing under way that tells its place every two seconds, and what is told of it once.
import type { Observed } from '../adapter.ts';
import { chanceOf } from './chance.ts';
import { toGcj02 } from './gcj02.ts';
import type { Act, Journey } from './journey.ts';
import { round7, shifted } from './way.ts';

export const fixMs = 2000;

/** A terminal with GNSS: what it says it is, in which datum, how well it knows its place. */
export interface Terminal {
  readonly subject: string;
  readonly datum: 'WGS-84' | 'GCJ-02';
  readonly accuracyM: number;
  /** What its noise is drawn from, and when in two seconds it speaks. */
  readonly seed: number;
}

/** `from` and `to` span everything it has to say. */
export interface Actor {
  readonly from: number;
  readonly to: number;
  readonly acts: readonly Act[];
  readonly terminal?: Terminal | undefined;
  readonly journey?: Journey | undefined;
}

export function actorOf(acts: readonly Act[], terminal?: Terminal, journey?: Journey): Actor {
  const times = [...acts.map(({ at }) => at), ...(journey === undefined ? [] : [journey.from, journey.at])];
  return { from: Math.min(...times), to: Math.max(...times) + 1, acts, terminal, journey };
}

/** The fixes of its terminal from `from` until before `to`. */
export function fixesOf({ terminal, journey }: Actor, from: number, to: number): Observed[] {
  if (terminal === undefined || journey === undefined) return [];
  const phase = (terminal.seed * 137) % fixMs;
  const begin = Math.max(from, journey.from);
  const end = Math.min(to, journey.at);
  const fixes: Observed[] = [];
  for (let n = Math.ceil((begin - phase) / fixMs); n * fixMs + phase < end; n++) {
    fixes.push(fixAt(terminal, journey, n * fixMs + phase));
  }
  return fixes;
}

function fixAt(terminal: Terminal, journey: Journey, time: number): Observed {
  const { speedKmh, courseDeg } = journey.placeAt(time);
  const data = { ...placeOf(terminal, journey, time), speedKmh, courseDeg: Math.round(courseDeg * 10) / 10 };
  return { type: 'asset.position', subject: terminal.subject, time, data };
}

/** The place as the terminal tells it: a little off, in its own datum. */
export function placeOf({ datum, accuracyM, seed }: Terminal, journey: Journey, time: number) {
  const next = chanceOf(seed, time);
  const off = () => (next() - 0.5) * accuracyM * 0.6;
  const seen = shifted(journey.placeAt(time), off(), off());
  const told = datum === 'GCJ-02' ? toGcj02(seen) : seen;
  return { lon: round7(told.lon), lat: round7(told.lat), datum, accuracyM, fix: 'gnss' as const };
}
