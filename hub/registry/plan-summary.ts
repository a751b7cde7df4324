// What a port plan describes, in a few lines: how much of each, and which pieces of perimeter hang on one device alone.
import { planeAt, toSpot } from '../../geo/plane.ts';
import type { PortPlan } from './port-plan.ts';

/** Lines for a person at a terminal. */
export function planSummary(plan: PortPlan): string[] {
  const { id, locode, name, sites, fences, segments, lanes, devices, wharves, parties, agents, hash } = plan;
  const km = segments.reduce((sum, segment) => sum + kmOf(plan, segment), 0);
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
    ...bareLines(plan),
    ...soleLines(plan),
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

function kmOf({ origin }: PortPlan, { geometry }: PortPlan['segments'][number]): number {
  const plane = planeAt(origin.lon, origin.lat);
  const spots = geometry.coordinates.map(([lon = 0, lat = 0]) => toSpot(plane, lon, lat));
  const legs = spots.slice(1).map((to, i) => Math.hypot(to.x - (spots[i]?.x ?? to.x), to.y - (spots[i]?.y ?? to.y)));
  return legs.reduce((sum, mm) => sum + mm, 0) / 1_000_000;
}

/** A perimeter without segments rests on a physical fence: nobody is told when it is not watched. */
function bareLines({ fences, segments }: PortPlan): string[] {
  const watched = new Set(segments.map(({ properties }) => properties.fence));
  const bare = fences.filter(({ id, properties }) => properties.purpose === 'perimeter' && !watched.has(id));
  return bare.length === 0 ? [] : [`  no segments: ${bare.map(({ id }) => id).join(', ')}`];
}

/** Where one device is all there is, its silence is the perimeter's. */
function soleLines(plan: PortPlan): string[] {
  const sole = plan.segments.filter(({ properties }) => properties.sensors.length === 1);
  return sole.map((segment) => {
    const { name, sensors } = segment.properties;
    return `  sole coverage: ${segment.id} (${name.zh} · ${name.en}, ${kmOf(plan, segment).toFixed(2)} km) by ${sensors[0]}`;
  });
}
