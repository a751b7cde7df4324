// How much memory the hub uses, against what it may: near that, agents are asked to hold back, and it says so.
import { getHeapStatistics } from 'node:v8';

/** From here on it is near, and until here it stays so: a part of what it may use. */
const [nearFrom, nearUntil] = [0.8, 0.7];

export class MemoryWatch {
  readonly #most: number;
  readonly #used: () => number;
  #isNear = false;
  #now = 0;

  /** @param most bytes the hub may use. @param used bytes on the heap and beside it */
  constructor(most: number, used: () => number) {
    this.#most = most;
    this.#used = used;
  }

  /** Called again and again. */
  look(): void {
    this.#now = this.#used();
    this.#isNear = this.#now > this.#most * (this.#isNear ? nearUntil : nearFrom);
  }

  /** Little is left: nobody should send more than is needed to learn that there is room again. */
  get isNear(): boolean {
    return this.#isNear;
  }

  get lacks(): string[] {
    if (!this.#isNear) return [];
    const [used, most] = [this.#now, this.#most].map((bytes) => Math.round(bytes / 1e6));
    return [`memory: ${used} of ${most} MB are in use; agents are asked to hold back`];
  }
}

/**
 * What lives on V8's heap and beside it; pages it has freed and not given back do not count. Asked of V8 and not of the system,
 * which opens a file for it: where there are no descriptors left that throws.
 */
export function bytesInUse(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
