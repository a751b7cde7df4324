// The alerts as they stand on disk: what the API and the push may read, and nothing that is still being decided.
import type { Alert } from '../contracts/alert.ts';
import type { Transition } from '../flow.ts';

/** Ended alerts kept for the page; the journal keeps them all. */
const endedKept = 1000;

export class CommittedBook {
  #active = new Map<string, Alert>();
  #ended = new Map<string, Alert>();
  #seq = 0;

  /** Sequence of the last transition on disk. */
  get seq(): number {
    return this.#seq;
  }

  get open(): number {
    return this.#active.size;
  }

  /** Begins with what the journal holds up to `seq`, oldest change first. */
  begin(alerts: readonly Alert[], seq: number): void {
    for (const alert of alerts) this.#put(alert);
    this.#seq = seq;
  }

  apply(transitions: readonly Transition[]): void {
    for (const { seq, alert } of transitions) {
      this.#seq = seq;
      this.#put(alert);
    }
  }

  openOnes(): Alert[] {
    return [...this.#active.values()];
  }

  /** The newest ended ones, then the open ones, each oldest change first. */
  all(): Alert[] {
    return [...this.#ended.values(), ...this.#active.values()];
  }

  get(id: string): Alert | undefined {
    return this.#active.get(id) ?? this.#ended.get(id);
  }
  #put(alert: Alert): void {
    this.#active.delete(alert.id);
    this.#ended.delete(alert.id);
    (alert.condition === 'active' ? this.#active : this.#ended).set(alert.id, alert);
    const [eldest] = this.#ended.keys();
    if (this.#ended.size > endedKept && eldest !== undefined) this.#ended.delete(eldest);
  }
}
