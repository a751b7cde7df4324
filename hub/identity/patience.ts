// Guessing takes longer and longer: after a few wrong passwords a name has to wait, and so does everybody while many ask.
export type Patience = 'asked' | 'login-throttled' | 'login-busy';

/** Wrong passwords that cost nothing; after that the wait doubles from a second up to the longest, ms. */
const free = 5;
const longestMs = 60_000;
/** Names remembered; the one longest unasked goes. */
const namesMost = 1000;
/** Each costs 19 MiB and some 30 ms of a core. */
const atOnceMost = 8;

export class Guesses {
  readonly #now: () => number;
  readonly #wrong = new Map<string, { times: number; until: number }>();
  #asking = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether one more may be tried now; every `asked` is followed by one `answered`. */
  ask(name: string): Patience {
    if ((this.#wrong.get(name)?.until ?? 0) > this.#now()) return 'login-throttled';
    if (this.#asking >= atOnceMost) return 'login-busy';
    this.#asking += 1;
    return 'asked';
  }

  answered(name: string, isRight: boolean): void {
    this.#asking -= 1;
    const times = (this.#wrong.get(name)?.times ?? 0) + 1;
    this.#wrong.delete(name);
    if (isRight) return;
    const waitMs = times < free ? 0 : Math.min(longestMs, 1000 * 2 ** (times - free));
    this.#wrong.set(name, { times, until: this.#now() + waitMs });
    const [eldest] = this.#wrong.keys();
    if (this.#wrong.size > namesMost && eldest !== undefined) this.#wrong.delete(eldest);
  }
}
