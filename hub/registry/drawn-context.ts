// What a fence is drawn into: the port's plane, its sites and the fences that stand there already.
import type { Plane } from '../../geo/plane.ts';
import { Place } from '../files/place.ts';
import { type Lies, liesAt } from './drawn-datum.ts';
import { drawingOf } from './drawn-shape.ts';
import type { Point } from './plan-line.ts';

/** As it is written: entries and features of whatever shape, so that it can be handed to a thread. */
export interface DrawnInto {
  /** Undefined: the port has no sound origin, and nothing is too far from it. */
  readonly plane: Plane | undefined;
  readonly sites: readonly unknown[];
  /** Without a fault of their own. */
  readonly fences: readonly unknown[];
}

export interface DrawnContext {
  readonly plane: Plane | undefined;
  /** Of each site its point and its areas, by their fences' ids; nothing without a plane. */
  readonly company: ReadonlyMap<string, readonly (Lies & { readonly id: string })[]>;
}

/** A value that came by itself, and not in a file. */
export const placeOf = (value: unknown): Place => new Place('', value, () => 0, {});

/** Of the sites that are seen. Corridors, being lines, and circles are nothing that a fence would have to fit. */
export function contextOf({ plane, sites, fences }: DrawnInto, sees: (site: string) => boolean): DrawnContext {
  const company = new Map<string, (Lies & { id: string })[]>();
  if (plane === undefined) return { plane, company };
  const add = (site: string, id: string, lies: Lies): void => {
    const there = company.get(site);
    if (there === undefined) company.set(site, [{ ...lies, id }]);
    else there.push({ ...lies, id });
  };
  for (const [site, point] of sites.map(placeOf).flatMap(sitePoint))
    if (sees(site)) add(site, '', liesAt(plane, 'its site', [[point]]));
  for (const fence of fences.map(placeOf)) {
    const { text: site = '' } = fence.at('properties', 'site');
    const drawing = sees(site) ? drawingOf(fence.at('geometry')) : undefined;
    if (drawing?.kind !== 'areas') continue;
    const { text: id = '' } = fence.at('id');
    for (const rings of drawing.areas) add(site, id, liesAt(plane, `fence ${id}`, rings));
  }
  return { plane, company };
}

function sitePoint(site: Place): [string, Point][] {
  const [{ text: id }, { number: lon }, { number: lat }] = [site.at('id'), site.at('lon'), site.at('lat')];
  return id === undefined || lon === undefined || lat === undefined ? [] : [[id, [lon, lat]]];
}
