// The measures of a hub: follows what is committed, reads the past after a start a slice at a time, and answers.
import type { Alert } from '../contracts/alert.ts';
import type { Measures as Answer } from '../contracts/measures.ts';
import type { Transition } from '../flow.ts';
import { everything, type Sees } from '../identity/wall.ts';
import { type MinutesOf, measuresOf } from './answer.ts';
import { type Bounds, Coping } from './coping.ts';
import { keptMs, type MarksOf } from './ledger.ts';
import type { Mark } from './marks.ts';

export interface MeasuresParts {
  /** What is on disk after a sequence, oldest first, at most so many. */
  readonly transitions: (after: number, most: number) => readonly Transition[];
  /** Sequence of the last one that was told. */
  readonly upTo: () => number;
  /** Alerts that somebody has still to see to. */
  readonly standing: () => readonly Alert[];
  /** Sites of the plan that is in force. */
  readonly sites: () => readonly string[];
  readonly now: () => number;
  /** How long the journal remembers, ms. */
  readonly keepMs: number;
  readonly minutesOf: MinutesOf;
  readonly bounds?: Bounds;
}

/** `from` and `to` in ms; without them the last day. */
export interface Asking {
  readonly site?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface Asker {
  readonly sees: Sees;
  /** May not know what trust makes of a severity. */
  readonly asRuled: boolean;
  /** Officers who have the page open and see one of these sites, by name. */
  readonly present: (sees: Sees) => Iterable<string>;
}

/** Read at a time, some milliseconds. */
const sliceMost = 100;
/** More of the past are not read: twice what is kept of it. */
const pastMost = 300_000;
const dayMs = 86_400_000;

export class Measures {
  readonly #parts: MeasuresParts;
  #coping: Coping;
  /** The last one that is counted; undefined before it is known where to begin. */
  #cursor: number | undefined;
  /** Those that come later are news, and no past that is read again. */
  #liveAfter = 0;
  /** Told of everything that counts, once, as it happens. */
  onMark: (mark: Mark) => void = () => {};

  constructor(parts: MeasuresParts) {
    this.#parts = parts;
    this.#coping = new Coping();
  }

  /** Nothing that was told is missing. */
  get isComplete(): boolean {
    return this.#cursor !== undefined && this.#cursor >= this.#parts.upTo();
  }

  /** What is in memory. */
  get size(): { marks: number; alerts: number } {
    return { marks: this.#coping.ledger.size, alerts: this.#coping.remembered.size };
  }

  /** Committed. What does not follow on what is counted is read when it is its turn. */
  tell(transitions: readonly Transition[]): void {
    if (this.#cursor === undefined || transitions[0]?.seq !== this.#cursor + 1) return;
    this.#take(transitions);
  }

  /** Called often: a slice of what is not counted yet. */
  step(): void {
    const { transitions } = this.#parts;
    this.#cursor ??= this.#begin();
    if (!this.isComplete) this.#take(transitions(this.#cursor, sliceMost));
  }

  /** @returns undefined where the site is not seen, or is none */
  ask({ site, to, from }: Asking, { sees, asRuled, present }: Asker): Answer | undefined {
    const { sites, standing, now: clock, minutesOf } = this.#parts;
    const mine = sites().filter((one) => sees(one) && (site === undefined || one === site));
    if (site !== undefined && mine.length === 0) return undefined;
    const isMine: Sees = site === undefined ? sees : (one) => one === site;
    const { ledger, remembered } = this.#coping;
    const now = clock();
    const until = Math.min(to ?? now, now);
    const keptFrom = Math.max(0, ledger.keptFrom(now));
    const marks: MarksOf = (list, after, upTo) => {
      const kept = ledger.between(list, Math.max(after, keptFrom), upTo);
      return isMine === everything ? kept : (kept.filter(({ site: of }) => isMine(of)) as typeof kept);
    };
    return measuresOf({
      marks,
      standing: standing().filter((alert) => isMine(alert.site)),
      ...{ sites: mine, now, keptFrom, asRuled, minutesOf },
      ...{ from: Math.min(until, from ?? Math.max(0, until - dayMs)), to: until },
      present: present(isMine),
      complete: this.isComplete,
      activeSince: ({ id, raisedAt }) => remembered.get(id)?.activeSince ?? raisedAt,
    });
  }

  #take(transitions: readonly Transition[]): void {
    for (const transition of transitions) {
      this.#cursor = transition.seq;
      const marks = this.#coping.take(transition);
      if (transition.seq > this.#liveAfter) for (const mark of marks) this.onMark(mark);
    }
  }

  /** The last one that is too old to count: they are in the order of time, but for what a clock was set back. */
  #begin(): number {
    const { transitions, upTo, now, keepMs, bounds } = this.#parts;
    const from = now() - Math.min(keptMs, keepMs);
    this.#liveAfter = upTo();
    let [low, high] = [Math.max(0, upTo() - pastMost), upTo()];
    const [first] = low === 0 ? [] : transitions(low, 1);
    const keptFrom = Math.max(0, from, first?.alert.changedAt ?? 0);
    while (low < high) {
      const middle = (low + high) >> 1;
      const [next] = transitions(middle, 1);
      if (next === undefined || next.alert.changedAt > from) high = middle;
      else low = next.seq;
    }
    this.#coping = new Coping(keptFrom, bounds);
    return low;
  }
}
