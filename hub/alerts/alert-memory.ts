// The alerts that are being compared and acted on: in memory what is newer than the disk, and the rest looked up when it is needed.
import type { Alert } from '../contracts/alert.ts';
import type { Standing } from '../flow.ts';

/** What was told before this process began, as the journal holds it. */
export interface Told {
  alertsOf(key: string, rule: string): Alert[];
  alert(id: string): Alert | undefined;
}

export interface Named {
  readonly key: string;
  readonly rule: string;
}

/** Keys and rules whose alerts are in memory; those longest unsettled are looked up again when they are needed. */
const groupsMost = 20_000;
/** More are never under way to the disk. */
const actedMost = 1000;

export class AlertMemory {
  readonly #told: Told;
  readonly #groups = new Map<string, Alert[]>();
  /** Alerts that people or the clock did something about lately, as they are: the journal may not have it yet. */
  readonly #acted = new Map<string, Alert>();

  constructor(told: Told) {
    this.#told = told;
  }

  known(id: string): Alert | undefined {
    const acted = this.#acted.get(id);
    if (acted !== undefined) return acted;
    const told = this.#told.alert(id);
    const groups = told === undefined ? [...this.#groups.values()] : [this.groupOf(told)];
    return groups.flat().find((alert) => alert.id === id) ?? told;
  }

  /** As it was before it is told anew; undefined for a new one. */
  as({ id, key, rule }: Alert): Alert | undefined {
    return this.groupOf({ key, rule }).find((one) => one.id === id) ?? this.#acted.get(id);
  }

  put(alert: Alert): void {
    const group = this.groupOf(alert);
    const at = group.findIndex(({ id }) => id === alert.id);
    if (at < 0) group.push(alert);
    else group[at] = alert;
    if (this.#acted.has(alert.id)) this.#acted.set(alert.id, alert);
  }

  /** Until it is on disk, whoever adds to it next must not begin with an older self. */
  remember(alert: Alert): Alert {
    this.#acted.set(alert.id, alert);
    const [eldest] = this.#acted.keys();
    if (this.#acted.size > actedMost && eldest !== undefined) this.#acted.delete(eldest);
    return alert;
  }

  /** The alerts of this key and rule still within sight of its fold; the others are final, and no longer looked at. */
  inSight(standing: Standing): Alert[] {
    const { since, was, findings } = standing;
    const group = this.groupOf(standing);
    const mayChange = (one: Alert): boolean => (one.to ?? Infinity) > since;
    if (group.every(mayChange)) return group;
    const named = new Set([...was, ...findings].map(({ scope, from }) => `${scope}\n${from}`));
    const seen = group.filter((one) => mayChange(one) || named.has(`${one.scope}\n${one.from}`));
    // What is put away comes back with others: when its shelf is cleared, or what says it all stands no more.
    const held = group.filter((one) => seen.includes(one) || one.suppressed !== undefined);
    if (held.length < group.length) group.splice(0, group.length, ...held);
    return seen;
  }

  /** From memory, or as the journal tells it: once a group was told of here, memory knows more than the journal. */
  groupOf({ key, rule }: Named): Alert[] {
    const name = `${rule}\n${key}`;
    const known = this.#groups.get(name) ?? this.#told.alertsOf(key, rule);
    this.#groups.delete(name);
    this.#groups.set(name, known);
    const [eldest] = this.#groups.keys();
    if (this.#groups.size > groupsMost && eldest !== undefined) this.#groups.delete(eldest);
    return known;
  }
}
