// Which fences a straight way touches, and over which part of it: filled by the walk, reused, never allocated for one.

export class Touches {
  count = 0;
  /** Numbers of the touched fences, in no order. */
  fences = new Int32Array(64);
  /** By touched fence: parts of the way, 0 to 1, at which it is first and last in it or at its edge. */
  first = new Float64Array(64);
  last = new Float64Array(64);
  /** By fence number: its place above, one on; 0 where it was not touched. */
  #places = new Int32Array(0);

  /** Empties it, with room for so many fences. */
  begin(fences: number): void {
    for (let i = 0; i < this.count; i += 1) this.#places[this.fences[i] as number] = 0;
    this.count = 0;
    if (this.#places.length < fences) this.#places = new Int32Array(fences);
  }

  note(fence: number, from: number, to: number): void {
    const place = this.#places[fence] as number;
    if (place === 0) this.#add(fence, from, to);
    else {
      if (from < (this.first[place - 1] as number)) this.first[place - 1] = from;
      if (to > (this.last[place - 1] as number)) this.last[place - 1] = to;
    }
  }

  /** Lets go of those that a mask, by fence number, marks. */
  keep(masked: Uint8Array): void {
    let kept = 0;
    for (let i = 0; i < this.count; i += 1) {
      const fence = this.fences[i] as number;
      this.#places[fence] = masked[fence] === 1 ? 0 : kept + 1;
      if (masked[fence] === 1) continue;
      this.fences[kept] = fence;
      this.first[kept] = this.first[i] as number;
      this.last[kept] = this.last[i] as number;
      kept += 1;
    }
    this.count = kept;
  }

  /** That part of the way is in the fence, too, if it was touched at all. */
  widen(fence: number, at: number): void {
    if (this.#places[fence] !== 0) this.note(fence, at, at);
  }

  #add(fence: number, from: number, to: number): void {
    if (this.count === this.fences.length) this.#grow();
    this.fences[this.count] = fence;
    this.first[this.count] = from;
    this.last[this.count] = to;
    this.count += 1;
    this.#places[fence] = this.count;
  }

  #grow(): void {
    const { fences, first, last, count } = this;
    this.fences = new Int32Array(2 * count);
    this.first = new Float64Array(2 * count);
    this.last = new Float64Array(2 * count);
    this.fences.set(fences);
    this.first.set(first);
    this.last.set(last);
  }
}
