// What the stale banner says: whether there is anything on the page at all, and how old it is.
import { ageText } from '../times.ts';
import { type Lang, say } from '../words.ts';

export interface Heard {
  readonly synced: boolean;
  /** The hub's time of the last beat, and of the last frame or beat. */
  readonly beatAt: number | undefined;
  readonly heardAt: number | undefined;
}

export function staleText(lang: Lang, { synced, beatAt, heardAt }: Heard, now: number): string {
  if (!synced || heardAt === undefined) return say(lang, 'staleNever');
  if (beatAt === undefined) return say(lang, 'staleUnbeaten', { age: ageText(lang, now - heardAt) });
  return say(lang, 'staleBanner', { age: ageText(lang, now - beatAt) });
}
