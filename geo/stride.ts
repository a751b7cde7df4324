// A stride: the straight way from where a thing was beyond doubt to where it is, and the fences that it passed through between fixes.
import type { Fence } from './fence.ts';
import type { FenceIndex } from './fence-index.ts';
import type { Crossing, FenceMemory } from './fence-step.ts';
import { walkFence } from './fence-walk.ts';
import type { Spot } from './plane.ts';
import { Touches } from './touches.ts';
import { reflectedMm, sideOf } from './word.ts';

/** Where the next stride begins, and when the thing was last seen there, ms. */
export interface Anchor {
  readonly spot: Spot;
  readonly time: number;
}

export interface Stride {
  readonly anchor: Anchor;
  /** An enter and an exit for each, with the times at which the straight way meets the fence, in that order. */
  readonly passed: readonly Crossing[];
}

/** What the fence step made of the fix that ends the stride. */
interface Stepped {
  readonly before: FenceMemory;
  readonly memory: FenceMemory;
  readonly crossings: readonly Crossing[];
}

/** Who was not seen for longer may have gone any way. */
const straightMostMs = 600_000;
/** A stride is so many times as long as its fixes may be wrong, or jitter across a thin fence would pass through it. */
const strideOfError = 4;
/** So near to where it began, a part of a stride, a thing is still there. */
const stillPart = 4;

const none: readonly Crossing[] = [];
const touches = new Touches();
const aside = new Touches();

/**
 * Looks back from a fix. Entering needs fixes, and a thing that jumps over a thin fence leaves none in it; but that it was
 * on one side and is on the other now proves the passage. It is believed where the ways beside the straight one, as far
 * off as the fixes may be wrong, touch the fence, too; a corner that is cut is no passage.
 * @param accuracyMm one standard deviation of the fix; 0 where fixes are exact: then every one ends a stride
 */
export function strideTo(
  anchor: Anchor | undefined,
  index: FenceIndex,
  here: Anchor,
  accuracyMm: number,
  step: Stepped,
): Stride {
  if (anchor === undefined || here.time - anchor.time > straightMostMs) return { anchor: here, passed: none };
  const errorMm = 2 * accuracyMm;
  const leastMm = errorMm === 0 ? 0 : strideOfError * (errorMm + reflectedMm);
  const d2 = square(here.spot.x - anchor.spot.x) + square(here.spot.y - anchor.spot.y);
  if (d2 < leastMm * leastMm) return shortOf(anchor, here, d2, leastMm, step);
  return passing(anchor, index, here, errorMm, step);
}

const square = (v: number): number => v * v;

/** Whoever stays where a stride began may set out later: it is dated by the last fix there. */
function shortOf(anchor: Anchor, here: Anchor, d2: number, leastMm: number, { crossings }: Stepped): Stride {
  if (crossings.length > 0) return { anchor: here, passed: none };
  const isStill = d2 * stillPart * stillPart <= leastMm * leastMm;
  return { anchor: isStill ? { spot: anchor.spot, time: here.time } : anchor, passed: none };
}

function passing(anchor: Anchor, index: FenceIndex, here: Anchor, errorMm: number, step: Stepped): Stride {
  index.cross(anchor.spot, here.spot, touches);
  if (touches.count === 0) return { anchor: here, passed: none };
  const way = { anchor, here, errorMm, index };
  const end = step.crossings.length > 0 ? 1 : endOf(way, step);
  const passed: Crossing[] = [];
  for (let i = 0; i < touches.count; i += 1) {
    const [first, last] = [touches.first[i] as number, touches.last[i] as number];
    const number = touches.fences[i] as number;
    if (first === 0 || last === 1 || last > end || isBelieved(step, index.idOf(number)) || !isThrough(way, number))
      continue;
    passed.push(...through(index.idOf(number), way, first, last));
  }
  passed.sort(byTime);
  return { anchor: end === 1 ? here : end === 0 ? anchor : part(way, end), passed };
}

interface Way {
  readonly anchor: Anchor;
  readonly here: Anchor;
  readonly errorMm: number;
  readonly index: FenceIndex;
}

/** Before the first fence that it may be in without being believed so: the rest of the way is looked at when that is known. */
function endOf(way: Way, step: Stepped): number {
  const { index, here, errorMm } = way;
  let end = 1;
  for (let i = 0; i < touches.count; i += 1) {
    const number = touches.fences[i] as number;
    if (isBelieved(step, index.idOf(number)) || sideOf(index.fence(number), here.spot, errorMm) === 'outside') continue;
    end = Math.min(end, Math.max(0, (touches.first[i] as number) - clearMm / lengthOf(way)));
  }
  return end;
}

/** So far before a fence a point is outside of it, mm, wherever it is rounded to. */
const clearMm = 1000;

function lengthOf({ anchor, here }: Way): number {
  return Math.sqrt(square(here.spot.x - anchor.spot.x) + square(here.spot.y - anchor.spot.y));
}

/** Its own fixes have told of it, or will. */
function isBelieved({ before, memory, crossings }: Stepped, id: string): boolean {
  if (before.get(id)?.inside === true || memory.get(id)?.inside === true) return true;
  return crossings.some(({ fence }) => fence === id);
}

/** Do the ways to both sides, as far off as the fixes may be wrong, touch it, too? */
function isThrough(way: Way, number: number): boolean {
  const { anchor, here, errorMm, index } = way;
  if (errorMm === 0) return true;
  const length = lengthOf(way);
  const x = Math.round(((here.spot.y - anchor.spot.y) / length) * errorMm);
  const y = Math.round(((anchor.spot.x - here.spot.x) / length) * errorMm);
  return touchesBeside(way, index.fence(number), x, y) && touchesBeside(way, index.fence(number), -x, -y);
}

function touchesBeside({ anchor, here }: Way, fence: Fence, x: number, y: number): boolean {
  aside.begin(1);
  const [from, to] = [anchor.spot, here.spot];
  walkFence(fence, 0, { x0: from.x + x, y0: from.y + y, x1: to.x + x, y1: to.y + y }, aside);
  return aside.count > 0;
}

function through(fence: string, way: Way, first: number, last: number): Crossing[] {
  const time = (at: number) => timeAt(way, at);
  return [
    { fence, kind: 'enter', time: time(first), cause: 'passed' },
    { fence, kind: 'exit', time: time(last), cause: 'passed' },
  ];
}

const timeAt = ({ anchor, here }: Way, at: number): number => Math.round(anchor.time + at * (here.time - anchor.time));

function part(way: Way, at: number): Anchor {
  const { anchor, here } = way;
  const between = (a: number, b: number) => Math.round(a + at * (b - a));
  const spot = { x: between(anchor.spot.x, here.spot.x), y: between(anchor.spot.y, here.spot.y) };
  return { spot, time: timeAt(way, at) };
}

/** As they came about; of one fence the enter first. */
function byTime(a: Crossing, b: Crossing): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.fence !== b.fence) return a.fence < b.fence ? -1 : 1;
  return a.kind === b.kind ? 0 : a.kind === 'enter' ? -1 : 1;
}
