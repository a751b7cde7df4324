// The shape of a track: stretches that were heard and such that were silent, and where an arrow says the way. Pure.
import type { TrackPoint } from '../../hub/contracts/track.ts';

/** From one place to the next after so long, nobody knows the way: a ship at anchor tells itself every three minutes. */
export const silentMs = 600_000;

export interface Stretch {
  readonly isSilent: boolean;
  /** At least two; the last of one is the first of the next. */
  readonly points: readonly TrackPoint[];
}

/** @param points oldest first */
export function stretchesOf(points: readonly TrackPoint[]): Stretch[] {
  const stretches: { isSilent: boolean; points: TrackPoint[] }[] = [];
  let before: TrackPoint | undefined;
  for (const point of points) {
    if (before !== undefined) {
      const isSilent = point.time - before.time >= silentMs;
      const open = stretches.at(-1);
      if (open?.isSilent === isSilent && !isSilent) open.points.push(point);
      else stretches.push({ isSilent, points: [before, point] });
    }
    before = point;
  }
  return stretches;
}

export type Spot = readonly [x: number, y: number];

export interface Arrow {
  readonly x: number;
  readonly y: number;
  /** Radians, clockwise from the right, as a canvas turns. */
  readonly turn: number;
}

/** One at every `everyPx` of the way, from the middle of the first such length on: a short track has one, too. */
export function arrowsOf(spots: readonly Spot[], everyPx: number): Arrow[] {
  const arrows: Arrow[] = [];
  const wholePx = spots.reduce((sum, to, i) => sum + lengthOf(spots[i - 1] ?? to, to), 0);
  let next = Math.min(everyPx, wholePx) / 2;
  let gonePx = 0;
  for (const [i, to] of spots.entries()) {
    const from = spots[i - 1] ?? to;
    const length = lengthOf(from, to);
    const turn = Math.atan2(to[1] - from[1], to[0] - from[0]);
    for (; length > 0 && next <= gonePx + length; next += everyPx) {
      const part = (next - gonePx) / length;
      arrows.push({ x: from[0] + (to[0] - from[0]) * part, y: from[1] + (to[1] - from[1]) * part, turn });
    }
    gonePx += length;
  }
  return arrows;
}

export const lengthOf = (from: Spot, to: Spot): number => Math.hypot(to[0] - from[0], to[1] - from[1]);
