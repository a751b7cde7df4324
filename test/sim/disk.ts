// The hub's disk in virtual time: groups are committed by the real writing, answered later, refused while it is full, and lost by a crash.
import { DatabaseSync } from 'node:sqlite';
import type { Entry, FromWriter } from '../../hub/journal/entry.ts';
import type { WriterOf } from '../../hub/journal/writer-thread.ts';
import { writingOver } from '../../hub/journal/writing.ts';
import type { Life } from './agenda.ts';
import type { Chance } from './chance.ts';

const retryMs = 1000;

export interface DiskEvents {
  /** On disk; nobody was told yet. */
  onCommitted(entries: readonly Entry[]): void;
}

/** Faults put in, to see that they are found. */
export type Liar = 'tells-early' | undefined;

export class Disk {
  readonly #life: Life;
  readonly #chance: Chance;
  readonly #events: DiskEvents;
  readonly #liar: Liar;
  #onMessage: (message: FromWriter) => void = () => {};
  #groups: { group: number; entries: readonly Entry[] }[] = [];
  #busy = false;
  #full = false;
  /** The hub was killed: whatever it still hands over comes to nothing. */
  #dead = false;

  constructor(life: Life, chance: Chance, events: DiskEvents, liar?: Liar) {
    this.#life = life;
    this.#chance = chance;
    this.#events = events;
    this.#liar = liar;
  }

  readonly writerOf: WriterOf = (path, { onMessage }) => {
    const db = new DatabaseSync(path);
    // A simulated machine loses no power: what is committed is there, synced or not.
    db.exec('PRAGMA synchronous = OFF; PRAGMA busy_timeout = 0');
    const write = writingOver(db);
    this.#onMessage = onMessage;
    return {
      write: (group, entries) => {
        if (this.#dead) return void queueMicrotask(() => onMessage({ kind: 'durable', group }));
        this.#groups.push({ group, entries });
        if (this.#liar === 'tells-early') onMessage({ kind: 'durable', group });
        if (!this.#busy) this.#next(write);
      },
      close: async () => db.close(),
    };
  };

  /** Nothing is taken any more. By pages it would hang on bytes that V8 writes otherwise in every process, whether a group still fits. */
  full(isFull: boolean): void {
    this.#full = isFull;
  }

  /** What was not committed is gone. The dead are told that all is well, so that their files can be closed. */
  kill(): void {
    this.#dead = true;
    for (const { group } of this.#groups.splice(0)) this.#onMessage({ kind: 'durable', group });
  }

  #next(write: (group: number, entries: readonly Entry[]) => FromWriter): void {
    const [first] = this.#groups;
    this.#busy = first !== undefined;
    if (first === undefined) return;
    const slow = this.#chance.odds(0.02) ? this.#chance.int(0, 2000) : this.#chance.around(3);
    this.#life.after(slow, () => {
      if (this.#full) return this.#refused(write);
      const outcome = write(first.group, first.entries);
      if (outcome.kind !== 'durable') throw new Error(outcome.says);
      this.#events.onCommitted(first.entries);
      // Killed in between, it is on disk and nobody knows.
      this.#life.after(this.#chance.around(1), () => {
        this.#groups.shift();
        if (this.#liar === undefined) this.#onMessage(outcome);
        this.#next(write);
      });
    });
  }

  #refused(write: (group: number, entries: readonly Entry[]) => FromWriter): void {
    this.#onMessage({ kind: 'full', says: 'the disk is full' });
    this.#life.after(retryMs, () => this.#next(write));
  }
}
