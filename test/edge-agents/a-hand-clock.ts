// A machine's clocks turned by hand: the wall clock may be set, the steady one only goes on; timers come as they are due.
import type { Clock } from '../../edge-agents/clock.ts';

export interface HandClock extends Clock {
  /** True time, ms, of which no clock of the machine knows. */
  readonly at: number;
  /** So much passes, ms: timers that come due are run. */
  turn(ms: number): void;
  /** Somebody sets the wall clock by so much, ms. */
  set(byMs: number): void;
  /** The machine sleeps: the wall clock finds its time again, the steady one stood still. */
  sleep(ms: number): void;
}

/** @param drift by how much the machine's clocks go too fast, as a part of time */
export function handClock(wallAhead = 0, drift = 0): HandClock {
  let at = 1_700_000_000_000;
  let [steady, ahead] = [5000.25, wallAhead];
  const timers = new Set<{ due: number; readonly ms: number; readonly act: () => void }>();
  const pass = (ms: number): void => {
    at += ms;
    steady += ms * (1 + drift);
    ahead += ms * drift;
  };
  const dueBy = (end: number) => [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
  const later = (ms: number, act: () => void): (() => void) => {
    const timer = { due: at + ms, ms, act };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  return {
    get at() {
      return at;
    },
    now: () => Math.floor(at + ahead),
    steady: () => steady,
    every: later,
    after(ms, act) {
      const off = later(ms, () => {
        off();
        act();
      });
      return off;
    },
    turn(ms) {
      const end = at + ms;
      for (let next = dueBy(end); next !== undefined; next = dueBy(end)) {
        pass(next.due - at);
        next.due += next.ms;
        next.act();
      }
      pass(end - at);
    },
    set(byMs) {
      ahead += byMs;
    },
    sleep(ms) {
      at += ms;
    },
  };
}
