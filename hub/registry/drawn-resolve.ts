// A drawing whose rings cross, resolved into the parts it encloses: all of them, or the largest alone.
import { type Plane, type Spot, toLonLat } from '../../geo/plane.ts';
import type { Change } from '../contracts/drawn.ts';
import { isFlat } from './drawn-rings.ts';
import { laid, pointsIn, type Rings, spotOf } from './drawn-shape.ts';
import { enclosedBy } from './drawn-split.ts';
import { areaOf } from './drawn-turf.ts';
import { changed } from './drawn-words.ts';
import type { Point } from './plan-line.ts';

/** Areas on their way to be sound, and what was done to them. */
export interface Mending {
  readonly areas: readonly Rings[];
  readonly changes: readonly Change[];
}

export interface Resolved {
  /** Largest first; none smaller than a square metre. */
  readonly parts: readonly Rings[];
  readonly all: Mending;
  readonly largest: Mending;
  /** What part of the whole the largest is. */
  readonly share: number;
}

/** Undefined where it encloses nothing, or crosses itself more often than can be looked at. */
export function resolved(board: Plane, { areas, changes }: Mending): Resolved | undefined {
  const parts = partsOf(board, areas)
    ?.map((rings) => rings.filter((ring, i) => i === 0 || !isFlat(board, ring)))
    .map((rings) => ({ rings, m2: areaOf([rings]) }))
    .filter(({ m2 }) => m2 >= 1)
    .toSorted((a, b) => b.m2 - a.m2);
  const [first, ...rest] = parts ?? [];
  if (parts === undefined || first === undefined) return undefined;
  const lost = rest.reduce((sum, { m2 }) => sum + m2, 0);
  const all = parts.map(({ rings }) => rings);
  const holes = (left: readonly Rings[]) => {
    const [was, is] = [areas.flat().length - areas.length, left.flat().length - left.length];
    return was === 0 && is === 0 ? [] : [changed.holesCut(was, is)];
  };
  // Where nothing else was cut, something was drawn twice, and parted nothing.
  const retraced = (left: readonly Rings[], done: readonly Change[]): readonly Change[] => {
    const isLess = pointsIn(left.flat()) < pointsIn(areas.flat()) || changes.length === 0;
    return done.length === 0 && isLess ? [changed.retraced] : done;
  };
  const joined = areas.length === all.length ? [] : [changed.partsJoined(areas.length, all.length)];
  const loops = rest.length === 0 ? [] : [changed.loopsCut(rest.length, lost)];
  return {
    parts: all,
    share: first.m2 / (first.m2 + lost),
    all: { areas: all, changes: [...changes, ...retraced(all, [...joined, ...holes(all)])] },
    largest: {
      areas: [first.rings],
      changes: [...changes, ...retraced([first.rings], [...loops, ...holes([first.rings])])],
    },
  };
}

/** Corners that were drawn stay as they were drawn; those at crossings are new. */
function partsOf(board: Plane, areas: readonly Rings[]): readonly Rings[] | undefined {
  const drawn = new Map<string, Point>();
  for (const point of areas.flat(2)) drawn.set(nameOf(spotOf(board, point)), point);
  const parts = enclosedBy(areas.map((rings) => rings.map((ring) => laid(board, ring))));
  const pointOf = (spot: Spot): Point =>
    drawn.get(nameOf(spot)) ?? toLonLat(board, spot).map((degrees) => Number(degrees.toFixed(9)));
  return parts?.map((rings) => rings.map((ring) => ring.map(pointOf)));
}

const nameOf = ({ x, y }: Spot): string => `${x} ${y}`;
