// npm run bench -- jitter [--short]: of trucks parked for eight hours, two metres from a fence beside stacks, how many tell anything.
import { insideOf } from '../../geo/fence-step.ts';
import { block, silent, Thing } from '../geo/a-thing.ts';
import { besideStacks, receiver } from '../geo/gnss.ts';

interface Parking {
  /** Of a square fence, m; its western edge is 2 m away. */
  readonly side: number;
  readonly isInside: boolean;
  readonly everyS: number;
  readonly jumpLastsS: number;
}

const hours = 8;

/** Does it tell anything? It came with open sky. */
function tells({ side, isInside, everyS, jumpLastsS }: Parking, seed: number): boolean {
  const truck = new Thing([block(0, 0, side, side, silent)]);
  const [x, y] = [(isInside ? 2 : -2) * 1000, side * 500];
  for (let t = -600; t < 0; t += 10) truck.at({ x: isInside ? side * 500 : -50_000, y }, t * 1000, 5000);
  const before = truck.crossings.length;
  if (insideOf(truck.memory).length !== (isInside ? 1 : 0)) throw new Error('it was not where it was to be');
  const says = receiver({ ...besideStacks, jumpLastsMs: jumpLastsS * 1000, seed });
  for (let t = 0; t < hours * 3600; t += everyS) truck.at(says({ x, y }, t * 1000), t * 1000, 5000);
  return truck.crossings.length > before;
}

export function jitterBench(isShort: boolean): void {
  const trucks = isShort ? 10 : 40;
  const rows = [];
  for (const side of [300, 120, 60])
    for (const jumpLastsS of [15, 40])
      for (const isInside of [false, true]) {
        const told = [1, 10, 30].map((everyS) => {
          const parking = { side, isInside, everyS, jumpLastsS };
          return Array.from({ length: trucks }, (_, seed) => tells(parking, seed)).filter(Boolean).length;
        });
        const [every1s, every10s, every30s] = told;
        rows.push({
          side,
          jumpLastsS,
          parked: isInside ? 'inside' : 'outside',
          every1s,
          every10s,
          every30s,
          of: trucks,
        });
      }
  console.log('σ = 4 m over 60 s, thrown 25 m aside every five minutes, 5 m of untold accuracy, a plan that is silent');
  console.table(rows);
  console.log(JSON.stringify({ bench: 'jitter', rows }));
}
