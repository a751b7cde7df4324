// How often a part of the page is brought up to date: at once after a rest, else once when the gap has passed.
import { steady } from '../clock.ts';

type Later = (run: () => void, ms: number) => unknown;

/** What came within the gap is in the one run at its end: nothing is lost, and no burst costs more than one. */
export function paced(
  gapMs: number,
  run: () => void,
  now: () => number = steady,
  later: Later = setTimeout,
): () => void {
  let ranAt = -Infinity;
  let waiting = false;
  const go = () => {
    waiting = false;
    ranAt = now();
    run();
  };
  return () => {
    if (waiting) return;
    const leftMs = ranAt + gapMs - now();
    if (leftMs <= 0) return go();
    waiting = true;
    later(go, leftMs);
  };
}
