// The alerts as they stand on disk: what the API and the push may read, and nothing that is still being decided.
import type { Alert } from '../contracts/alert.ts';
import { isStanding } from '../contracts/standing.ts';
import type { Transition } from '../flow.ts';
import type { Told } from '../journal/alert-store.ts';

/** Ended alerts kept for lists; the journal keeps them all. */
export const endedKept = 1000;

/** Three lots, each the oldest change first. What somebody has still to see to is never let go, however much there is. */
export class CommittedBook {
  readonly #active = new Map<string, Told>();
  /** Over, and still to be seen to. */
  readonly #standing = new Map<string, Told>();
  readonly #ended = new Map<string, Told>();
  #seq = 0;
  #keptFrom = 0;

  /** Sequence of the last transition on disk. */
  get seq(): number {
    return this.#seq;
  }

  get open(): number {
    return this.#active.size;
  }

  /** Begins with what the journal holds up to `seq`, oldest change first. */
  begin(told: readonly Told[], seq: number): void {
    for (const one of told) this.#put(one);
    this.#seq = seq;
    const [eldest] = this.#ended.values();
    if (this.#ended.size >= endedKept && eldest !== undefined) this.#keptFrom = eldest.seq;
  }

  apply(transitions: readonly Transition[]): void {
    for (const { seq, alert } of transitions) {
      this.#seq = seq;
      this.#put({ seq, alert });
    }
  }

  /** All that are active, put away, or somebody's to see to. */
  standing(): Alert[] {
    return [...this.#active.values(), ...this.#standing.values()].map(({ alert }) => alert);
  }

  /** Those whose condition holds. */
  openOnes(): Alert[] {
    return [...this.#active.values()].map(({ alert }) => alert);
  }

  /** All that is kept, each with its sequence: the newest ended ones, those that are over and stand, the open ones. */
  kept(): Told[] {
    return [...this.#ended.values(), ...this.#standing.values(), ...this.#active.values()];
  }

  /** How many `shown` gives. */
  count(endedMost: number): number {
    return Math.min(endedMost, this.#ended.size) + this.#standing.size + this.#active.size;
  }

  /** For a first look: the newest ended ones, at most so many, then all that stand. */
  shown(endedMost: number): Alert[] {
    const over = Math.max(0, this.#ended.size - endedMost);
    return this.kept()
      .slice(over)
      .map(({ alert }) => alert);
  }

  /** Ended ones that changed before this sequence are in the journal alone; 0 where there can be none. */
  get keptFrom(): number {
    return this.#keptFrom;
  }

  get(id: string): Alert | undefined {
    return (this.#active.get(id) ?? this.#standing.get(id) ?? this.#ended.get(id))?.alert;
  }

  #put(told: Told): void {
    const { alert } = told;
    const lots = [this.#active, this.#standing, this.#ended];
    for (const lot of lots) lot.delete(alert.id);
    const over = isStanding(alert) ? this.#standing : this.#ended;
    (alert.condition === 'active' ? this.#active : over).set(alert.id, told);
    const [eldest] = this.#ended.values();
    if (this.#ended.size <= endedKept || eldest === undefined) return;
    this.#ended.delete(eldest.alert.id);
    this.#keptFrom = eldest.seq + 1;
  }
}
