// A block of events as bytes: fixes, of which there are most, as rows of numbers; all else as it is.
import { deserialize, serialize } from 'node:v8';
import type { Feed } from '../contracts/ids.ts';
import type { KeyEvent } from '../flow.ts';
import type { Fix } from '../say.ts';

type Position = Extract<KeyEvent, { kind: 'position' }>;

/** Numbers of a row, in the order in which `pushFix` writes and `fixAt` reads them. */
const columns = 18;

/** What a fix may have or lack, each with its bit; what it has that is undefined is NaN, which nobody tells. */
const [hasSog, hasCog, hasHeading, hasAccuracy, hasDeviceTime] = [1, 2, 4, 8, 16] as const;

/** In `order` a fix is the next of the rows (0), anything else the next of `others` (1). `words` are what fixes share. */
type Packed<S> = [base: S, rows: Float64Array, ids: string[], words: string[], order: Uint8Array, others: KeyEvent[]];

export function packed<S>(base: S, events: readonly KeyEvent[]): Uint8Array {
  const rows = new Float64Array(events.length * columns);
  const ids: string[] = [];
  const words: string[] = [];
  const order = new Uint8Array(events.length);
  const others: KeyEvent[] = [];
  for (let i = 0; i < events.length; i += 1) {
    const event = events[i] as KeyEvent;
    if (isFix(event)) writeFix(rows, ids, words, event);
    else {
      order[i] = 1;
      others.push(event);
    }
  }
  const used = others.length === 0 ? rows : rows.slice(0, ids.length * columns);
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

/** A guess is rare, what is part of something has a place of its own, and what the hub slept through is marked. */
const isFix = (event: KeyEvent): event is Position =>
  event.kind === 'position' && !('guessed' in event.fix) && !('part' in event) && !('late' in event);

function writeFix(rows: Float64Array, ids: string[], words: string[], event: Position): void {
  const at = ids.length * columns;
  const { fix, spot } = event;
  rows[at] = event.time;
  rows[at + 1] = event.asOf;
  rows[at + 2] = event.seq;
  rows[at + 3] = event.heardAt;
  rows[at + 4] = event.deviceTime ?? Number.NaN;
  rows[at + 5] = fix.lon;
  rows[at + 6] = fix.lat;
  rows[at + 7] = spot.x;
  rows[at + 8] = spot.y;
  rows[at + 9] = fix.sogKn ?? Number.NaN;
  rows[at + 10] = fix.cogDeg ?? Number.NaN;
  rows[at + 11] = fix.headingDeg ?? Number.NaN;
  rows[at + 12] = fix.accuracyMm ?? Number.NaN;
  rows[at + 13] = wordAt(words, event.from);
  rows[at + 14] = wordAt(words, event.agent);
  rows[at + 15] = wordAt(words, event.site);
  rows[at + 16] = wordAt(words, event.feed);
  rows[at + 17] = hasOf(event);
  ids.push(event.id);
}

/** Names written out: asked by a variable name each would cost as much as the rest of the row. */
function hasOf(event: Position): number {
  const { fix } = event;
  const said = ('sogKn' in fix ? hasSog : 0) | ('cogDeg' in fix ? hasCog : 0) | ('headingDeg' in fix ? hasHeading : 0);
  return said | ('accuracyMm' in fix ? hasAccuracy : 0) | ('deviceTime' in event ? hasDeviceTime : 0);
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
  if ((has & hasSog) !== 0) fix.sogKn = known(number(9));
  if ((has & hasCog) !== 0) fix.cogDeg = known(number(10));
  if ((has & hasHeading) !== 0) fix.headingDeg = known(number(11));
  if ((has & hasAccuracy) !== 0) fix.accuracyMm = known(number(12));
  return {
    ...{ time: number(0), asOf: number(1), from: word(13), seq: number(2) },
    ...{ id: ids[row] as string, agent: word(14), site: word(15), feed: word(16) as Feed, heardAt: number(3) },
    ...((has & hasDeviceTime) !== 0 && { deviceTime: known(number(4)) }),
    ...{ kind: 'position', fix, spot: { x: number(7), y: number(8) } },
  };
}

const known = (number: number): number | undefined => (Number.isNaN(number) ? undefined : number);
