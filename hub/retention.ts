// How long the hub remembers, in days and in bytes: decides what may go, and lets the writer do it a slice at a time.
import { statfsSync } from 'node:fs';
import type { Clock } from './clock.ts';
import type { Retained } from './contracts/status.ts';
import type { Journal } from './journal/journal.ts';
import type { Sweep } from './journal/retention.ts';

export interface Keep {
  readonly days: number;
  /** Used bytes of the journal beyond which the eldest goes sooner. */
  readonly bytes: number;
  /** Free bytes of the disk below which it does, too, and the hub says so. */
  readonly freeBytes: number;
}

export const keepUsual: Keep = { days: 400, bytes: Infinity, freeBytes: 500_000_000 };

export interface RetentionParts {
  readonly journal: Journal<unknown>;
  readonly keep: Keep;
  readonly dataFolder: string;
  readonly clock: Clock;
  /** How far back events are judged, of whatever plan, ms. */
  readonly horizonMs: () => number;
  /** How far whoever follows the journal has come; undefined where nobody does. */
  readonly followed: () => { readonly input: number; readonly transition: number } | undefined;
  /** Nothing that began before can be made anew from what is left. */
  readonly gone: (upTo: number) => void;
  readonly free?: () => number;
}

const dayMs = 86_400_000;
/** Beyond the horizon by as much as clocks and delays may be wrong. */
const marginMs = 3_600_000;
/** Who did what is remembered so many times as long. */
const auditTimes = 3;
/** Between two slices, and between two looks when nothing was to be done, ms. */
const sliceMs = 50;
const restMs = 60_000;

export class Retention {
  readonly #parts: RetentionParts;
  #underWay = false;
  #notBefore = 0;
  #free: number;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
    this.#free = this.#freeNow();
  }

  run(): () => void {
    const { clock } = this.#parts;
    return clock.every(sliceMs, () => this.#step(clock.now()));
  }

  /** What is little, in a sentence. */
  get lacks(): string[] {
    const { freeBytes } = this.#parts.keep;
    if (this.#free >= freeBytes) return [];
    return [
      `disk: ${Math.floor(this.#free / 1e6)} MB are free, less than ${freeBytes / 1e6}: the eldest events go sooner`,
    ];
  }

  /** Alerts that ended before this may go, ms. */
  get alertsBefore(): number {
    const at = this.#parts.clock.now();
    return Math.min(this.#horizon(at), at - this.#parts.keep.days * dayMs);
  }

  status(): Retained {
    const { bytes, oldest, swept } = this.#parts.journal.retained();
    const { inputsGone, inputsStay, alertsGone, doneAt } = swept;
    const known = { ...(oldest !== undefined && { oldestAt: oldest }), ...(doneAt > 0 && { sweptAt: doneAt }) };
    return { bytes, freeBytes: this.#free, inputsGone, inputsStay, alertsGone, ...known };
  }

  /** One slice. @returns whether there may be more, once it is on disk */
  async slice(): Promise<boolean> {
    const { journal, gone } = this.#parts;
    await new Promise<void>((durable) => journal.write({ sweep: this.#sweep() }, durable));
    const { swept } = journal.retained();
    gone(swept.goneUpTo);
    return !swept.isDone;
  }

  #step(now: number): void {
    if (this.#underWay || now < this.#notBefore) return;
    this.#underWay = true;
    void this.slice().then((more) => {
      this.#underWay = false;
      if (!more) this.#notBefore = now + restMs;
    });
  }

  /** Never what a restart, a late event, or whoever follows the journal may still need. */
  #sweep(): Sweep {
    const { journal, keep, clock, followed } = this.#parts;
    const at = clock.now();
    const horizon = this.#horizon(at);
    const old = this.alertsBefore;
    const { input = Infinity, transition = Number.MAX_SAFE_INTEGER } = followed() ?? {};
    return {
      at,
      inputsUpTo: Math.min(journal.snapshotAt, input),
      inputsBefore: this.#isFull() ? horizon : old,
      alertsBefore: old,
      // The newest of all stays: a restart numbers on from it.
      transitionsUpTo: Math.min(transition, journal.seq - 1),
      auditBefore: at - keep.days * dayMs * auditTimes,
    };
  }

  #horizon(at: number): number {
    return at - this.#parts.horizonMs() - marginMs;
  }

  /** What went leaves room in the file, which is used again: that counts as free, or all would go for another program's sake. */
  #isFull(): boolean {
    const { journal, keep } = this.#parts;
    const { bytes, room } = journal.retained();
    this.#free = this.#freeNow();
    return bytes > keep.bytes || this.#free + room < keep.freeBytes;
  }

  #freeNow(): number {
    if (this.#parts.free !== undefined) return this.#parts.free();
    const { bavail, bsize } = statfsSync(this.#parts.dataFolder);
    return bavail * bsize;
  }
}
