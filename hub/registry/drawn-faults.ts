// Everything that is wrong with one drawn fence, look by look: what makes the next look senseless ends it.
import type { Plane } from '../../geo/plane.ts';
import type { Fault, Place } from '../files/place.ts';
import { isFault } from './drawn-codes.ts';
import { type Company, datumFaults } from './drawn-datum.ts';
import {
  closed,
  crossFaults,
  doubledFaults,
  flatFaults,
  holeFaults,
  openFaults,
  pointsMost,
  spikeFaults,
  windingFaults,
} from './drawn-rings.ts';
import type { Rings } from './drawn-turf.ts';
import { linesOf, type Point, placesFaults } from './plan-line.ts';

/** What a fence is drawn into. `plane` undefined: the port has no sound origin, and nothing is too far from it. */
export interface DrawnContext {
  readonly plane: Plane | undefined;
  readonly sites: ReadonlyMap<string, Point>;
  readonly fences: readonly { readonly id: string; readonly site: string; readonly rings: Rings }[];
}

/** @param fence a feature of whatever shape: what of it cannot be read is not told here */
export function drawnFaults(context: DrawnContext, fence: Place): Fault[] {
  const geometry = fence.at('geometry');
  const coordinates = geometry.at('coordinates');
  const isLine = geometry.at('type').text === 'LineString';
  const rings = linesOf(fence);
  const most = rings === undefined ? [] : manyFaults(geometry, rings);
  if (most.length > 0) return most;
  const strayed = [
    ...placesFaults(context.plane, coordinates),
    ...(isLine ? [] : coordinates.entries.flatMap(openFaults)),
  ];
  if (rings === undefined || strayed.some(({ code }) => code !== 'drawn-unclosed')) return strayed;
  return [...strayed, ...(isLine ? lineLooks(geometry, rings) : areaLooks(context, fence, rings.map(closed)))];
}

function manyFaults(geometry: Place, rings: Rings): Fault[] {
  const points = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (points <= pointsMost) return [];
  return [
    geometry.fault(`has ${points} points, ${pointsMost} are the most`, { code: 'drawn-many', at: rings[0]?.[0] ?? [] }),
  ];
}

const lineLooks = (geometry: Place, lines: Rings): Fault[] => [
  ...crossFaults(geometry, lines, true),
  ...lines.flatMap((line) => doubledFaults(geometry.at('coordinates'), line)),
];

/** @param rings closed, if only here: that one is not is told once */
function areaLooks(context: DrawnContext, fence: Place, rings: Rings): Fault[] {
  const geometry = fence.at('geometry');
  const coordinates = geometry.at('coordinates');
  // Of fewer corners the schema tells.
  if (rings.some((ring) => ring.length < 4)) return [];
  const slips = rings.flatMap((ring, i) => [
    ...doubledFaults(coordinates.at(i), ring),
    ...spikeFaults(coordinates.at(i), ring),
  ]);
  const crossed = crossFaults(geometry, rings, false);
  const flat = crossed.length > 0 ? [] : flatFaults(geometry, rings);
  if (crossed.length + flat.length > 0) return [...crossed, ...flat, ...slips];
  return [
    ...holeFaults(coordinates, rings),
    ...slips,
    ...windingFaults(coordinates, rings),
    ...datumFaults(geometry, rings, companyOf(context, fence)),
  ];
}

function companyOf({ sites, fences }: DrawnContext, fence: Place): Company {
  const { text: own } = fence.at('id');
  const { text: at = '' } = fence.at('properties', 'site');
  return { site: sites.get(at), fences: fences.filter(({ id, site }) => site === at && id !== own) };
}

/** What a plan is drawn into, sound or not: of what cannot be read nothing is known. */
export function contextOf(plane: Plane | undefined, sites: readonly Place[], fences: readonly Place[]): DrawnContext {
  const bare: DrawnContext = { plane, sites: new Map(), fences: [] };
  const sound = fences.filter(
    (fence) => fence.at('geometry', 'type').text === 'Polygon' && !drawnFaults(bare, fence).some(isFault),
  );
  return {
    plane,
    sites: new Map(sites.flatMap((site) => sitePoint(site))),
    fences: sound.map((fence) => ({
      id: fence.at('id').text ?? '',
      site: fence.at('properties', 'site').text ?? '',
      rings: linesOf(fence) ?? [],
    })),
  };
}

function sitePoint(site: Place): [string, Point][] {
  const [{ text: id }, { number: lon }, { number: lat }] = [site.at('id'), site.at('lon'), site.at('lat')];
  return id === undefined || lon === undefined || lat === undefined ? [] : [[id, [lon, lat]]];
}
