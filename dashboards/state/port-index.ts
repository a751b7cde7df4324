// The port's things by id: what each is, what it is called, and where it lies. Pure.
import type {
  DeviceEntry,
  FenceFeature,
  LaneEntry,
  Port,
  SegmentFeature,
  SiteEntry,
  WharfEntry,
} from '../../hub/contracts/port.ts';
import type { Lang } from '../words.ts';
import type { LonLat } from './carried.ts';
import { deviceIdOf } from './coverage.ts';
import { cornersIn } from './outline.ts';

/** Something of the port plan, as the page speaks of it. */
export type Place =
  | { readonly is: 'site'; readonly id: string; readonly entry: SiteEntry }
  | { readonly is: 'wharf'; readonly id: string; readonly entry: WharfEntry }
  | { readonly is: 'fence'; readonly id: string; readonly entry: FenceFeature }
  | { readonly is: 'segment'; readonly id: string; readonly entry: SegmentFeature }
  | { readonly is: 'lane'; readonly id: string; readonly entry: LaneEntry }
  | { readonly is: 'device'; readonly id: string; readonly entry: DeviceEntry };

/** By `is:id`: a site and its fence may bear the same id. */
export type PortIndex = ReadonlyMap<string, Place>;

export const refOf = ({ is, id }: Pick<Place, 'is' | 'id'>): string => `${is}:${id}`;

export function indexOf(port: Port | undefined): PortIndex {
  if (port === undefined) return new Map();
  const places: Place[] = [
    ...port.fences.map((entry): Place => ({ is: 'fence', id: entry.id, entry })),
    ...port.segments.map((entry): Place => ({ is: 'segment', id: entry.id, entry })),
    ...port.sites.map((entry): Place => ({ is: 'site', id: entry.id, entry })),
    ...port.wharves.map((entry): Place => ({ is: 'wharf', id: entry.id, entry })),
    ...port.lanes.map((entry): Place => ({ is: 'lane', id: entry.id, entry })),
    ...port.devices.map((entry): Place => ({ is: 'device', id: entry.id, entry })),
  ];
  return new Map(places.map((place) => [refOf(place), place]));
}

/** Fences first: alerts and facts name them by their bare id. */
const order = ['fence', 'segment', 'lane', 'device', 'site', 'wharf'] as const satisfies readonly Place['is'][];

/** By reference, by key such as `lane:main-in-1`, `camera:…`, or by bare id. */
export function placeIn(index: PortIndex, told: string): Place | undefined {
  const id = deviceIdOf(told);
  const known = index.get(told);
  if (known !== undefined || id.includes(':')) return known;
  return order.map((is) => index.get(refOf({ is, id }))).find((place) => place !== undefined);
}

export function placeName(place: Place, lang: Lang): string {
  return place.is === 'fence' || place.is === 'segment' ? place.entry.properties.name[lang] : place.entry.name[lang];
}

/** The name of what is told by its id or key; what the port does not hold is called as told. */
export function nameIn(index: PortIndex, lang: Lang, told: string): string {
  const place = placeIn(index, told);
  return place === undefined ? told : placeName(place, lang);
}

/** All its corners; a device without a place of its own stands at its lane. */
export function cornersOf(place: Place, index: PortIndex): readonly (readonly number[])[] {
  if (place.is === 'fence' || place.is === 'segment') return cornersIn(place.entry);
  if (place.is === 'wharf') return place.entry.quay ?? [];
  const { lon, lat } = place.entry;
  if (lon !== undefined && lat !== undefined) return [[lon, lat]];
  const lane = place.is === 'device' ? index.get(`lane:${place.entry.lane}`) : undefined;
  return lane === undefined ? [] : cornersOf(lane, index);
}

/** Where to look for it: the middle of its box. */
export function middleOf(place: Place, index: PortIndex): LonLat | undefined {
  const corners = cornersOf(place, index);
  if (corners.length === 0) return undefined;
  const between = (axis: 0 | 1): number => {
    const along = corners.map((corner) => corner[axis] ?? 0);
    return (Math.min(...along) + Math.max(...along)) / 2;
  };
  return [between(0), between(1)];
}
