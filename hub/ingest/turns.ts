// Takes turns among those who speak: an agent that returns with hours of spool waits for itself, and nobody waits for it.

/** Runs `later` when whatever else the process has to do has had its chance. */
export type Later = (later: () => void) => void;

export class Turns {
  /** Who waits, the next to be heard first, each with what it said in its order. */
  readonly #queues = new Map<string, (() => void)[]>();
  readonly #later: Later;
  #waiting = 0;
  #running = false;

  constructor(later: Later) {
    this.#later = later;
  }

  /** How much was said and not heard yet: the brokers' own bounds keep it small. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Heard at once when nobody waits; else one of each speaker's in turn, and everything else in between. */
  take(speaker: string, hear: () => void): void {
    if (!this.#running) {
      this.#running = true;
      hear();
      this.#later(() => this.#next());
      return;
    }
    const queue = this.#queues.get(speaker);
    this.#waiting += 1;
    if (queue === undefined) this.#queues.set(speaker, [hear]);
    else queue.push(hear);
  }

  #next(): void {
    const [first] = this.#queues;
    if (first === undefined) {
      this.#running = false;
      return;
    }
    const [speaker, queue] = first;
    const hear = queue.shift();
    this.#waiting -= 1;
    this.#queues.delete(speaker);
    if (queue.length > 0) this.#queues.set(speaker, queue);
    this.#later(() => this.#next());
    hear?.();
  }
}
