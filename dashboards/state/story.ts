// The story being read: asked for when an asset is opened, again when its row changed, never twice at once.
import type { Answer } from '../../hub/contracts/socket.ts';
import type { Story } from '../../hub/contracts/story.ts';
import { paced } from './pace.ts';

/** What is shown: the last story had, whether another is asked for, and the code of what went wrong last. */
export interface StoryShown {
  readonly key: string;
  readonly story?: Story;
  readonly trouble?: string;
  readonly asking: boolean;
}

type Ask = (key: string, gone: AbortSignal) => Promise<Answer<Story>>;
type Paced = (gapMs: number, run: () => void) => () => void;

const refreshGapMs = 1_000;

export class StoryFeed {
  #ask: Ask;
  #tell: (shown: StoryShown | undefined) => void;
  #paced: Paced;
  #shown: StoryShown | undefined;
  #gone = new AbortController();
  #again = false;
  #wish = () => {};

  constructor(ask: Ask, tell: (shown: StoryShown | undefined) => void, pace: Paced = paced) {
    this.#ask = ask;
    this.#tell = tell;
    this.#paced = pace;
  }

  /** Another asset, or none: whatever was asked for the one before is let go. */
  show(key: string | undefined): void {
    if (key === this.#shown?.key) return;
    this.#gone.abort();
    this.#gone = new AbortController();
    this.#again = false;
    this.#show(key === undefined ? undefined : { key, asking: false });
    const { signal } = this.#gone;
    this.#wish = key === undefined ? () => {} : this.#paced(refreshGapMs, () => void this.#fetch(key, signal));
    this.#wish();
  }

  /** Something may be new in it: at most once a second, however often it is said. */
  refresh(): void {
    this.#wish();
  }

  async #fetch(key: string, gone: AbortSignal): Promise<void> {
    if (gone.aborted) return;
    if (this.#shown?.asking === true) {
      this.#again = true;
      return;
    }
    this.#show({ ...this.#shown, key, asking: true });
    const answer = await this.#ask(key, gone);
    if (gone.aborted) return;
    const { story } = this.#shown ?? {};
    this.#show(
      answer.ok ? { key, story: answer.value, asking: false } : { key, story, trouble: answer.code, asking: false },
    );
    if (this.#again) this.#wish();
    this.#again = false;
  }

  #show(shown: StoryShown | undefined): void {
    this.#shown = shown;
    this.#tell(shown);
  }
}
