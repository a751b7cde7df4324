// How many may come at once, and how fast, from one address: a flood of connections must leave room for everybody else.
import { Buckets } from '../identity/pace.ts';

/** Connections of one address at a time; agents of a site may share one. */
const linksMost = 1000;
/** So many may come at once, and so many a second after that: all agents of a site come back when a hub does. */
const pace = { perSecond: 200, atOnce: linksMost } as const;
/** Addresses remembered by when they came last. */
const addressesMost = 1000;

export class Crowd {
  readonly #comings: Buckets;
  readonly #links = new Map<string, number>();

  /** @param steady ms of no particular beginning */
  constructor(steady: () => number) {
    this.#comings = new Buckets(pace, steady, addressesMost);
  }

  /** How many are remembered. */
  get addresses(): number {
    return Math.max(this.#links.size, this.#comings.size);
  }

  /** Whether one more may come from there; who may is to leave once. */
  comes(address: string): boolean {
    const links = this.#links.get(address) ?? 0;
    if (links >= linksMost || this.#comings.take(address) > 0) return false;
    this.#links.set(address, links + 1);
    return true;
  }

  leaves(address: string): void {
    const left = (this.#links.get(address) ?? 0) - 1;
    if (left > 0) this.#links.set(address, left);
    else this.#links.delete(address);
  }
}
