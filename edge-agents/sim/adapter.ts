// Plays the seeded fleet as if an AIS receiver heard it: every vessel each two seconds, names each minute.
import type { Adapter, Observed } from '../adapter.ts';
import { fixOf, fleetOf } from './fleet.ts';

export interface SimOptions {
  readonly seed: number;
  readonly now: () => number;
}

const fixMs = 2000;
const staticMs = 60_000;

export function simAdapter({ seed, now }: SimOptions): Adapter {
  const fleet = fleetOf(seed);
  const began = now();
  let timer: NodeJS.Timeout | undefined;
  let named = -Infinity;
  let fixes = 0;

  function observed(time: number): Observed[] {
    const due = time - named >= staticMs;
    if (due) named = time;
    return fleet.flatMap((vessel) => {
      const subject = `mmsi:${vessel.mmsi}`;
      const position = { type: 'vessel.position', subject, time, data: { ...fixOf(vessel, time - began) } };
      const { name, shipType } = vessel;
      return due ? [{ type: 'vessel.static', subject, time, data: { name, shipType } }, position] : [position];
    });
  }

  return {
    lagMs: 0,
    async start(emit) {
      const tell = (): void => {
        for (const one of observed(now())) {
          fixes += 1;
          void emit(one);
        }
      };
      tell();
      timer = setInterval(tell, fixMs);
    },
    async stop() {
      clearInterval(timer);
    },
    ended: new Promise(() => {}),
    counts: () => ({ fixes }),
  };
}
