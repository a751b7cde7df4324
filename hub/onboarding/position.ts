// Where a device stands: its numbers and their datum, to WGS-84, and whether a fence of its site covers that.
import { type Datum, toWgs84 } from '../../geo/datum.ts';
import { fromEdge } from '../../geo/fence.ts';
import { toSpot } from '../../geo/plane.ts';
import { wrongPlace } from '../registry/plan-line.ts';
import type { Row } from './columns.ts';
import { kindOf } from './entry.ts';
import { type Finding, finding, type Said } from './findings.ts';
import type { Ground } from './ground.ts';

/** Beside an edge a camera looks over it, and a barrier stands on it; the plan allows lanes as much. */
const besideM = 50;
/** A tenth of a metre: no receiver in a port knows more. */
const decimals = 6;

const datums: Readonly<Record<string, Datum>> = {
  ...{ wgs84: 'WGS-84', cgcs2000: 'CGCS2000', gcj02: 'GCJ-02', bd09: 'BD-09' },
};
const others: readonly Datum[] = ['GCJ-02', 'BD-09', 'WGS-84'];

export interface Positioned {
  readonly findings: readonly Finding[];
  /** Degrees WGS-84; undefined where the row has none, or none that is sound. */
  readonly at?: readonly [lon: number, lat: number];
}

/** @param isNeeded false where the device's lane tells where it stands */
export function positionOf(ground: Ground, row: Row, isNeeded: boolean): Positioned {
  const [lon, lat] = [row.text('lon'), row.text('lat')];
  if (lon === '' && lat === '') return isNeeded ? bad(finding(row, 'lon', 'position-missing')) : { findings: [] };
  const lacking = (['lon', 'lat'] as const).filter((column) => row.text(column) === '');
  if (lacking.length > 0) return bad(...lacking.map((column) => finding(row, column, 'position-missing')));
  const unread = (['lon', 'lat'] as const).filter((column) => !/^[+-]?\d{1,3}(\.\d{1,15})?$/.test(row.text(column)));
  if (unread.length > 0) return bad(...unread.map((column) => finding(row, column, 'position-unreadable')));
  return placed(ground, row, Number(lon), Number(lat));
}

function placed(ground: Ground, row: Row, lon: number, lat: number): Positioned {
  const told = row.text('datum');
  const datum = datums[told.toLowerCase().replace(/[\s_-]/g, '')];
  const unknown =
    datum === undefined ? [finding(row, 'datum', told === '' ? 'datum-undeclared' : 'datum-unknown')] : [];
  const at = rounded(toWgs84(datum ?? 'WGS-84', lon, lat));
  const strayed = wrongPlace(ground.plane, Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? at : [lon, lat]);
  if (strayed !== undefined) return bad(finding(row, 'lon', strayedCode(strayed.code)), ...unknown);
  if (datum === undefined) return bad(...unknown);
  const uncovered = kindOf(row) === 'lane' ? [] : coverFaults(ground, row, [lon, lat], at, datum);
  return uncovered.length > 0 ? bad(...uncovered) : { findings: [], at };
}

const strayedCode = (code: string) =>
  code === 'drawn-swapped' || code === 'drawn-far' ? code : ('drawn-off-earth' as const);

/** A position that fits only when read in another datum than it says was taken in that one. */
function coverFaults(
  ground: Ground,
  row: Row,
  [lon, lat]: readonly [number, number],
  at: readonly [number, number],
  declared: Datum,
): Finding[] {
  const site = row.text('site');
  if (!ground.sites.has(site)) return [];
  const near = ground.nearest(site, ...at);
  if (near !== undefined && near.metres <= besideM) return [];
  const fits = others
    .filter((datum) => datum !== declared)
    .map((datum) => ({ datum, near: ground.nearest(site, ...toWgs84(datum, lon, lat)) }))
    .find((read) => (read.near?.metres ?? Infinity) <= besideM);
  if (fits !== undefined) return [finding(row, 'datum', 'datum-suspect', readAs(fits.datum, fits.near?.fence ?? ''))];
  return [finding(row, 'lon', 'fence-none', near && offBy(near))];
}

const readAs = (datum: Datum, fence: string): Said => ({
  zh: `只有按 ${datum} 读才在 ${fence} 处`,
  en: `only read as ${datum} it is at ${fence}`,
});

const offBy = ({ fence, metres }: { fence: string; metres: number }): Said => ({
  zh: `距 ${fence} ${Math.round(metres)} m`,
  en: `${Math.round(metres)} m from ${fence}`,
});

/** A lane leads through its fence, and stands on its edge. */
export function edgeFaults(ground: Ground, row: Row, at: Positioned['at']): Finding[] {
  const fence = ground.fences.get(row.text('fence'));
  if (fence === undefined || at === undefined) return [];
  const metres = fromEdge(fence, toSpot(ground.plane, ...at)) / 1000;
  if (metres <= besideM) return [];
  return [finding(row, 'fence', 'lane-off-edge', offBy({ fence: fence.id, metres }))];
}

const bad = (...findings: readonly Finding[]): Positioned => ({ findings });

const rounded = ([lon, lat]: readonly [number, number]): [number, number] => [
  Number(lon.toFixed(decimals)),
  Number(lat.toFixed(decimals)),
];
