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
  /** Finds the fences a spot is in, in its own way; says how many. */
  readonly ask: (spot: Spot) => number;
  /** The numbers of those it found last, in any order. */
  readonly told: () => Iterable<number>;
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
  let count = 0;
  const ask = (spot: Spot): number => {
    count = index.at(spot);
    return count;
  };
  const told = () => index.found.subarray(0, count);
  return { name: 'fence index', ask, told, buildMs, bytes: bytesOf(index.grid), share: 1 };
}

function ofWhichPolygon(fences: readonly Fence[]): Contender {
  const features = fences.map(({ polygons: [rings = []] }, number) => ({
    ...({ type: 'Feature', properties: { number } } as const),
    geometry: { type: 'Polygon', coordinates: ringsOf(rings) } as const,
  }));
  const [query, buildMs] = built(() => whichPolygon({ type: 'FeatureCollection', features }));
  let all: readonly { readonly number: number }[] = [];
  const ask = ({ x, y }: Spot): number => {
    all = query([x, y], true) ?? [];
    return all.length;
  };
  return { name: 'which-polygon', ask, told: () => all.map(({ number }) => number), buildMs, share: 1 };
}

function ofFlatbush(fences: readonly Fence[]): Contender {
  const rings = fences.map(({ polygons: [first = []] }) => ringsOf(first));
  const [boxes, buildMs] = built(() => {
    const all = new Flatbush(fences.length);
    for (const { box } of fences) all.add(box.minX, box.minY, box.maxX, box.maxY);
    all.finish();
    return all;
  });
  let all: number[] = [];
  const ask = ({ x, y }: Spot): number => {
    all = boxes.search(x, y, x, y, (number) => pointInPolygon([x, y], rings[number] ?? []) !== false);
    return all.length;
  };
  return { name: 'flatbush + hao', ask, told: () => all, buildMs, bytes: boxes.data.byteLength, share: 1 };
}

function ofTurf(fences: readonly Fence[]): Contender {
  const features = fences.map(({ polygons: [rings = []] }) => polygon(ringsOf(rings)));
  let all: number[] = [];
  const ask = ({ x, y }: Spot): number => {
    const spot = point([x, y]);
    all = [];
    for (let number = 0; number < features.length; number += 1)
      if (booleanPointInPolygon(spot, features[number] as (typeof features)[0])) all.push(number);
    return all.length;
  };
  return { name: 'turf, every fence', ask, told: () => all, buildMs: 0, share: 2 / fences.length };
}

/** All over the same fences, each of one polygon. */
export const contenders = (fences: readonly Fence[]): Contender[] => [
  ours(fences),
  ofWhichPolygon(fences),
  ofFlatbush(fences),
  ofTurf(fences),
];
