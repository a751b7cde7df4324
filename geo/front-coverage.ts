// How much of a water front is watched: by segment, and where it is blind, over the joints of segments.
import type { Stretch, WaterFront } from './water-front.ts';

/** From where to where, metres. */
export interface Span {
  readonly fromM: number;
  readonly toM: number;
}

export interface SegmentCoverage {
  readonly id: string;
  readonly watchedM: number;
  readonly blindM: number;
}

/** Along the whole line, with the segments that it is on; of a ring it may go on over its beginning, `toM` beyond its length. */
export interface BlindStretch extends Span {
  readonly segments: readonly string[];
}

export interface FrontCoverage {
  readonly segments: readonly SegmentCoverage[];
  readonly blind: readonly BlindStretch[];
  readonly watchedM: number;
  readonly blindM: number;
}

/**
 * @param watched by a segment's id: is all of it watched, or which spans of it, from its own beginning? They may overlap,
 *   and reach beyond it
 */
export function coverageOf(front: WaterFront, watched: (segment: string) => boolean | readonly Span[]): FrontCoverage {
  const gaps = front.segments.map((segment) => gapsIn(segment, watched(segment.id)));
  const segments = front.segments.map(({ id, fromMm, toMm }, i): SegmentCoverage => {
    const blindM = sumOf(gaps[i] ?? []);
    return { id, watchedM: (toMm - fromMm) / 1000 - blindM, blindM };
  });
  const blindM = segments.reduce((sum, one) => sum + one.blindM, 0);
  return { segments, blind: joined(front, gaps), watchedM: front.lengthMm / 1000 - blindM, blindM };
}

const sumOf = (spans: readonly Span[]): number => spans.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0);

/** What of a segment is in no span, along the whole line. */
function gapsIn({ fromMm, toMm }: Stretch, watched: boolean | readonly Span[]): Span[] {
  const [beginM, endM] = [fromMm / 1000, toMm / 1000];
  if (typeof watched === 'boolean') return watched || endM === beginM ? [] : [{ fromM: beginM, toM: endM }];
  const gaps: Span[] = [];
  let atM = beginM;
  const spans = watched.filter(({ fromM, toM }) => fromM < toM).toSorted((a, b) => a.fromM - b.fromM);
  for (const { fromM, toM } of spans) {
    const nextM = Math.min(endM, beginM + fromM);
    if (nextM > atM) gaps.push({ fromM: atM, toM: nextM });
    atM = Math.max(atM, beginM + toM);
  }
  if (atM < endM) gaps.push({ fromM: atM, toM: endM });
  return gaps;
}

/** Those that meet at a joint are one. */
function joined({ segments, lengthMm }: WaterFront, gaps: readonly (readonly Span[])[]): BlindStretch[] {
  const all: BlindStretch[] = [];
  for (const [i, { id, isJoined }] of segments.entries())
    for (const gap of gaps[i] ?? []) {
      const before = all.at(-1);
      const isOne = isJoined && before?.toM === gap.fromM && before.segments.at(-1) !== id;
      if (isOne) all.splice(-1, 1, { ...before, toM: gap.toM, segments: [...before.segments, id] });
      else all.push({ ...gap, segments: [id] });
    }
  return segments[0]?.isJoined === true ? roundTheRing(all, lengthMm / 1000) : all;
}

/** Blind before and after the spot where a ring closes is one stretch; all of it is one already. */
function roundTheRing(all: readonly BlindStretch[], lengthM: number): BlindStretch[] {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined || first === last) return [...all];
  if (first.fromM !== 0 || last.toM !== lengthM) return [...all];
  const segments = [...new Set([...last.segments, ...first.segments])];
  return [...all.slice(1, -1), { fromM: last.fromM, toM: lengthM + first.toM, segments }];
}
