// A drawn fence, checked and explained, and what it may have been meant to be: for whoever draws one, before it is in a plan.
import { planeAt } from '../../geo/plane.ts';
import { FenceFeature, type SiteEntry } from '../contracts/port.ts';
import { type Fault, Place } from '../files/place.ts';
import { type DrawnCode, type Weight, weightOf } from './drawn-codes.ts';
import { contextOf, type DrawnContext, drawnFaults } from './drawn-faults.ts';
import { mendings, metres2 } from './drawn-repair.ts';
import { closed } from './drawn-rings.ts';
import { areaOf, type Rings } from './drawn-turf.ts';
import { linesOf } from './plan-line.ts';
import { shapeFaults } from './plan-shape-faults.ts';

export interface DrawnFault {
  readonly code: DrawnCode;
  readonly weight: Weight;
  readonly says: string;
  /** The way to it, such as `geometry.coordinates[0][3]`. */
  readonly field: string;
  /** Longitude, latitude, where there is a point to name. */
  readonly at?: readonly number[];
}

/** `changes` in words, the areas among them. The area before is the drawing's as it stands, its loops counted against each other; a line has none. */
export interface Offered {
  readonly feature: object;
  readonly changes: readonly string[];
  readonly areaM2: { readonly before: number; readonly after: number };
}

export interface Checked {
  readonly faults: readonly DrawnFault[];
  /** Only where it passes this check itself, but for a suspected datum: which one was meant only a person knows. */
  readonly offered?: Offered;
}

/** @param feature one GeoJSON feature, of whatever shape. Never throws. */
export function checkDrawn(feature: unknown, context: DrawnContext): Checked {
  const faults = faultsIn(feature, context);
  const isSound = faults.every(({ code }) => code === 'drawn-datum');
  const isCrossed = faults.some(({ code }) => code === 'drawn-crossing');
  const offered = isSound ? undefined : offer(feature, context, isCrossed);
  return { faults, ...(offered && { offered }) };
}

const placeOf = (feature: unknown): Place => new Place('', feature, () => 0, {});

function faultsIn(feature: unknown, context: DrawnContext): DrawnFault[] {
  const place = placeOf(feature);
  const shape = shapeFaults(FenceFeature.properties.geometry, place.at('geometry'));
  const code = 'drawn-shape';
  return [...shape.map((fault) => ({ field: 'geometry', ...fault, code })), ...drawnFaults(context, place)].map(told);
}

function told(fault: Fault): DrawnFault {
  const { code, says, field = '', at } = fault;
  return { code: code as DrawnCode, weight: weightOf(fault), says, field, ...(at && { at }) };
}

function offer(feature: unknown, context: DrawnContext, isCrossed: boolean): Offered | undefined {
  const drawn = linesOf(placeOf(feature));
  const type = placeOf(feature).at('geometry', 'type').text;
  if (drawn === undefined || (type !== 'Polygon' && type !== 'LineString')) return undefined;
  const isLine = type === 'LineString';
  for (const { rings, changes } of mendings(context.plane, drawn, isLine)) {
    const mended = { ...(feature as object), geometry: { type, coordinates: isLine ? rings[0] : rings } };
    if (faultsIn(mended, context).some(({ code }) => code !== 'drawn-datum')) continue;
    if (isLine) return { feature: mended, changes, areaM2: { before: 0, after: 0 } };
    const areaM2 = { before: enclosed(drawn), after: enclosed(rings) };
    const loops = isCrossed ? ', its loops against each other,' : '';
    const areas = `area ${metres2(areaM2.before)}${loops} → ${metres2(areaM2.after)}`;
    return { feature: mended, changes: [...changes, areas], areaM2 };
  }
  return undefined;
}

/** Whole square metres; of a drawing too faulty to have an area none. */
function enclosed(rings: Rings): number {
  const whole = rings.map(closed);
  return whole.some((ring) => ring.length < 4) ? 0 : Math.round(Math.max(0, areaOf(whole)));
}

/** What a sound plan has that a fence is drawn into; or what is seen of it. */
export interface DrawnInto {
  readonly origin: { readonly lon: number; readonly lat: number };
  readonly sites: readonly SiteEntry[];
  readonly fences: readonly FenceFeature[];
}

export const contextOfPlan = ({ origin, sites, fences }: DrawnInto): DrawnContext =>
  contextOf(planeAt(origin.lon, origin.lat), sites.map(placeOf), fences.map(placeOf));
