// A port plan as folds look into it: fences on the plane, lanes, devices and segments by name, parameters in ms.

import { createHash } from 'node:crypto';
import { circleOf } from '../../geo/circle.ts';
import { corridorOf } from '../../geo/corridor.ts';
import { type Fence, fenceOf, fenceOfParts } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import type { Turns } from '../../geo/force.ts';
import { type Plane, planeAt } from '../../geo/plane.ts';
import { placesOf } from '../contracts/epcis/told.ts';
import type { DeviceFacts, FenceFacts, SegmentFacts, World } from '../world.ts';
import { frontsOf } from './plan-fronts.ts';
import { withDefaults } from './plan-shape.ts';
import type { PortPlan } from './port-plan.ts';
import { turnsOf, turnsWithin } from './schedule.ts';

/** The world of a plan that is in force from `from` on, ms; after another one it shares the grid, where little changed. */
export function worldOf(plan: PortPlan, from: number, before?: World): World {
  const plane = planeAt(plan.origin.lon, plan.origin.lat);
  const fences = plan.fences.map((feature) => drawn(plane, feature)).toSorted(byId);
  const segments = plan.segments.map(segmentFacts).toSorted(byId);
  const fronts = frontsOf(plane, plan.segments);
  const devices = plan.devices.map((device) => deviceFacts(device, segments));
  const named = <T extends { id: string }>(all: readonly T[]) => {
    const byName = new Map(all.map((one) => [one.id, one]));
    return (id: string) => byName.get(id);
  };
  const deviceByKey = new Map(devices.map((device) => [device.key, device]));
  return {
    ...{ from, plan: plan.hash, plane, fences, segments },
    fenceIndex: indexed(fences, before),
    fenceOf: named(fences),
    ...timed(plan, from),
    factsOf: named(plan.fences.map(fenceFacts)),
    laneOf: named(plan.lanes),
    deviceOf: (key) => deviceByKey.get(key),
    segmentOf: named(segments),
    waterFrontOf: (fence) => fronts.get(fence),
    devicesOf: byAgent(devices),
    antennasOf: antennasAt(devices),
    places: placesIn(plan),
    expected: new Map(plan.agents.filter(({ expected }) => expected).map(({ id, site }) => [`agent:${id}`, site])),
    ...parametersOf(withDefaults(plan.rules)),
  };
}

