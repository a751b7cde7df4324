// What lies on a shelf: an alarm that is put away stays away when it is raised anew, until its time is over.
import type { Alert } from '../contracts/alert.ts';
import type { Suppression } from '../contracts/case.ts';

interface Alarm {
  readonly rule: string;
  readonly key: string;
  readonly scope: string;
}

type Shelf = Exclude<Suppression, { kind: 'by-design' }>;

const nameOf = ({ rule, key, scope }: Alarm): string => `${rule}\n${key}\n${scope}`;

/** As many as alerts lie there: each has an end. */
export class Shelves {
  readonly #of = new Map<string, Shelf>();

  /** @param isBack it has just come back: for those that are raised anew the shelf is gone as well */
  heed(alert: Alert, isBack: boolean): void {
    const { suppressed } = alert;
    const name = nameOf(alert);
    if (suppressed !== undefined && suppressed.kind !== 'by-design') this.#of.set(name, suppressed);
    else if (isBack) this.#of.delete(name);
  }

  of(alarm: Alarm, at: number): Shelf | undefined {
    const shelf = this.#of.get(nameOf(alarm));
    return shelf !== undefined && shelf.until > at ? shelf : undefined;
  }
}
