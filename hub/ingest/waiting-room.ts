// Where what agents say waits while the hub holds as much as it may: unheard and not acked, and forgotten when they leave.

/** Bounded by what each of those who are connected may have unanswered. `Who` is one connection. */
export class WaitingRoom<Who> {
  readonly #room: () => Promise<void> | undefined;
  /** By connection what it said, in order; the next to be heard first. */
  readonly #waiting = new Map<Who, (() => void)[]>();
  #isCalling = false;

  /** @param room undefined while there is some; else a promise of it */
  constructor(room: () => Promise<void> | undefined) {
    this.#room = room;
  }

  /** How much waits. */
  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** Heard at once while there is room and nobody waits; else one of each in turn, as there is. */
  enter(who: Who, hear: () => void): void {
    if (this.#waiting.size === 0 && this.#room() === undefined) hear();
    else this.#wait(who, hear);
  }

  /** Its connection has ended: what it said was not acked, and comes again by the next one. */
  leave(who: Who): void {
    this.#waiting.delete(who);
  }

  #wait(who: Who, hear: () => void): void {
    const said = this.#waiting.get(who);
    if (said === undefined) this.#waiting.set(who, [hear]);
    else said.push(hear);
    void this.#call();
  }

  async #call(): Promise<void> {
    if (this.#isCalling) return;
    this.#isCalling = true;
    while (this.#waiting.size > 0) {
      for (let full = this.#room(); full !== undefined; full = this.#room()) await full;
      this.#next();
    }
    this.#isCalling = false;
  }

  #next(): void {
    const [next] = this.#waiting;
    if (next === undefined) return;
    const [who, said] = next;
    this.#waiting.delete(who);
    const hear = said.shift();
    if (said.length > 0) this.#waiting.set(who, said);
    hear?.();
  }
}
