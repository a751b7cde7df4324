// What a port plan describes, in a few lines: how much of each, and which pieces of perimeter hang on one device alone.
import { coverageOf } from '../../geo/front-coverage.ts';
import { planeAt } from '../../geo/plane.ts';
import type { WaterFront } from '../../geo/water-front.ts';
import { frontsOf } from './plan-fronts.ts';
import type { PortPlan } from './port-plan.ts';

/** Lines for a person at a terminal. */
export function planSummary(plan: PortPlan): string[] {
  const { id, locode, name, sites, fences, segments, lanes, devices, wharves, parties, agents, schedules, hash } = plan;
  const fronts = [...frontsOf(planeAt(plan.origin.lon, plan.origin.lat), segments)];
  const km = fronts.reduce((sum, [, front]) => sum + front.lengthMm, 0) / 1_000_000;
  const gates = new Set(lanes.map(({ gate }) => gate));
  return [
    `${id}${locode === undefined ? '' : ` (${locode})`}: ${name.zh} · ${name.en}, version ${hash}`,
    row('sites', sites.length, countsOf(sites.map(({ lifecycle }) => lifecycle))),
    row('fences', fences.length, countsOf(fences.map(({ properties }) => properties.purpose))),
    row('shapes', new Set(fences.map(shapeOf)).size, countsOf(fences.map(shapeOf))),
    row('segments', segments.length, `${km.toFixed(2)} km of perimeter`),
    row('lanes', lanes.length, `at ${gates.size} ${gates.size === 1 ? 'gate' : 'gates'}`),
    row('devices', devices.length, countsOf(devices.map(({ kind }) => kind))),
    row('wharves', wharves.length, `${wharves.flatMap(({ berths }) => berths).length} berths`),
    row('parties', parties.length, countsOf(parties.map(({ kind }) => kind))),
    row('agents', agents.length, countsOf(agents.map(({ party = 'none' }) => party))),
    ...(schedules.length === 0 ? [] : [row('schedules', schedules.length, schedules.map((one) => one.id).join(', '))]),
    ...timedLines(plan),
    ...bareLines(plan),
    ...fronts.map(([fence, front]) => watchedLine(plan, fence, front)),
    ...soleLines(plan, fronts),
  ];
}

const row = (what: string, count: number, says: string): string => `  ${what.padEnd(10)}${count}, ${says}`;

function countsOf(words: readonly string[]): string {
  const counts = Map.groupBy(words, (word) => word);
  return [...counts].map(([word, all]) => `${all.length} ${word}`).join(', ') || 'none';
}

const shapes = { Polygon: 'area', MultiPolygon: 'area of parts', LineString: 'corridor', Point: 'circle' } as const;
const shapeOf = ({ geometry }: PortPlan['fences'][number]): string =>
  geometry.type === 'Polygon' && geometry.coordinates.length > 1 ? 'area with holes' : shapes[geometry.type];

/** How much of a perimeter is watched, and how much of that hangs on one device alone. */
function watchedLine({ segments }: PortPlan, fence: string, front: WaterFront): string {
  const sensors = new Map(segments.map(({ id, properties }) => [id, properties.sensors.length]));
  const watchedBy = (least: number) => coverageOf(front, (id) => (sensors.get(id) ?? 0) >= least).watchedM;
  const [watched, twice] = [watchedBy(1), watchedBy(2)];
  return `  watched: ${fence}, ${Math.round(watched)} m, ${Math.round(watched - twice)} m of it by one device alone`;
}

/** Fences that are not always in force, and schedules that none keeps: forgotten, or a fence is. */
function timedLines({ fences, schedules }: PortPlan): string[] {
  const timed = fences.flatMap(({ id, properties: { schedule, validFrom, validTo } }) => {
    const when = [schedule, validFrom && `from ${validFrom}`, validTo && `up to ${validTo}`].filter(Boolean);
    return when.length === 0 ? [] : [`${id} (${when.join(', ')})`];
  });
  const kept = new Set(fences.map(({ properties }) => properties.schedule));
  const idle = schedules.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  return [
    ...(timed.length === 0 ? [] : [`  not always in force: ${timed.join(', ')}`]),
    ...(idle.length === 0 ? [] : [`  kept by no fence: schedule ${idle.join(', ')}`]),
  ];
}

/** A perimeter without segments rests on a physical fence: nobody is told when it is not watched. */
function bareLines({ fences, segments }: PortPlan): string[] {
  const watched = new Set(segments.map(({ properties }) => properties.fence));
  const bare = fences.filter(({ id, properties }) => properties.purpose === 'perimeter' && !watched.has(id));
  return bare.length === 0 ? [] : [`  no segments: ${bare.map(({ id }) => id).join(', ')}`];
}

/** Where one device is all there is, its silence is the perimeter's. */
function soleLines({ segments }: PortPlan, fronts: readonly (readonly [fence: string, front: WaterFront])[]): string[] {
  const lengths = new Map(
    fronts.flatMap(([, front]) => front.segments.map(({ id, fromMm, toMm }) => [id, toMm - fromMm])),
  );
  const sole = segments.filter(({ properties }) => properties.sensors.length === 1);
  return sole.map(({ id, properties: { name, sensors } }) => {
    const km = (lengths.get(id) ?? 0) / 1_000_000;
    return `  sole coverage: ${id} (${name.zh} · ${name.en}, ${km.toFixed(2)} km) by ${sensors[0]}`;
  });
}
