// What is asked of the asset that is open: at once, again when something may be new in it, never twice at once.
import type { Answer } from '../../hub/contracts/socket.ts';
import { paced } from './pace.ts';

/** What is shown: the last answer had, whether another is asked for, and the code of what went wrong last. */
export interface Shown<T> {
  readonly key: string;
  readonly value?: T;
  readonly trouble?: string;
  readonly asking: boolean;
}

type Ask<T> = (key: string, gone: AbortSignal) => Promise<Answer<T>>;
type Paced = (gapMs: number, run: () => void) => () => void;

/** What a feed rests on, another in a test. */
export interface Resting {
  readonly pace?: Paced;
  /** It is asked for again no sooner than this after the last time. */
  readonly gapMs?: number;
}

export class Feed<T> {
  #ask: Ask<T>;
  #tell: (shown: Shown<T> | undefined) => void;
  #paced: Paced;
  #gapMs: number;
  #shown: Shown<T> | undefined;
  #gone = new AbortController();
  #again = false;
  #wish = () => {};

  constructor(ask: Ask<T>, tell: (shown: Shown<T> | undefined) => void, { pace = paced, gapMs = 1_000 }: Resting = {}) {
    this.#ask = ask;
    this.#tell = tell;
    this.#paced = pace;
    this.#gapMs = gapMs;
  }

  /** Another asset, or none: whatever was asked for the one before is let go. */
  show(key: string | undefined): void {
    if (key === this.#shown?.key) return;
    this.#gone.abort();
    this.#gone = new AbortController();
    this.#again = false;
    this.#show(key === undefined ? undefined : { key, asking: false });
    const { signal } = this.#gone;
    this.#wish = key === undefined ? () => {} : this.#paced(this.#gapMs, () => void this.#fetch(key, signal));
    this.#wish();
  }

  /** Something may be new in it: no more often than its gap allows, however often it is said. */
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
    const { value } = this.#shown ?? {};
    this.#show(
      answer.ok ? { key, value: answer.value, asking: false } : { key, value, trouble: answer.code, asking: false },
    );
    if (this.#again) this.#wish();
    this.#again = false;
  }

  #show(shown: Shown<T> | undefined): void {
    this.#shown = shown;
    this.#tell(shown);
  }
}
