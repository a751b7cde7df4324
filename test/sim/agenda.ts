// Virtual time: what is to happen, each at its moment, one after the other. Nothing sleeps, and a seed comes by alike every time.

interface Due {
  readonly at: number;
  readonly number: number;
  readonly act: () => void;
}

export class Agenda {
  #heap: Due[] = [];
  #number = 0;
  now: number;
  steps = 0;
  #fault: unknown;

  /** @param began the first moment, ms since 1970 UTC */
  constructor(began: number) {
    this.now = began;
  }

  at(time: number, act: () => void): void {
    this.#number += 1;
    const heap = this.#heap;
    heap.push({ at: Math.max(time, this.now), number: this.#number, act });
    for (let i = heap.length - 1; i > 0; ) {
      const up = (i - 1) >> 1;
      if (!this.#isFirst(i, up)) return;
      this.#swap(i, up);
      i = up;
    }
  }

  /** Something that nobody waits for went wrong: whoever runs the agenda is told. */
  readonly failed = (fault: unknown): void => {
    this.#fault ??= fault;
  };

  /** Whoever lives by it: what it still had to do when it dies is never done. */
  life(): Life {
    return new Life(this);
  }

  /** Everything up to a moment, in order; after each thing whatever it promised has come about. */
  async until(time: number): Promise<void> {
    // From wherever it is called: only among promises the next tick comes after all of them.
    await undefined;
    for (let next = this.#heap[0]; next !== undefined && next.at <= time; next = this.#heap[0]) {
      this.#pop();
      this.now = next.at;
      this.steps += 1;
      next.act();
      await settled();
      if (this.#fault !== undefined) throw this.#fault;
    }
    this.now = Math.max(this.now, time);
  }

  #isFirst(i: number, j: number): boolean {
    const [a, b] = [this.#heap[i] as Due, this.#heap[j] as Due];
    return a.at - b.at < 0 || (a.at === b.at && a.number < b.number);
  }

  #swap(i: number, j: number): void {
    const heap = this.#heap;
    [heap[i], heap[j]] = [heap[j] as Due, heap[i] as Due];
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < heap.length && this.#isFirst(left, least)) least = left;
      if (right < heap.length && this.#isFirst(right, least)) least = right;
      if (least === i) return;
      this.#swap(i, least);
      i = least;
    }
  }
}

export class Life {
  readonly #agenda: Agenda;
  #over = false;
  /** Frozen until then: what falls due meanwhile is done when it wakes, in its order. */
  #asleepUntil = 0;

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  get isOver(): boolean {
    return this.#over;
  }

  get isAsleep(): boolean {
    return this.#agenda.now < this.#asleepUntil;
  }

  end(): void {
    this.#over = true;
  }

  sleep(ms: number): void {
    this.#asleepUntil = this.#agenda.now + ms;
  }

  after(ms: number, act: () => void): () => void {
    let off = false;
    const run = (): void => {
      if (off || this.#over) return;
      if (this.#agenda.now < this.#asleepUntil) this.#agenda.at(this.#asleepUntil, run);
      else act();
    };
    this.#agenda.at(this.#agenda.now + ms, run);
    return () => {
      off = true;
    };
  }

  every(ms: number, act: () => void): () => void {
    let callOff = (): void => {};
    const again = (): void => {
      callOff = this.after(ms, () => {
        again();
        act();
      });
    };
    again();
    return () => callOff();
  }
}

/** When the promises that are already due have been kept, whatever they led to included: Node runs them all before the next tick. */
const settled = (): Promise<void> => new Promise((done) => process.nextTick(done));
