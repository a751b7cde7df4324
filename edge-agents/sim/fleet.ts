// A small seeded fleet off Shatian: where each vessel is at a moment after the start. Pure: same seed, same fleet.

export interface Vessel {
  readonly mmsi: number;
  readonly name: string;
  readonly shipType: number;
  /** Way points, degrees WGS-84, sailed at `knots` and then back, for ever. */
  readonly route: readonly (readonly [lon: number, lat: number])[];
  readonly knots: number;
  /** Metres already sailed at the start. */
  readonly startM: number;
}

export interface Fix {
  readonly lon: number;
  readonly lat: number;
  readonly cogDeg: number;
  readonly sogKn: number;
}

const metresPerDegLat = 110_750;
const metresPerDegLon = 102_600;
const knotMs = 0.514_444;

/**
 * The trespasser starts 50 m outside the water front off berths 5–8 and is inside within 15 s of every start; the
 * launch is allowed there; the others pass in the fairway.
 */
export function fleetOf(seed: number): Vessel[] {
  const next = mulberry32(seed);
  const trespasser: Vessel = {
    ...{ mmsi: 413000001, name: 'SIM YUE HAI 8', shipType: 70, knots: 9, startM: 0 },
    route: [
      [113.5744, 22.8626],
      [113.5763, 22.8648],
      [113.5737, 22.8675],
      [113.5699, 22.8654],
    ],
  };
  const launch: Vessel = {
    ...{ mmsi: 413000003, name: 'SIM CUSTOMS LAUNCH', shipType: 55, knots: 6, startM: 300 },
    route: [
      [113.5725, 22.8687],
      [113.5788, 22.8588],
    ],
  };
  return [trespasser, launch, ...Array.from({ length: 10 }, (_, i) => passing(i, next))];
}

function passing(i: number, next: () => number): Vessel {
  const offset = (next() - 0.5) * 0.004;
  const route: [number, number][] = [
    [113.552 + offset, 22.885],
    [113.556 + offset, 22.875],
    [113.568 + offset, 22.8515],
    [113.573 + offset, 22.838],
  ];
  const knots = 6 + Math.round(next() * 80) / 10;
  return {
    mmsi: 413000010 + i,
    name: `SIM PEARL ${i + 1}`,
    shipType: next() < 0.3 ? 80 : 70,
    route: next() < 0.5 ? route : route.toReversed(),
    knots,
    startM: next() * 5000,
  };
}

/** Where a vessel is `elapsedMs` after the start. */
export function fixOf(vessel: Vessel, elapsedMs: number): Fix {
  const legs = vessel.route.slice(1).map((to, i) => legOf(vessel.route[i] ?? to, to));
  const length = legs.reduce((sum, leg) => sum + leg.metres, 0);
  const sailed = (vessel.startM + (vessel.knots * knotMs * elapsedMs) / 1000) % (2 * length);
  const back = sailed > length;
  const { leg, part } = placeOn(legs, back ? 2 * length - sailed : sailed);
  const cogDeg = Math.round((back ? (leg.course + 180) % 360 : leg.course) * 10) / 10;
  const lon = round6(leg.from[0] + part * (leg.to[0] - leg.from[0]));
  const lat = round6(leg.from[1] + part * (leg.to[1] - leg.from[1]));
  return { lon, lat, cogDeg: cogDeg % 360, sogKn: vessel.knots };
}

type Point = readonly [number, number];
type Leg = ReturnType<typeof legOf>;

/** The leg that lies `metres` along the route, and the part of it sailed. */
function placeOn(legs: readonly Leg[], metres: number): { leg: Leg; part: number } {
  let left = metres;
  for (const leg of legs) {
    if (left <= leg.metres) return { leg, part: left / leg.metres };
    left -= leg.metres;
  }
  const last = legs.at(-1);
  if (last === undefined) throw new Error('a route has at least two way points');
  return { leg: last, part: 1 };
}

function legOf(from: Point, to: Point) {
  const east = (to[0] - from[0]) * metresPerDegLon;
  const north = (to[1] - from[1]) * metresPerDegLat;
  const course = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
  return { from, to, metres: Math.hypot(east, north), course };
}

const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** A small seeded generator (mulberry32), enough for scattering ships. */
function mulberry32(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
