// Who comes with a wrong key is answered late, and few wait for that at a time: guessing is slow, and keeps nobody else out.

const lateMs = 1000;
const waitingMost = 64;

export class LateAnswers {
  readonly #waiting = new Set<NodeJS.Timeout>();

  /** @returns false where as many wait already: whoever it is need not be answered at all */
  give(answer: () => void): boolean {
    if (this.#waiting.size >= waitingMost) return false;
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      answer();
    }, lateMs);
    this.#waiting.add(timer);
    return true;
  }

  close(): void {
    for (const timer of this.#waiting) clearTimeout(timer);
  }
}
