// What lies on a shelf: an alarm that is put away stays away when it is raised anew, until its time is over.
import type { Alert } from '../contracts/alert.ts';
import type { Suppression } from '../contracts/case.ts';
import { isSuppressed } from '../contracts/standing.ts';

interface Alarm {
  readonly rule: string;
  readonly key: string;
  readonly scope: string;
}

type Shelf = Exclude<Suppression, { kind: 'by-design' }>;

const nameOf = ({ rule, key, scope }: Alarm): string => `${rule}\n${key}\n${scope}`;

/** As many as alerts lie there: each has an end. */
export class Shelves {
  readonly #of = new Map<string, Map<string, Shelf>>();

  /** A proposal that nobody has agreed to keeps nothing away. */
  heed(alert: Alert): void {
    const { id, suppressed } = alert;
    const name = nameOf(alert);
    const lying = this.#of.get(name);
    if (suppressed !== undefined && suppressed.kind !== 'by-design' && isSuppressed(alert))
      this.#of.set(name, (lying ?? new Map()).set(id, suppressed));
    else if (lying?.delete(id) && lying.size === 0) this.#of.delete(name);
  }

  /** Of several the one that lasts. */
  of(alarm: Alarm, at: number): Shelf | undefined {
    const lying = [...(this.#of.get(nameOf(alarm))?.values() ?? [])].filter(({ until }) => until > at);
    return lying.sort((a, b) => b.until - a.until)[0];
  }
}
