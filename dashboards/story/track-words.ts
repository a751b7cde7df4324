// A track in one line of words: how many places, from when to when, where they are known from, and what is not drawn. Pure.
import type { Track } from '../../hub/contracts/track.ts';
import { trackMost } from '../link/track.ts';
import { silentMs, stretchesOf } from '../map/track-shape.ts';
import { stretch } from '../times.ts';
import { type Lang, say } from '../words.ts';

interface Reading {
  readonly lang: Lang;
  readonly now: number;
  readonly timeZone: string;
}

/** An empty track says where nothing was found, too: another source might know more. */
export function trackText({ points, source, beyondRetention }: Track, { lang, now, timeZone }: Reading): string {
  const [n, first, last] = [points.length, points[0], points.at(-1)];
  const span = first && last && stretch(first.time, last.time, now, timeZone);
  const says = [
    span === undefined ? say(lang, 'trackEmpty') : say(lang, n === 1 ? 'trackPlace' : 'trackPlaces', { n, span }),
    say(lang, `trackFrom.${source}`),
  ];
  if (beyondRetention) says.push(say(lang, 'trackBeyond'));
  if (n >= trackMost) says.push(say(lang, 'trackCut', { n }));
  if (stretchesOf(points).some(({ isSilent }) => isSilent)) says.push(say(lang, 'trackGaps', { n: silentMs / 60_000 }));
  return says.join(' · ');
}
