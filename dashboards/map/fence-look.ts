// How a fence is drawn: by what it is for, whether it is restricted, whether its site is there yet, whether it is in force, and its alerts.
import type LineString from 'ol/geom/LineString.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { FenceFeature } from '../../hub/contracts/port.ts';
import type { Colours } from './colours.ts';
import { dotted, forbidden, hatch, type Pattern, waves } from './patterns.ts';

interface MapBand {
  readonly line: LineString;
  readonly px: number;
}

/** What decides the drawing of one fence. */
export interface FenceSeen {
  readonly purpose: FenceFeature['properties']['purpose'];
  readonly restricted: boolean;
  readonly alerting: boolean;
  /** Its site is planned, being built, or closed. */
  readonly inactive: boolean;
  /** It has windows, and this moment is in none. */
  readonly resting: boolean;
  /** Of a corridor: its lines and how wide each is on the map as it is, CSS pixels. */
  readonly bands: readonly MapBand[] | undefined;
}

/** Later lies higher: what is watched over what only helps to find one's way. */
const heights: Readonly<Record<FenceSeen['purpose'], number>> = {
  ...{ orientation: 0, water: 1, perimeter: 2, corridor: 3, yard: 4, berth: 5, inspection: 6 },
};

export function fenceStyles(seen: FenceSeen, ink: Colours): Style[] {
  const zIndex = seen.alerting ? 10 : heights[seen.purpose];
  if (seen.resting && !seen.alerting) return restingStyles(seen.bands, ink, zIndex);
  if (seen.bands !== undefined) return corridorStyles(seen.bands, seen, ink, zIndex);
  const fill = fillOf(seen, ink);
  return [
    new Style({ stroke: outlineOf(seen, ink), fill: fill === undefined ? fill : new Fill({ color: fill }), zIndex }),
  ];
}

/** Bands of their true widths, so that it can be seen who is beside them, and the middle line; each layer under the next one. */
function corridorStyles(bands: readonly MapBand[], seen: FenceSeen, ink: Colours, zIndex: number): Style[] {
  const colour = seen.alerting ? ink.s1 : ink.zone;
  const band = seen.alerting ? hatch(ink.s1) : `${ink.zone}38`;
  const layer = (color: string | CanvasPattern, morePx = 0) =>
    bands.map(
      ({ line, px }) =>
        new Style({ geometry: line, stroke: new Stroke({ color, width: px + morePx, lineCap: 'round' }), zIndex }),
    );
  return [
    ...layer(`${colour}66`, 3),
    ...layer(`${ink.mapBg}d0`),
    ...layer(band),
    new Style({ stroke: new Stroke({ color: colour, ...outlines.corridor }), zIndex }),
  ];
}

/** Its outline faintly, nothing in it: a corridor by its middle line and edges. */
function restingStyles(bands: readonly MapBand[] = [], { muted, mapBg }: Colours, zIndex: number): Style[] {
  const edges = [`${muted}66`, mapBg].flatMap((color, i) =>
    bands.map(
      ({ line, px }) =>
        new Style({ geometry: line, stroke: new Stroke({ color, width: px + (i === 0 ? 2 : 0) }), zIndex }),
    ),
  );
  return [...edges, new Style({ stroke: new Stroke({ color: muted, ...restingLine }), zIndex })];
}

export const restingLine = { width: 1, lineDash: [2, 6] };

function outlineOf({ purpose, restricted, alerting, inactive }: FenceSeen, { s1, zone, muted }: Colours): Stroke {
  if (alerting) return new Stroke({ color: s1, width: 3.5 });
  if (inactive) return new Stroke({ color: muted, width: 1.25, lineDash: [3, 5] });
  if (restricted) return new Stroke({ color: muted, width: 2, lineDash: [10, 4] });
  const { width, lineDash } = outlines[purpose];
  return new Stroke({ color: zone, width, lineDash });
}

/** How each purpose is outlined: told apart by thickness and dashes, not by colour. */
export const outlines: Readonly<
  Record<FenceSeen['purpose'], { readonly width: number; readonly lineDash?: number[] }>
> = {
  perimeter: { width: 2 },
  water: { width: 1 },
  yard: { width: 1.25 },
  inspection: { width: 1.75, lineDash: [6, 2, 1, 2] },
  berth: { width: 1.75 },
  corridor: { width: 1.25, lineDash: [12, 5, 2, 5] },
  orientation: { width: 1, lineDash: [1, 4] },
};

/** A perimeter holds everything: hatched, it would hide what happens in it. */
function fillOf({ purpose, restricted, alerting, inactive }: FenceSeen, { s1, zone }: Colours): Pattern | undefined {
  if (alerting) return purpose === 'perimeter' ? undefined : hatch(s1);
  if (inactive) return undefined;
  if (restricted) return forbidden(zone);
  if (purpose === 'water') return waves(zone);
  if (purpose === 'inspection') return dotted(zone);
  return purpose === 'yard' || purpose === 'berth' ? `${zone}24` : undefined;
}
