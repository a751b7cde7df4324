// Who answers "which fences is this spot in": the fence index and what else a Node program would take, over the same zones.
import { booleanPointInPolygon, point, polygon } from '@turf/turf';
import Flatbush from 'flatbush';
import pointInPolygon from 'point-in-polygon-hao';
import whichPolygon from 'which-polygon';
import type { Fence } from '../../geo/fence.ts';
import { FenceIndex } from '../../geo/fence-index.ts';
import { bytesOf } from '../../geo/grid.ts';
import type { Spot } from '../../geo/plane.ts';
import { ringsOf } from '../geo/oracles.ts';

export interface Contender {
  readonly name: string;
  /** Writes the numbers of the fences a spot is in, in any order; says how many. */
  readonly ask: (spot: Spot, found: Int32Array) => number;
  readonly buildMs: number;
  readonly bytes?: number;
  /** Of the spots it is given, for those that ask every fence. */
  readonly share: number;
}

/** Milliseconds of CPU that something takes. */
export function cpuMs(work: () => void): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

function built<T>(build: () => T): [made: T, buildMs: number] {
  let made: T | undefined;
  const buildMs = cpuMs(() => {
    made = build();
  });
  return [made as T, buildMs];
}

function ours(fences: readonly Fence[]): Contender {
  const [index, buildMs] = built(() => FenceIndex.of(fences));
  const ask = (spot: Spot, found: Int32Array): number => {
    const count = index.at(spot);
    for (let i = 0; i < count; i += 1) found[i] = index.found[i] as number;
    return count;
  };
  return { name: 'fence index', ask, buildMs, bytes: bytesOf(index.grid), share: 1 };
}

function ofWhichPolygon(fences: readonly Fence[]): Contender {
  const features = fences.map(({ polygons: [rings = []] }, number) => ({
    ...({ type: 'Feature', properties: { number } } as const),
    geometry: { type: 'Polygon', coordinates: ringsOf(rings) } as const,
  }));
  const [query, buildMs] = built(() => whichPolygon({ type: 'FeatureCollection', features }));
  const ask = ({ x, y }: Spot, found: Int32Array): number => {
    const all = query([x, y], true) ?? [];
    for (let i = 0; i < all.length; i += 1) found[i] = all[i]?.number ?? -1;
    return all.length;
  };
  return { name: 'which-polygon', ask, buildMs, share: 1 };
}

function ofFlatbush(fences: readonly Fence[]): Contender {
  const rings = fences.map(({ polygons: [first = []] }) => ringsOf(first));
  const [boxes, buildMs] = built(() => {
    const all = new Flatbush(fences.length);
    for (const { box } of fences) all.add(box.minX, box.minY, box.maxX, box.maxY);
    all.finish();
    return all;
  });
  const ask = ({ x, y }: Spot, found: Int32Array): number => {
    let count = 0;
    for (const number of boxes.search(x, y, x, y)) {
      if (pointInPolygon([x, y], rings[number] ?? []) === false) continue;
      found[count] = number;
      count += 1;
    }
    return count;
  };
  return { name: 'flatbush + hao', ask, buildMs, bytes: boxes.data.byteLength, share: 1 };
}

function ofTurf(fences: readonly Fence[]): Contender {
  const features = fences.map(({ polygons: [rings = []] }) => polygon(ringsOf(rings)));
  const ask = ({ x, y }: Spot, found: Int32Array): number => {
    const spot = point([x, y]);
    let count = 0;
    for (const [number, feature] of features.entries()) {
      if (!booleanPointInPolygon(spot, feature)) continue;
      found[count] = number;
      count += 1;
    }
    return count;
  };
  return { name: 'turf, every fence', ask, buildMs: 0, share: 20 / fences.length / 10 };
}

/** All over the same fences, each of one polygon. */
export const contenders = (fences: readonly Fence[]): Contender[] => [
  ours(fences),
  ofWhichPolygon(fences),
  ofFlatbush(fences),
  ofTurf(fences),
];
