// A small seeded fleet off Shatian: where each vessel is at a moment after the start. Pure: same seed, same fleet.
import { chanceOf } from './chance.ts';
import { type Point, spotOn, wayOf } from './way.ts';

export interface Vessel {
  readonly mmsi: number;
  readonly name: string;
  readonly shipType: number;
  /** From her antenna, metres. */
  readonly hull: {
    readonly toBow: number;
    readonly toStern: number;
    readonly toPort: number;
    readonly toStarboard: number;
  };
  /** Way points, degrees WGS-84, sailed at `knots` and then back, for ever. */
  readonly route: readonly Point[];
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

const knotMs = 0.514_444;

/**
 * The trespasser starts 50 m outside the water front off berths 5–8 and is inside within 15 s of every start; the
 * launch is allowed there; the others pass in the fairway.
 */
export function fleetOf(seed: number): Vessel[] {
  const next = chanceOf(seed);
  const trespasser: Vessel = {
    ...{ mmsi: 413000001, name: 'SIM YUE HAI 8', shipType: 70, knots: 9, startM: 0 },
    hull: { toBow: 72, toStern: 16, toPort: 8, toStarboard: 6 },
    route: [
      [113.5744, 22.8626],
      [113.5763, 22.8648],
      [113.5737, 22.8675],
      [113.5699, 22.8654],
    ],
  };
  const launch: Vessel = {
    ...{ mmsi: 413000003, name: 'SIM CUSTOMS LAUNCH', shipType: 55, knots: 6, startM: 300 },
    hull: { toBow: 8, toStern: 10, toPort: 2, toStarboard: 2 },
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
    hull: { toBow: 80 + 3 * i, toStern: 17, toPort: 9, toStarboard: 8 },
  };
}

/** Where a vessel is `elapsedMs` after the start. */
export function fixOf(vessel: Vessel, elapsedMs: number): Fix {
  const way = wayOf(vessel.route);
  const sailed = (vessel.startM + (vessel.knots * knotMs * elapsedMs) / 1000) % (2 * way.metres);
  const back = sailed > way.metres;
  const { lon, lat, courseDeg } = spotOn(way, back ? 2 * way.metres - sailed : sailed);
  const cogDeg = Math.round((back ? (courseDeg + 180) % 360 : courseDeg) * 10) / 10;
  return { lon: round6(lon), lat: round6(lat), cogDeg: cogDeg % 360, sogKn: vessel.knots };
}

const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
