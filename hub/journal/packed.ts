// A block of events as bytes: fixes, of which there are most, as rows of numbers; all else as it is.
import { deserialize, serialize } from 'node:v8';
import type { Feed } from '../contracts/ids.ts';
import type { KeyEvent } from '../flow.ts';
import type { Fix } from '../say.ts';

type Position = Extract<KeyEvent, { kind: 'position' }>;

/** Numbers of a row, in the order in which `pushFix` writes and `fixAt` reads them. */
const columns = 18;

/** What a fix may have or lack, each with its bit; what it has that is undefined is NaN, which nobody tells. */
const maybe = ['sogKn', 'cogDeg', 'headingDeg', 'accuracyMm'] as const;
const hasDeviceTime = 1 << maybe.length;

/** In `order` a fix is the next of the rows (0), anything else the next of `others` (1). `words` are what fixes share. */
type Packed<S> = [base: S, rows: Float64Array, ids: string[], words: string[], order: Uint8Array, others: KeyEvent[]];

export function packed<S>(base: S, events: readonly KeyEvent[]): Uint8Array {
  const rows = new Float64Array(events.length * columns);
  const ids: string[] = [];
  const words: string[] = [];
  const order = new Uint8Array(events.length);
  const others: KeyEvent[] = [];
  for (const [i, event] of events.entries()) {
    if (isFix(event)) writeFix(rows, ids, words, event);
    else {
      order[i] = 1;
      others.push(event);
    }
  }
  const used = rows.slice(0, ids.length * columns);
  return serialize([base, used, ids, words, order, others] satisfies Packed<S>);
}

export function unpacked<S>(body: Uint8Array): [base: S, events: KeyEvent[]] {
  const [base, rows, ids, words, order, others] = deserialize(body) as Packed<S>;
  let fixes = 0;
  let rest = 0;
  const events = Array.from(order, (what) => {
    if (what === 1) return others[rest++] as KeyEvent;
    fixes += 1;
    return fixAt(rows, fixes - 1, ids, words);
  });
  return [base, events];
}

/** A guess is rare, and what is part of something has a place of its own. */
const isFix = (event: KeyEvent): event is Position =>
  event.kind === 'position' && !('guessed' in event.fix) && !('part' in event);

function writeFix(rows: Float64Array, ids: string[], words: string[], event: Position): void {
  const at = ids.length * columns;
  const { fix, spot } = event;
  let has = 'deviceTime' in event ? hasDeviceTime : 0;
  rows[at] = event.time;
  rows[at + 1] = event.asOf;
  rows[at + 2] = event.seq;
  rows[at + 3] = event.heardAt;
  rows[at + 4] = event.deviceTime ?? Number.NaN;
  rows[at + 5] = fix.lon;
  rows[at + 6] = fix.lat;
  rows[at + 7] = spot.x;
  rows[at + 8] = spot.y;
  for (const [i, name] of maybe.entries()) {
    if (name in fix) has |= 1 << i;
    rows[at + 9 + i] = fix[name] ?? Number.NaN;
  }
  rows[at + 13] = wordAt(words, event.from);
  rows[at + 14] = wordAt(words, event.agent);
  rows[at + 15] = wordAt(words, event.site);
  rows[at + 16] = wordAt(words, event.feed);
  rows[at + 17] = has;
  ids.push(event.id);
}

function wordAt(words: string[], word: string): number {
  const known = words.indexOf(word);
  return known >= 0 ? known : words.push(word) - 1;
}

function fixAt(rows: Float64Array, row: number, ids: readonly string[], words: readonly string[]): Position {
  const at = row * columns;
  const number = (column: number): number => rows[at + column] as number;
  const word = (column: number): string => words[number(column)] as string;
  const has = number(17);
  const fix: { -readonly [K in keyof Fix]: Fix[K] } = { lon: number(5), lat: number(6) };
  for (const [i, name] of maybe.entries()) if ((has & (1 << i)) !== 0) fix[name] = known(number(9 + i));
  return {
    ...{ time: number(0), asOf: number(1), from: word(13), seq: number(2) },
    ...{ id: ids[row] as string, agent: word(14), site: word(15), feed: word(16) as Feed, heardAt: number(3) },
    ...((has & hasDeviceTime) !== 0 && { deviceTime: known(number(4)) }),
    ...{ kind: 'position', fix, spot: { x: number(7), y: number(8) } },
  };
}

const known = (number: number): number | undefined => (Number.isNaN(number) ? undefined : number);
