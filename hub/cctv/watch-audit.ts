// Who watched which camera, for the audit: privacy asks for it. One who opens and closes a tile again and again is one row.
import type { Audited } from '../flow.ts';

/** Of the same person and camera, ms. */
const quietMs = 60_000;
const knownMost = 2_000;

export class WatchAudit {
  readonly #at = new Map<string, number>();
  readonly #now: () => number;
  readonly #keep: (audited: Audited) => void;

  constructor(now: () => number, keep: (audited: Audited) => void) {
    this.#now = now;
    this.#keep = keep;
  }

  /** @param who empty where nobody is named */
  watched(who: string, camera: string): void {
    const name = `${who}\n${camera}`;
    const at = this.#now();
    if (at - (this.#at.get(name) ?? -Infinity) < quietMs) return;
    this.#at.delete(name);
    this.#at.set(name, at);
    const [eldest] = this.#at.keys();
    if (this.#at.size > knownMost && eldest !== undefined) this.#at.delete(eldest);
    this.#keep({ at, who, what: 'watch', outcome: 'done', detail: camera });
  }
}
