// How many may come at once, and how fast, from one address: a flood of connections must leave room for everybody else.

/** Connections of one address at a time; agents of a site may share one. */
const linksMost = 1000;
/** So many may come at once, and so many a second after that: all agents of a site come back when a hub does. */
const burst = linksMost;
const perSecond = 200;
/** Addresses remembered that have no connection: those that came a moment ago. */
const idleMost = 1000;

interface Comings {
  links: number;
  /** Comings left, as they were at `at`, ms. */
  left: number;
  at: number;
}

export class Crowd {
  readonly #steady: () => number;
  readonly #addresses = new Map<string, Comings>();

  /** @param steady ms of no particular beginning */
  constructor(steady: () => number) {
    this.#steady = steady;
  }

  /** How many are remembered. */
  get addresses(): number {
    return this.#addresses.size;
  }

  /** Whether one more may come from there; who may is to leave once. */
  comes(address: string): boolean {
    const at = this.#steady();
    const was = this.#addresses.get(address) ?? { links: 0, left: burst, at };
    const left = Math.min(burst, was.left + ((at - was.at) / 1000) * perSecond);
    const may = left >= 1 && was.links < linksMost;
    // The one that came last stands last.
    this.#addresses.delete(address);
    this.#addresses.set(address, { links: was.links + (may ? 1 : 0), left: may ? left - 1 : left, at });
    if (this.#addresses.size > idleMost) this.#forgetOne();
    return may;
  }

  leaves(address: string): void {
    const was = this.#addresses.get(address);
    if (was !== undefined) was.links -= 1;
  }

  #forgetOne(): void {
    for (const [address, { links }] of this.#addresses) {
      if (links > 0) continue;
      this.#addresses.delete(address);
      return;
    }
  }
}
