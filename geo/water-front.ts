// The water front: a line of named segments that stands in for the physical fence. Where is it crossed, and what is near?
import { laid } from './fence.ts';
import { turn, type Way } from './meet.ts';
import type { Plane, Spot } from './plane.ts';

/** A piece of the line on the plane. */
export interface Stretch {
  readonly id: string;
  /** x, y pairs, mm. */
  readonly line: Float64Array;
  /** Where it begins and ends along the whole line, mm: what lies in a gap before it is no part of the line. */
  readonly fromMm: number;
  readonly toMm: number;
  /** Does it begin where the one before it ends? Of the first: where the last one ends, which makes the line a ring. */
  readonly isJoined: boolean;
}

export interface WaterFront {
  readonly segments: readonly Stretch[];
  readonly lengthMm: number;
}

/** A segment as it is drawn, degrees WGS-84. */
export interface DrawnSegment {
  readonly id: string;
  readonly line: readonly (readonly number[])[];
}

/** Lays segments on the plane, in the order and in the direction in which they follow one another. */
export function waterFrontOf(plane: Plane, drawn: readonly DrawnSegment[]): WaterFront {
  const lines = drawn.map(({ line }) => laid(plane, line));
  let lengthMm = 0;
  const segments = drawn.map(({ id }, i): Stretch => {
    const line = lines[i] as Float64Array;
    const before = lines.at(i - 1) as Float64Array;
    const fromMm = lengthMm;
    lengthMm += lengthOf(line);
    return { id, line, fromMm, toMm: lengthMm, isJoined: before.at(-2) === line[0] && before.at(-1) === line[1] };
  });
  return { segments, lengthMm };
}

function lengthOf(line: Float64Array): number {
  let mm = 0;
  for (let i = 2; i < line.length; i += 2) mm += legLength(line, i);
  return mm;
}

function legLength(line: Float64Array, i: number): number {
  const dx = (line[i] as number) - (line[i - 2] as number);
  const dy = (line[i + 1] as number) - (line[i - 1] as number);
  return Math.sqrt(dx * dx + dy * dy);
}

/** Where a way crosses the line. */
export interface FrontCrossing {
  readonly segment: string;
  /** Of the way, 0 to 1. */
  readonly part: number;
  /** The side of the line that the way comes from, seen along the line. */
  readonly from: 'left' | 'right';
  readonly alongMm: number;
}

/**
 * Every crossing of a straight way, in the way's order. Whether it crosses is exact, and told as if every spot lay less than a hair east
 * of where it is, and less than that north: so no way begins or ends on the line, runs along it or meets a joint, ways that
 * follow one another cross as often as they get to the other side, and through a joint is once. A corner that the way only
 * touches is not crossed.
 */
export function crossingsOf({ segments }: WaterFront, from: Spot, to: Spot): FrontCrossing[] {
  const way = { x0: from.x, y0: from.y, x1: to.x, y1: to.y };
  const found: Crossed[] = [];
  for (const segment of segments) {
    let alongMm = segment.fromMm;
    for (let i = 2; i < segment.line.length; i += 2) {
      const crossed = crossedAt(segment, i, way, alongMm);
      if (crossed !== undefined) add(found, crossed);
      alongMm += legLength(segment.line, i);
    }
  }
  if (segments[0]?.isJoined === true && found.length > 1) closeUp(found);
  return found
    .sort((a, b) => a.part - b.part)
    .map(({ segment, part, from: side, alongMm }) => ({ segment, part, from: side, alongMm }));
}

/** With the joint that it was crossed at, if the way meets one. */
interface Crossed extends FrontCrossing {
  readonly at: Spot | undefined;
}

/** The next one along the line. Over a joint and back at the same spot is a touch. */
function add(found: Crossed[], crossed: Crossed): void {
  if (isTouch(found.at(-1), crossed)) found.pop();
  else found.push(crossed);
}

/** On a ring the last joint is the first. */
function closeUp(found: Crossed[]): void {
  if (!isTouch(found.at(-1), found[0])) return;
  found.pop();
  found.shift();
}

const isTouch = (before: Crossed | undefined, crossed: Crossed | undefined): boolean =>
  before?.at !== undefined &&
  crossed?.at !== undefined &&
  before.at.x === crossed.at.x &&
  before.at.y === crossed.at.y &&
  before.from !== crossed.from;

function crossedAt({ id, line }: Stretch, i: number, way: Way, alongMm: number): Crossed | undefined {
  const { x0, y0, x1, y1 } = way;
  const [ax, ay] = [line[i - 2] as number, line[i - 1] as number];
  const [bx, by] = [line[i] as number, line[i + 1] as number];
  const start = turn(ax, ay, bx, by, x0, y0);
  const end = turn(ax, ay, bx, by, x1, y1);
  const aside = hair(ax - bx, ay - by);
  if (isLeft(start, aside) === isLeft(end, aside)) return undefined;
  const a = turn(x0, y0, x1, y1, ax, ay);
  const b = turn(x0, y0, x1, y1, bx, by);
  const before = hair(x1 - x0, y1 - y0);
  if (isLeft(a, before) === isLeft(b, before)) return undefined;
  const at = a === 0 ? { x: ax, y: ay } : b === 0 ? { x: bx, y: by } : undefined;
  const along = alongMm + (a / (a - b)) * legLength(line, i);
  return {
    segment: id,
    part: start / (start - end) + 0,
    from: isLeft(start, aside) ? 'left' : 'right',
    alongMm: along,
    at,
  };
}

/** Of what is exactly on a line, the hair decides. */
const isLeft = (turned: number, aside: number): boolean => (turned === 0 ? aside > 0 : turned > 0);

/** On which side of a line that runs by dx, dy does what lies on it come to be when the line moves by the hair? Never nought of a line. */
const hair = (dx: number, dy: number): number => (dy === 0 ? -dx : dy);

/** What of the line is nearest to a spot. */
export interface NearestOnFront {
  readonly segment: string;
  readonly distanceMm: number;
  readonly alongMm: number;
}

/** The first along the line of those equally near; undefined of a line without segments. */
export function nearestOn({ segments }: WaterFront, { x, y }: Spot): NearestOnFront | undefined {
  let [best2, segmentId, best] = [Infinity, '', 0];
  for (const { id, line, fromMm } of segments) {
    let alongMm = fromMm;
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay] = [line[i - 2] as number, line[i - 1] as number];
      const [dx, dy] = [(line[i] as number) - ax, (line[i + 1] as number) - ay];
      const length2 = dx * dx + dy * dy;
      const part = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length2));
      const [ex, ey] = [x - ax - part * dx, y - ay - part * dy];
      if (ex * ex + ey * ey < best2)
        [best2, segmentId, best] = [ex * ex + ey * ey, id, alongMm + part * Math.sqrt(length2)];
      alongMm += Math.sqrt(length2);
    }
  }
  return best2 === Infinity ? undefined : { segment: segmentId, distanceMm: Math.sqrt(best2), alongMm: best };
}
