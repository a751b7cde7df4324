// How a perimeter segment is drawn: full when several see it, hollow when one does, barred when none does.
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { Coverage } from '../state/coverage.ts';
import type { Colours } from './colours.ts';
import { hazard, type Pattern } from './patterns.ts';

type Line = readonly [width: number, color: Pattern, lineDash?: number[]];

/** Blind lies over everything else. */
const heights: Readonly<Record<Coverage, number>> = { unexpected: 20, seen: 21, unknown: 22, sole: 23, blind: 24 };

export function segmentStyles(coverage: Coverage, ink: Colours): Style[] {
  return segmentLines(coverage, ink).map(
    ([width, color, lineDash]) =>
      new Style({ stroke: new Stroke({ color, width, lineDash, lineCap: 'butt' }), zIndex: heights[coverage] }),
  );
}

/** One line over the other, the lowest first. There is no green: what is watched is merely full. */
export function segmentLines(coverage: Coverage, { mapBg, asset, muted, zone, system }: Colours): readonly Line[] {
  switch (coverage) {
    case 'blind':
      return [
        [15, mapBg],
        [13, system],
        [8, hazard(system, mapBg)],
      ];
    case 'sole':
      return [
        [10, mapBg],
        [8, asset],
        [4, mapBg],
      ];
    case 'seen':
      return [
        [10, mapBg],
        [7, asset],
      ];
    case 'unknown':
      return [
        [8, mapBg],
        [5, muted, [2, 6]],
      ];
    default:
      return [[2, zone, [2, 7]]];
  }
}