/** A grid is built again only where too much would lie beside it. */
function indexed(fences: readonly Fence[], before: World | undefined): FenceIndex {
  const edited = before?.fenceIndex.edited(fences);
  return edited === undefined || edited.isWorn ? FenceIndex.of(fences) : edited;
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** As keys name it: cameras by their customs code, all else by the plan's name. */
const keyOfDevice = (id: string): string => (/^\d{20}$/.test(id) ? `camera:${id}` : `device:${id}`);

/** One fence of a plan, on the plane. */
export function drawn(plane: Plane, { id, geometry, properties }: PortPlan['fences'][number]): Fence {
  const { widthM = 0, radiusM = 0 } = properties;
  const belief = { id, ...beliefOf(properties) };
  if (geometry.type === 'Polygon') return fenceOf(plane, { ...belief, rings: geometry.coordinates });
  if (geometry.type === 'MultiPolygon') return fenceOfParts(plane, { ...belief, parts: geometry.coordinates });
  if (geometry.type === 'Point') return circleOf(plane, { ...belief, centre: geometry.coordinates, radiusM });
  return corridorOf(plane, { ...belief, line: geometry.coordinates, widthM });
}

/**
 * Where a plan is silent, a receiver beside stacks of containers must not cross a fence by its jitter: 15 m beyond, four of
 * five fixes, over two minutes. Whoever says one of them has thought of the others: they are 0 then, and one fix enough.
 */
function beliefOf(properties: PortPlan['fences'][number]['properties']) {
  const { hysteresisM, fixes, ofFixes, settleSeconds, purpose } = properties;
  const byHull = (properties.by ?? (purpose === 'water' ? 'hull' : 'antenna')) === 'hull';
  const isSilent = hysteresisM === undefined && fixes === undefined && settleSeconds === undefined;
  if (isSilent) return { hysteresisM: 15, fixes: 4, ofFixes: 5, settleSeconds: 120, byHull };
  const needed = fixes ?? 1;
  return {
    hysteresisM: hysteresisM ?? 0,
    fixes: needed,
    ofFixes: ofFixes ?? needed,
    settleSeconds: settleSeconds ?? 0,
    byHull,
  };
}

/**
 * When fences are in force; those that always are, are not timed. Cut out when first asked for, and once for all fences of the
 * same schedule and validity: ten thousand copies of twenty years would be a gigabyte.
 */
function timed({ fences, schedules = [], timeZone }: PortPlan, from: number): Pick<World, 'turnsOf' | 'isTimed'> {
  const byId = new Map(schedules.map((schedule) => [schedule.id, turnsOf(schedule, timeZone, from)]));
  const isTimed = ({ properties: { schedule, validFrom, validTo } }: PortPlan['fences'][number]) =>
    schedule !== undefined || validFrom !== undefined || validTo !== undefined;
  const timedFences = new Map(fences.filter(isTimed).map(({ id, properties }) => [id, properties]));
  const byFence = new Map<string, Turns | undefined>();
  const shared = new Map<string, Turns | undefined>();
  const cut = (fence: string): Turns | undefined => {
    const { schedule = '', validFrom, validTo } = timedFences.get(fence) ?? {};
    const by = `${schedule} ${validFrom} ${validTo}`;
    if (!shared.has(by))
      shared.set(by, turnsWithin(byId.get(schedule), momentOf(validFrom, -Infinity), momentOf(validTo, Infinity)));
    const turns = shared.get(by);
    byFence.set(fence, turns);
    return turns;
  };
  return {
    turnsOf: (fence) => byFence.get(fence) ?? (timedFences.has(fence) ? cut(fence) : undefined),
    isTimed: timedFences.size > 0,
  };
}

const momentOf = (told: string | undefined, otherwise: number): number =>
  told === undefined ? otherwise : Date.parse(told);

function fenceFacts(feature: PortPlan['fences'][number]): FenceFacts {
  const { id, properties } = feature;
  const version = createHash('sha256').update(JSON.stringify(feature)).digest('hex').slice(0, 8);
  const { site, name, restricted, allowed = [], release = [], inspection = false, dwellMinutes = {} } = properties;
  const dwellMs = Object.fromEntries(Object.entries(dwellMinutes).map(([kind, minutes]) => [kind, minutes * 60_000]));
  return { id, version, site, nameZh: name.zh, nameEn: name.en, restricted, allowed, release, inspection, dwellMs };
}

function segmentFacts({ id, properties }: PortPlan['segments'][number]): SegmentFacts {
  const { site, fence, name, sensors } = properties;
  return { id, site, fence, nameZh: name.zh, nameEn: name.en, sensors: sensors.map(keyOfDevice).sort() };
}

function deviceFacts(device: PortPlan['devices'][number], segments: readonly SegmentFacts[]): DeviceFacts {
  const { id, kind, site, agent, name, lane, fence } = device;
  const key = keyOfDevice(id);
  const watched = segments.filter(({ sensors }) => sensors.includes(key)).map((segment) => `segment:${segment.id}`);
  return { key, kind, site, agent, nameZh: name.zh, nameEn: name.en, lane, fence, segments: watched };
}

/** A lane by its SGLN; an antenna by its lane's, which is where it reads; all of them by the hub's own URNs, too. */
function placesIn({ lanes }: PortPlan): World['places'] {
  return placesOf({
    lanes: Object.fromEntries(lanes.flatMap(({ id, sgln }) => (sgln === undefined ? [] : [[sgln, id]]))),
  });
}

function byAgent(devices: readonly DeviceFacts[]): World['devicesOf'] {
  const all = new Map<string, string[]>();
  for (const { agent, key } of devices) all.set(`agent:${agent}`, [...(all.get(`agent:${agent}`) ?? []), key].sort());
  return (agentKey) => all.get(agentKey) ?? [];
}

function antennasAt(devices: readonly DeviceFacts[]): World['antennasOf'] {
  const antennas = devices.filter(({ kind, lane }) => kind === 'antenna' && lane !== undefined);
  const all = Map.groupBy(antennas, ({ lane = '' }) => lane);
  return (lane) => (all.get(lane) ?? []).map(({ key }) => key).sort();
}

function parametersOf(rules: PortPlan['rules']) {
  return {
    graceMs: rules.agentGraceSeconds * 1000,
    spoolMaxAgeMs: rules.spoolMaxAgeHours * 3_600_000,
    horizonMs: rules.horizonHours * 3_600_000,
    releaseGraceMs: rules.releaseGraceSeconds * 1000,
    corridorOutsideMs: rules.corridorOutsideSeconds * 1000,
    corridorOutsideM: rules.corridorOutsideM,
    entryDwellMs: rules.entryDwellSeconds * 1000,
    sightingQuietMs: rules.sightingQuietSeconds * 1000,
    tagWindowMs: rules.tagWindowSeconds * 1000,
    untoldAccuracyMm: rules.untoldAccuracyM * 1000,
    speedMostKmh: rules.speedMostKmh,
  };
}
