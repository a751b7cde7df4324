// History: where things were, from the time series where there is one and it keeps that long, else from the journal.
import type { Track, TrackPoint } from '../contracts/track.ts';
import { everything, type Sees } from '../identity/wall.ts';
import { type Cursor, type FedCounts, Feeder, type FeederParts } from './feeder.ts';
import { InfluxStore, PointsRefused } from './influx-store.ts';

export interface Asking {
  readonly from: number;
  readonly to: number;
  /** The newest so many. */
  readonly most: number;
  /** Of which sites something may be shown. */
  readonly sees: Sees;
}

/** Where one was, oldest first, as the journal tells it; undefined for what was never heard of. */
export type Remembered = (key: string, asking: Asking) => TrackPoint[] | undefined;

export class History {
  readonly #store: InfluxStore | undefined;
  readonly #feeder: Feeder | undefined;
  readonly #remembered: Remembered;

  /** @param address of an InfluxDB and its database; without it the journal answers alone */
  constructor(address: string | undefined, remembered: Remembered, parts: Omit<FeederParts, 'store' | 'isRefused'>) {
    this.#remembered = remembered;
    if (address === undefined) return;
    const store = new InfluxStore(address);
    this.#store = store;
    this.#feeder = new Feeder({ ...parts, store, isRefused: (error) => error instanceof PointsRefused });
  }

  get counts(): FedCounts {
    return this.#feeder?.counts ?? { historyFed: 0, historyUnfit: 0, historyTooOld: 0 };
  }

  /** How far history was fed, of what is on disk; undefined where there is none to feed. */
  get fedUpTo(): Cursor | undefined {
    return this.#feeder?.cursor;
  }

  /** In a sentence, that the time series is away; empty where all is well, or there is none. */
  get lacks(): string[] {
    const trouble = this.#feeder?.trouble;
    return trouble === undefined ? [] : [`InfluxDB: ${trouble}; the journal answers meanwhile, and feeds it later`];
  }

  step(): void {
    void this.#feeder?.step();
  }

  async track(key: string, asking: Asking): Promise<Track | undefined> {
    const known = this.#remembered(key, asking);
    if (known === undefined) return undefined;
    // The time series does not know whose word a point is: only who sees every site is answered from it.
    const isKept = this.lacks.length === 0 && asking.sees === everything;
    const kept = isKept ? await this.#kept(key, asking) : undefined;
    // What is older than the time series keeps is in the journal; what both have is the same.
    const isOlder = kept !== undefined && known.some(({ time }) => time < (this.#feeder?.keptFrom ?? 0));
    if (kept === undefined || isOlder) return { key, source: 'journal', beyondRetention: isOlder, points: known };
    return { key, source: 'influx', beyondRetention: false, points: kept };
  }

  async #kept(key: string, asking: Asking): Promise<TrackPoint[] | undefined> {
    return this.#store?.track(key, asking).catch(() => undefined);
  }
}
