// Asks for the story of the asset that is open, and again when its row changed or it may have grown unseen.
import { computed, effect } from '@preact/signals';
import { askStory } from '../link/story.ts';
import { selectedAsset, storyShown } from '../state/dock.ts';
import { Feed } from '../state/feed.ts';
import { connected, live } from '../state/screen.ts';

/** What comes late may change a story and leave the row as it was. */
const unseenMs = 15_000;

const feed = new Feed(askStory, (shown) => {
  storyShown.value = shown;
});

export const refreshStory = (): void => feed.refresh();

export function startStory(): void {
  const version = computed(() => live.value.assets.get(selectedAsset.value ?? '')?.v);
  let shown: string | undefined;
  effect(() => {
    const key = selectedAsset.value;
    void version.value;
    if (key === shown) feed.refresh();
    else feed.show(key);
    shown = key;
  });
  setInterval(() => {
    if (connected.value && !document.hidden) feed.refresh();
  }, unseenMs);
}
