// Asks for the track of the asset that is open, anew when another span is chosen, and again while it moves.
import { computed, effect } from '@preact/signals';
import { serverNow } from '../clock.ts';
import { askTrack } from '../link/track.ts';
import { selectedAsset, trackHours, trackShown } from '../state/dock.ts';
import { Feed } from '../state/feed.ts';
import { live } from '../state/screen.ts';

const hourMs = 3_600_000;
/** A lorry at 40 km/h is drawn some 50 m behind its sign at most. */
const gapMs = 5_000;

const feed = new Feed((key, gone) => askTrack(key, beginOf(key), gone), show, { gapMs });

/** At once, whatever was had: somebody is waiting. */
export function askAnew(key: string | undefined): void {
  feed.show(undefined);
  feed.show(key);
}

/** So many hours before its newest place: a recording has its own time, and who lies still has a track, too. */
function beginOf(key: string): number {
  const newest = live.peek().assets.get(key)?.time ?? serverNow();
  return Math.max(0, newest - trackHours.peek() * hourMs);
}

function show(shown: typeof trackShown.value): void {
  trackShown.value = shown;
}

export function startTrack(): void {
  const version = computed(() => live.value.assets.get(selectedAsset.value ?? '')?.v);
  let drawn: string | undefined;
  effect(() => {
    const key = selectedAsset.value;
    void version.value;
    const wanted = `${trackHours.value} ${key}`;
    if (wanted === drawn) return feed.refresh();
    drawn = wanted;
    askAnew(key);
  });
}
