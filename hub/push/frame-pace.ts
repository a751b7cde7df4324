// How often pictures are made: as often as asked, and more seldom where one takes long, for alerts wait meanwhile.

/** Of the time no more than about a fifth goes into pictures: a made one is rested from for four times as long as it took. */
const restOf = 4;

export class FramePace {
  readonly #steady: () => number;
  #restsUntil = -Infinity;

  /** @param steady milliseconds, in fractions */
  constructor(steady: () => number) {
    this.#steady = steady;
  }

  /** Makes one, unless the last one is still rested from: then what changed meanwhile is in the next. */
  make(picture: () => void): void {
    const began = this.#steady();
    if (began < this.#restsUntil) return;
    picture();
    const now = this.#steady();
    this.#restsUntil = now + (now - began) * restOf;
  }
}
