// What is refused over and over is one line of the audit a minute, with how often: a flood must not fill it.

/** Somebody tried what is not theirs: who, by which code it was refused, and what it was. */
export interface Tried {
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
  readonly detail: string;
}

const everyMs = 60_000;
/** Kinds of trouble remembered; the one longest told goes. */
const kindsMost = 1000;
const detailMost = 160;

export class Folded {
  readonly #now: () => number;
  /** By who, what and outcome: when it was told last, and how often it was not since. */
  readonly #kinds = new Map<string, { readonly toldAt: number; readonly since: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Undefined for what is only counted. */
  fold(tried: Tried): Tried | undefined {
    const kind = `${tried.who} ${tried.what} ${tried.outcome}`;
    const { toldAt, since } = this.#kinds.get(kind) ?? { toldAt: -Infinity, since: 0 };
    const isDue = this.#now() - toldAt >= everyMs;
    this.#kinds.delete(kind);
    this.#kinds.set(kind, isDue ? { toldAt: this.#now(), since: 0 } : { toldAt, since: since + 1 });
    const [eldest = ''] = this.#kinds.keys();
    if (this.#kinds.size > kindsMost) this.#kinds.delete(eldest);
    if (!isDue) return undefined;
    return { ...tried, detail: plain(tried.detail) + (since === 0 ? '' : `, and ${since} before`) };
  }
}

/** Whoever reads the audit at a terminal must not be played with. */
const plain = (text: string): string =>
  text.slice(0, detailMost).replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
