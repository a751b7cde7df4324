// A drawn fence, checked and explained, and what it may have been meant to be: for whoever draws one, before it is in a plan.
import { type DrawnCheck, type DrawnFault, DrawnGeometry, type Offered } from '../contracts/drawn.ts';
import { type DrawnCode, drawnCodes } from '../contracts/drawn-codes.ts';
import type { Fault, Place } from '../files/place.ts';
import { weightOf } from './drawn-codes.ts';
import { type DrawnContext, placeOf } from './drawn-context.ts';
import { drawnFaults } from './drawn-faults.ts';
import { type Mended, mendings } from './drawn-repair.ts';
import { type Drawing, drawingOf, manyFaults } from './drawn-shape.ts';
import { areaOf } from './drawn-turf.ts';
import { measureFaults } from './plan-measures.ts';
import { shapeFaults } from './plan-shape-faults.ts';

/** Told of one drawing. */
const toldMost = 100;

/** Bounded by the points it may have. @param feature one GeoJSON feature, of whatever shape. Never throws. */
export function drawnFaultsOf(feature: unknown, context: DrawnContext): DrawnFault[] {
  const place = placeOf(feature);
  const geometry = place.at('geometry');
  if (manyFaults(geometry).length > 0) return manyFaults(geometry).map(told);
  const shape = shapeFaults(DrawnGeometry, geometry).map((fault) => ({
    field: 'geometry',
    ...fault,
    code: 'drawn-shape',
  }));
  // A width or a purpose that is not there yet may still come.
  const measures = measureFaults(place).filter(({ code }) => code === 'drawn-measure');
  return [...shape, ...drawnFaults(context, place), ...radiusFaults(place), ...measures].slice(0, toldMost).map(told);
}

/** What is wrong with it and a mended drawing, if there is one. It may take half a second: ask a draughtsman where somebody waits. */
export function checkDrawn(feature: unknown, context: DrawnContext): DrawnCheck {
  const faults = drawnFaultsOf(feature, context);
  if (faults.every(({ code }) => code === 'drawn-datum')) return { faults };
  const offered = offer(feature, context);
  return offered === undefined ? { faults, unoffered: 'draw-anew' } : { faults, offered };
}

/** A circle is a point and a radius. */
function radiusFaults(feature: Place): Fault[] {
  if (feature.at('geometry', 'type').text !== 'Point') return [];
  const radius = feature.at('properties', 'radiusM');
  const { number: metres = 0 } = radius;
  return metres > 0 ? [] : [radius.fault('is a point without a radiusM above 0', { code: 'drawn-flat' })];
}

function told(fault: Fault): DrawnFault {
  const { says, field = '', at } = fault;
  const code = fault.code as DrawnCode;
  const place = at !== undefined && at.length >= 2 && at.every(Number.isFinite) ? { at: [...at] } : {};
  return { code, weight: weightOf(fault), says: { zh: drawnCodes[code].zh, en: says }, field, ...place };
}

function offer(feature: unknown, context: DrawnContext): Offered | undefined {
  const place = placeOf(feature);
  const drawing = drawingOf(place.at('geometry'));
  if (drawing === undefined) return undefined;
  for (const mended of mendings(context.plane, drawing)) {
    const offered = { ...(feature as object), geometry: geometryOf(mended.drawing) };
    if (drawnFaultsOf(offered, context).some(({ code }) => code !== 'drawn-datum')) continue;
    return { feature: offered, changes: [...mended.changes], ...areasOf(mended) };
  }
  return undefined;
}

function geometryOf(drawing: Drawing): object {
  if (drawing.kind === 'circle') return { type: 'Point', coordinates: drawing.middle };
  if (drawing.kind === 'line') return { type: 'LineString', coordinates: drawing.line };
  const [one, ...more] = drawing.areas;
  return more.length === 0
    ? { type: 'Polygon', coordinates: one }
    : { type: 'MultiPolygon', coordinates: drawing.areas };
}

function areasOf({ drawing, before: was = 0 }: Mended): Pick<Offered, 'areaM2'> {
  if (drawing.kind !== 'areas') return {};
  const [before, after] = [Math.round(Math.max(0, was)), Math.round(areaOf(drawing.areas))];
  // Never a zero with a sign.
  const changedPercent = Math.round(((after - before) / before) * 1000) / 10 || 0;
  return { areaM2: { before, after, ...(before > 0 && { changedPercent }) } };
}
