// Lines that are open at the socket, by whose they are, whether or not anything has been said on them.

/** Of those who have not said yet who they are. */
export const strangers = 'strangers';
/** So many of them at a time; and lines of one session or token, among them those that have not been let in yet. */
const most = { strangers: 64, others: 32 } as const;

export class OpenLines<Line> {
  readonly #whose = new Map<Line, string>();

  /** Counted as theirs from now on, until it is gone. */
  put(line: Line, whose: string | undefined): void {
    if (whose !== undefined) this.#whose.set(line, whose);
  }

  gone(line: Line): void {
    this.#whose.delete(line);
  }

  hasRoom(whose: string | undefined): boolean {
    if (whose === undefined) return true;
    let open = 0;
    for (const one of this.#whose.values()) if (one === whose) open += 1;
    return open < (whose === strangers ? most.strangers : most.others);
  }
}
