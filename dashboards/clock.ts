// The page's only clock: this machine's time, a steady one for silence, and the server's as the last beat told it.
import { signal } from '@preact/signals';

const offset = signal(0);
const tick = signal(wall());

/** The server's time in milliseconds, moving once a second; reading it in a component subscribes to it. */
export function serverNow(): number {
  return tick.value + offset.value;
}

/** Monotonic: a changed wall clock must neither hide nor invent a silence. */
export function steady(): number {
  return performance.now();
}

export function beatTold(t: number): void {
  offset.value = t - wall();
}

export function startClock(everySecond: () => void): void {
  setInterval(() => {
    tick.value = wall();
    everySecond();
  }, 1000);
}

function wall(): number {
  return Date.now();
}
