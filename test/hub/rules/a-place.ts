// A port of a few hundred metres for trying out single rules: its fences, lanes, devices and segments, in metres on the plane.
import { corridorOf } from '../../../geo/corridor.ts';
import { type Fence, fenceOf } from '../../../geo/fence.ts';
import { FenceIndex } from '../../../geo/fence-index.ts';
import { planeAt, toLonLat } from '../../../geo/plane.ts';
import { waterFrontOf } from '../../../geo/water-front.ts';
import { placesOf } from '../../../hub/contracts/epcis/told.ts';
import type { DeviceFacts, FenceFacts, LaneFacts, SegmentFacts, World } from '../../../hub/world.ts';

export const plane = planeAt(113.59, 22.86);
export const degrees = (east: number, north: number): [number, number] => [
  ...toLonLat(plane, { x: east * 1000, y: north * 1000 }),
];

/** A square by its south-west corner and side. */
function square(id: string, east: number, north: number, side: number, belief: object = {}): Fence {
  const far = [east + side, north + side] as const;
  const corners = [degrees(east, north), degrees(far[0], north), degrees(...far), degrees(east, far[1])];
  return fenceOf(plane, { id, rings: [[...corners, degrees(east, north)]], hysteresisM: 0, fixes: 1, ...belief });
}

/** Perimeter 0–400 m; in it a yard, an inspection area and a store; from its east gate a corridor to a bonded centre. */
export const fences: readonly Fence[] = [
  square('bonded', 2000, 0, 400),
  square('inspection', 200, 200, 100),
  square('perimeter', 0, 0, 400, { hysteresisM: 10, fixes: 2, settleSeconds: 20 }),
  square('store', 320, 20, 60),
  corridorOf(plane, {
    id: 'way',
    line: [degrees(380, 200), degrees(2010, 200)],
    widthM: 50,
    hysteresisM: 0,
    fixes: 1,
  }),
  square('yard', 50, 50, 100),
];

const plain = {
  version: 'v1',
  site: 's',
  restricted: false,
  allowed: [],
  release: [],
  inspection: false,
  dwellMs: {},
} as const;
const named = (id: string) => ({ id, nameZh: `${id}区`, nameEn: `the ${id}` });
const minute = 60_000;
export const fenceFacts: readonly FenceFacts[] = [
  { ...plain, ...named('bonded') },
  { ...plain, ...named('inspection'), inspection: true },
  { ...plain, ...named('perimeter'), release: ['container', 'vehicle'] },
  { ...plain, ...named('store'), restricted: true, allowed: ['vehicle:粤S7Y110', 'mmsi:7'] },
  { ...plain, ...named('way') },
  { ...plain, ...named('yard'), dwellMs: { container: 60 * minute, vehicle: 10 * minute } },
];

const lane = (id: string, direction: LaneFacts['direction']): LaneFacts => {
  const [lon, lat] = degrees(400, 200);
  return { id, site: 's', direction, fence: 'perimeter', lon, lat };
};
export const lanes = [lane('both-1', 'both'), lane('in-1', 'in'), lane('out-1', 'out'), lane('out-2', 'out')];

/** Camera 1 watches the north with camera 2, and the east alone. */
export const camera = (n: number): string => `camera:${`5250001110132190100${n}`}`;
const device = (n: number, segments: string[]): DeviceFacts => ({
  ...{ key: camera(n), kind: 'camera', site: 's', agent: 'cameras', nameZh: `摄像机${n}`, nameEn: `camera ${n}` },
  ...{ lane: undefined, fence: 'store', segments: segments.map((id) => `segment:${id}`) },
});
/** At lane in-1: camera 3, and an antenna that another agent speaks for. At lane both-1 a camera alone. */
const atLane = (key: string, lane: string, kind: DeviceFacts['kind'], agent: string): DeviceFacts => ({
  ...{ key, kind, site: 's', agent, nameZh: key, nameEn: key, lane, fence: undefined, segments: [] },
});
const lanesides = [
  atLane(camera(3), 'in-1', 'camera', 'cameras'),
  atLane('device:antenna-in', 'in-1', 'antenna', 'gate'),
  atLane('device:antenna-out', 'out-1', 'antenna', 'gate'),
  atLane(camera(4), 'both-1', 'camera', 'cameras'),
];
const segment = (id: string, sensors: string[]): SegmentFacts => ({
  ...named(id),
  site: 's',
  fence: 'perimeter',
  sensors,
});

/** The east of the perimeter and its north; nothing stands in for its south and west. */
const perimeterFront = waterFrontOf(plane, [
  { id: 'east', line: [degrees(400, 0), degrees(400, 400)] },
  { id: 'north', line: [degrees(400, 400), degrees(0, 400)] },
]);

const byId = <T extends { id: string }>(all: readonly T[]) => {
  return (id: string) => all.find((one) => one.id === id);
};

/** This port, but for what is changed. */
export function worldWith(change: Partial<World> & { readonly facts?: readonly FenceFacts[] } = {}): World {
  const { facts = fenceFacts, ...rest } = change;
  const watching = [device(1, ['east', 'north']), device(2, ['north'])];
  const devices = [...watching, ...lanesides];
  const segments = [segment('east', [camera(1)]), segment('north', [camera(1), camera(2)])];
  const drawn = rest.fences ?? fences;
  return {
    ...{
      from: -1,
      plan: 'p1',
      plane,
      fences: drawn,
      fenceIndex: FenceIndex.of(drawn),
      fenceOf: byId(drawn),
      factsOf: byId(facts),
      laneOf: byId(lanes),
    },
    deviceOf: (key) => devices.find((one) => one.key === key),
    ...{ segmentOf: byId(segments), segments },
    waterFrontOf: (id) => (id === 'perimeter' ? perimeterFront : undefined),
    antennasOf: (lane) => (lane === 'in-1' ? ['device:antenna-in'] : []),
    devicesOf: (agent) => (agent === 'agent:cameras' ? watching.map(({ key }) => key) : []),
    ...{ places: placesOf({}), expected: new Map(), graceMs: 15_000, horizonMs: 86_400_000, spoolMaxAgeMs: 86_400_000 },
    ...{ releaseGraceMs: 0, corridorOutsideMs: minute, corridorOutsideM: 200, entryDwellMs: 10_000 },
    ...{ sightingQuietMs: minute, tagWindowMs: 15_000, untoldAccuracyMm: 0, speedMostKmh: {} },
    ...{ turnsOf: () => undefined, isTimed: false },
    ...rest,
  };
}
