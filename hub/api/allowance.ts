// How often somebody may do what costs disk: so many times an hour, each person by themselves.

const hourMs = 3_600_000;
/** People remembered; beyond it whoever was longest unseen begins anew. */
const peopleMost = 1000;

export class Allowance {
  readonly #most: number;
  readonly #now: () => number;
  readonly #of = new Map<string, { readonly since: number; readonly times: number }>();

  /** @param most times an hour @param now ms */
  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  /** Counts it where it may be. */
  takes(name: string): boolean {
    const now = this.#now();
    const known = this.#of.get(name);
    const was = known === undefined || known.since + hourMs <= now ? { since: now, times: 0 } : known;
    if (was.times >= this.#most) return false;
    this.#of.delete(name);
    this.#of.set(name, { ...was, times: was.times + 1 });
    const [eldest] = this.#of.keys();
    if (this.#of.size > peopleMost && eldest !== undefined) this.#of.delete(eldest);
    return true;
  }
}
