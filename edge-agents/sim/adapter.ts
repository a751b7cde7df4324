// Plays the day as one agent of the port observes it: its own part of what is told, as it happens.
import type { Adapter, Observed } from '../adapter.ts';
import { type agents, dayOf, toldBetween } from './day.ts';

export interface SimOptions {
  readonly seed: number;
  readonly now: () => number;
  /** The start of the day: the same for all who play it together. */
  readonly began: number;
  readonly agent: keyof typeof agents;
}

const tellMs = 500;
/** A process that stood still for longer, as on a sleeping machine, begins anew: hours at once would be a flood. */
const gapMs = 60_000;

export function simAdapter({ seed, now, began, agent }: SimOptions): Adapter {
  const day = dayOf(seed);
  let timer: NodeJS.Timeout | undefined;
  let toldUpTo = 0;
  let told = 0;

  return {
    lagMs: tellMs * 2,
    async start(emit) {
      const tell = (begins: boolean): void => {
        const to = now() - began + 1;
        const gap = to - toldUpTo > gapMs;
        for (const one of toldBetween(day, gap ? to - tellMs : toldUpTo, to, begins || gap)) {
          if (one.agent !== agent) continue;
          told += 1;
          void emit(dated(one.observed, began));
        }
        toldUpTo = to;
      };
      tell(true);
      timer = setInterval(() => tell(false), tellMs);
    },
    async stop() {
      clearInterval(timer);
    },
    ended: new Promise(() => {}),
    counts: () => ({ told }),
  };
}

/** Elapsed time becomes the date it is on this day; so does the moment at which a fact was issued. */
function dated({ time, data, ...rest }: Observed, began: number): Observed {
  const { issuedAt } = data;
  const issued = typeof issuedAt === 'number' ? { issuedAt: new Date(began + issuedAt).toISOString() } : {};
  return { ...rest, time: began + time, data: { ...data, ...issued } };
}
