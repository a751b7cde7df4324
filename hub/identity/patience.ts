// Guessing takes longer and longer: after a few wrong passwords a name has to wait, after many an address, and everybody while many ask.
import { Buckets } from './pace.ts';

export type Patience = 'asked' | 'login-throttled' | 'login-busy';

/** Wrong passwords that cost nothing; after that the wait doubles from a second up to the longest, ms. */
const freeGuesses = 5;
/** Not longer: whoever knows a name could keep its owner out by guessing. */
const longestMs = 8_000;
/** A name that was left alone for so long may err again. */
const forgottenMs = 15 * 60_000;
/** Names remembered; of those that have waited long enough the one longest unasked goes, and if need be any. */
const namesMost = 1000;
/** Each costs 19 MiB and some 30 ms of a core. */
const atOnceMost = 8;

/** Wrong ones from one address: generous, for a whole shift may come from behind one. */
const ofAddress = { perSecond: 1, atOnce: 60 };

interface Guessed {
  readonly times: number;
  readonly until: number;
}

export class Guesses {
  readonly #now: () => number;
  readonly #wrong = new Map<string, Guessed>();
  readonly #asking = new Set<string>();
  readonly #addresses: Buckets;

  constructor(now: () => number) {
    this.#now = now;
    this.#addresses = new Buckets(ofAddress, now);
  }

  /** Whether one more may be tried now, of one name one at a time; every `asked` is followed by one `answered`. */
  ask(name: string, address = ''): Patience {
    if (this.#addresses.isEmpty(address)) return 'login-throttled';
    if (this.#asking.has(name) || (this.#wrong.get(name)?.until ?? 0) > this.#now()) return 'login-throttled';
    if (this.#asking.size >= atOnceMost) return 'login-busy';
    this.#asking.add(name);
    return 'asked';
  }

  answered(name: string, isRight: boolean, address = ''): void {
    const now = this.#now();
    const was = this.#wrong.get(name);
    this.#asking.delete(name);
    this.#wrong.delete(name);
    if (isRight) return;
    this.#addresses.take(address);
    const times = was === undefined || was.until + forgottenMs < now ? 1 : was.times + 1;
    const waitMs = times < freeGuesses ? 0 : Math.min(longestMs, 1000 * 2 ** (times - freeGuesses));
    this.#wrong.set(name, { times, until: now + waitMs });
    if (this.#wrong.size > namesMost) this.#forgetOne(now);
  }

  #forgetOne(now: number): void {
    const [eldest] = this.#wrong.keys();
    const spent = [...this.#wrong].find(([, { until }]) => until <= now)?.[0];
    this.#wrong.delete(spent ?? eldest ?? '');
  }
}
