// The one order in which a key's events fold, whatever the order in which they were heard.
import type { KeyEvent } from '../flow.ts';

/** At the same moment: what was observed, then what was said of it by other keys, then what waited for it all. */
const rankOf = ({ kind }: KeyEvent): number => (kind === 'tick' ? 2 : kind === 'said' ? 1 : 0);

/** Total: (time, rank, who said it, sequence, part). Zero is the same event, heard or said again. */
export function compare(a: KeyEvent, b: KeyEvent): number {
  if (a.time !== b.time) return a.time - b.time;
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  if (a.seq !== b.seq) return a.seq - b.seq;
  return (a.part ?? 0) - (b.part ?? 0);
}
