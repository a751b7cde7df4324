// Keeps memory on disk, a little at a time, so that a restart need not hear everything again. The line never waits for it.
import { serialize } from 'node:v8';
import type { Clock } from './clock.ts';
import type { AgentRow } from './contracts/socket.ts';
import type { Settled } from './flow.ts';
import type { Sieve } from './ingest/sieve.ts';
import type { Journal } from './journal/journal.ts';
import type { Line } from './line.ts';
import type { LiveView } from './push/live-view.ts';
import type { Registry, RegistryMemory } from './registry/registry.ts';
import type { FoldEngine } from './rules/fold-engine.ts';
import type { KeyState } from './rules/key-state.ts';
import type { Rule } from './rules/rule.ts';
import { folds } from './rules/rulebook.ts';
import type { Witnessed } from './rules/wishes.ts';
import type { Telling } from './telling.ts';

/** A round is due when so many events would have to be heard again, or after so long, whichever comes first. */
const dueEvents = 15_000;
const dueMs = 10_000;
/** It is over before so many more are heard: each arrival keeps its share of it. So a restart hears no more than both again. */
const roundEvents = 10_000;
/** Events kept at a time, with their keys: two or three milliseconds, and the pause until the next ones. */
const eventsAtATime = 400;
const pauseMs = 10;
/** What waits for the disk already; beyond it keeping waits, too. */
const pendingMost = 2000;

/** Goes up whenever what a key's state or the snapshot's body holds changes its shape, or the plane that spots lie on. */
const shape = 7;

/** Of the shapes and rules: with any other version memory is made anew from the inputs. */
export const memoryVersion = (rules: readonly Rule[]): string =>
  [`shape ${shape}`, ...rules.map(({ id, version }) => `${id} ${version}`)].join(', ');

/** With so many to hear again and the last round not on disk yet, whoever tells is made to wait for the disk. */
export const heardAgainMost = 50_000;

/** Of an ordinary event on the wire: what was refused or had been heard before is taken apart again, too. */
const eventBytes = 300;

/** What it is to hear an arrival again, in events. */
export const weightOf = ({ arrival, keyed }: Pick<Settled, 'arrival' | 'keyed'>): number =>
  1 + Math.max(keyed.length, Math.floor(('payload' in arrival ? arrival.payload.length : 0) / eventBytes));

/** What a restart needs besides the keys; plain. `heard` is a `Heard` of the same moment, serialised. */
export interface Besides {
  readonly counts: Record<'arrivals' | 'events' | 'duplicates' | 'refused' | 'strangers' | 'transitions', number>;
  readonly agents: AgentRow[];
  readonly heard: Uint8Array;
}

export interface Heard {
  readonly registry: RegistryMemory;
  readonly witnessed: Witnessed;
  readonly passed: Sieve['passed'];
}

/** `body` is there once all that was heard before its position has been told, too; `isKept` once all keys of the round are. */
interface Round {
  readonly position: number;
  readonly heard: number;
  body: Uint8Array | undefined;
  isKept: boolean;
}

export interface SnapshotParts {
  readonly journal: Journal<KeyState>;
  readonly line: Line;
  readonly engine: FoldEngine;
  readonly registry: Registry;
  readonly telling: Telling;
  readonly view: LiveView;
  readonly clock: Clock;
}

export class Snapshots {
  readonly #parts: SnapshotParts;
  #last: { position: number; at: number };
  #round: Round | undefined;
  /** Events heard, before which no restart begins: now, when the last round began, and by the last snapshot on disk. */
  #heard: number;
  #begunAt = 0;
  #safeAt = 0;
  /** Keys that are left of the round under way. */
  #left = 0;
  #room: PromiseWithResolvers<void> | undefined;

  /** @param heardAgain events that this restart heard again, and so would the next one */
  constructor(parts: SnapshotParts, heardAgain = 0) {
    this.#parts = parts;
    this.#last = { position: parts.line.number, at: parts.clock.now() };
    this.#heard = heardAgain;
  }

  /**
   * An arrival of so many events was heard, and will be written before what is kept now. Who tells pays for what is kept:
   * when keeping cannot follow, the line is slower, for else what a restart must hear again would grow without a bound.
   * @param waits it goes to the disk with others, and so does what is kept now
   */
  heard(events: number, waits = false): void {
    this.#heard += events;
    if (this.#round === undefined) this.#beginIfDue(this.#parts.clock.now());
    const until = this.#begunAt + roundEvents - this.#heard + events;
    this.#keep(0, Math.ceil((this.#left * events) / Math.max(events, until)), waits);
  }

  /** Undefined while more may be heard; else a promise of it. */
  room(): Promise<void> | undefined {
    if (this.#heard - this.#safeAt < heardAgainMost) return undefined;
    this.#room ??= Promise.withResolvers<void>();
    return this.#room.promise;
  }

  /** Calls itself regularly. @returns stops it */
  run(): () => void {
    const { clock } = this.#parts;
    return clock.every(pauseMs, () => this.#step(clock.now()));
  }

  /** All at once: at a stop nobody waits. The journal, closing, waits for it. */
  finish(): void {
    // Of a round under way the rest first: it knows nothing of those that were folded since it began.
    this.#keep(Infinity);
    this.#round = this.#begin();
    this.#keep(Infinity);
  }

  #step(now: number): void {
    if (this.#parts.journal.pending > pendingMost) return;
    if (this.#round === undefined) this.#beginIfDue(now);
    else this.#keep(eventsAtATime);
  }

  #beginIfDue(now: number): void {
    const arrived = this.#parts.line.number - this.#last.position;
    if (this.#heard - this.#begunAt < dueEvents && (arrived === 0 || now - this.#last.at < dueMs)) return;
    this.#last = { position: this.#parts.line.number, at: now };
    this.#begunAt = this.#heard;
    this.#round = this.#begin();
    this.#keep(0);
  }

  /** What is not a key's is taken at once, at the round's beginning: keys kept later stand at later arrivals. */
  #begin(): Round {
    const { line, engine, registry, telling, view, journal } = this.#parts;
    const heard: Heard = { registry: registry.memory(), witnessed: engine.witnessed, passed: line.sieve.passed };
    const at = serialize(heard);
    const round: Round = { position: line.number, heard: this.#heard, body: undefined, isKept: false };
    // What is counted when it is told stands at the same arrival then, and not yet now.
    journal.write({}, () => {
      const besides: Besides = { counts: telling.counts, agents: view.agents(), heard: at };
      round.body = serialize(besides);
      this.#endIfWhole(round);
    });
    return round;
  }

  #keep(most: number, keysLeast = 1, waits = false): void {
    const round = this.#round;
    if (round === undefined || round.isKept) return;
    this.#left = this.#parts.engine.keepSome(most, keysLeast);
    this.#parts.journal.write({}, () => {}, waits);
    round.isKept = this.#left === 0;
    this.#endIfWhole(round);
  }

  #endIfWhole(round: Round): void {
    const { position, heard, body, isKept } = round;
    if (!isKept || body === undefined) return;
    if (this.#round === round) this.#round = undefined;
    this.#parts.journal.write({ snapshot: { version: memoryVersion(folds), position, body } }, () => {
      this.#safeAt = heard;
      if (this.room() !== undefined) return;
      this.#room?.resolve();
      this.#room = undefined;
    });
  }
}
