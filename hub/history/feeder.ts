// Feeds history from the journal, behind a cursor that is stored after the write: whatever history misses is made up for.
import type { Arrival, Keyed, Transition } from '../flow.ts';
import { alertPoint, type Point, pointFault, pointOf } from './points.ts';

/** How far history has been fed: the number of an arrival, and of a transition. */
export interface Cursor {
  readonly input: number;
  readonly transition: number;
}

export interface Store {
  open(): Promise<number>;
  write(points: readonly Point[]): Promise<void>;
}

export interface FeederParts {
  readonly store: Store;
  readonly isRefused: (error: unknown) => boolean;
  readonly cursor: Cursor;
  /** What is on disk after a place, the eldest first, at most so many. */
  readonly inputs: (after: number, most: number) => readonly (readonly [number: number, arrival: Arrival])[];
  readonly transitions: (after: number, most: number) => readonly Transition[];
  /** What an arrival said, at its places and corrected times. */
  readonly rehear: (arrival: Arrival) => readonly Keyed[];
  readonly keep: (cursor: Cursor) => void;
  readonly now: () => number;
}

const atATime = 200;
const pointsMost = 5000;
/** Not there, it is asked again after so long, ms. */
const againMs = 5000;

/** Points, since the start. */
export interface FedCounts {
  historyFed: number;
  /** Could be no point: a control character in a tag, say. They are in the journal. */
  historyUnfit: number;
  /** Older than the store keeps anything. They are in the journal. */
  historyTooOld: number;
}

export class Feeder {
  readonly counts: FedCounts = { historyFed: 0, historyUnfit: 0, historyTooOld: 0 };
  readonly #parts: FeederParts;
  #cursor: Cursor;
  #keptMs: number | undefined;
  #feeding = false;
  #notBefore = 0;
  #trouble: string | undefined = 'not reached yet';

  constructor(parts: FeederParts) {
    this.#parts = parts;
    this.#cursor = parts.cursor;
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /** Why nothing is fed at the moment, in words without a secret. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Nothing older than this is in the store. */
  get keptFrom(): number {
    return this.#parts.now() - (this.#keptMs ?? Infinity);
  }

  /** Called often; one step at a time. */
  async step(): Promise<void> {
    if (this.#feeding || this.#parts.now() < this.#notBefore) return;
    this.#feeding = true;
    try {
      this.#keptMs ??= await this.#parts.store.open();
      this.#trouble = undefined;
      while (await this.#feed()) {
        // Until it has caught up.
      }
    } catch (error) {
      // Whoever comes back may have lost its database, or keep it for another time.
      this.#keptMs = undefined;
      this.#trouble = (error as { code?: string }).code ?? 'it does not answer as it should';
      this.#notBefore = this.#parts.now() + againMs;
    } finally {
      this.#feeding = false;
    }
  }

  /** @returns whether there may be more */
  async #feed(): Promise<boolean> {
    const { inputs, transitions, rehear, keep } = this.#parts;
    const heard = inputs(this.#cursor.input, atATime);
    const told = transitions(this.#cursor.transition, atATime);
    if (heard.length === 0 && told.length === 0) return false;
    const points = heard.flatMap(([, arrival]) => rehear(arrival).flatMap((keyed) => pointOf(keyed) ?? []));
    const all = [...points, ...told.map(alertPoint)].filter((point) => this.#fits(point));
    for (let i = 0; i < all.length; i += pointsMost) await this.#write(all.slice(i, i + pointsMost));
    this.#cursor = {
      input: heard.at(-1)?.[0] ?? this.#cursor.input,
      transition: told.at(-1)?.seq ?? this.#cursor.transition,
    };
    keep(this.#cursor);
    return heard.length === atATime || told.length === atATime;
  }

  #fits(point: Point): boolean {
    if (pointFault(point) !== undefined) this.counts.historyUnfit += 1;
    else if (point.time < this.keptFrom) this.counts.historyTooOld += 1;
    else return true;
    return false;
  }

  /** One bad point fails its batch: the batch is halved until it is by itself. */
  async #write(points: readonly Point[]): Promise<void> {
    try {
      await this.#parts.store.write(points);
      this.counts.historyFed += points.length;
    } catch (error) {
      if (!this.#parts.isRefused(error)) throw error;
      if (points.length <= 1) {
        this.counts.historyUnfit += points.length;
        return;
      }
      const half = Math.ceil(points.length / 2);
      await this.#write(points.slice(0, half));
      await this.#write(points.slice(half));
    }
  }
}
