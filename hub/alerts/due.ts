// When the clock will make something of which alert: asked four times a second, so that the next moment is known and not looked for.

export class Due {
  readonly #at = new Map<string, number>();
  /** Never later than the next one; it may be earlier, and then is looked for. */
  #next = Infinity;

  get next(): number {
    return this.#next;
  }

  /** @param at undefined: never */
  set(alert: string, at: number | undefined): void {
    if (at === undefined) {
      this.#at.delete(alert);
      return;
    }
    this.#at.set(alert, at);
    this.#next = Math.min(this.#next, at);
  }

  /** Alerts that are due by then, so many at most: the others are due still. Whoever takes one sets it anew. */
  upTo(at: number, most: number): string[] {
    const due: string[] = [];
    let next = Infinity;
    for (const [alert, when] of this.#at) {
      if (when > at) next = Math.min(next, when);
      else if (due.length < most) due.push(alert);
      else next = at;
    }
    this.#next = next;
    return due;
  }
}
