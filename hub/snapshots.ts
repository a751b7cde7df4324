// Keeps memory on disk, a little at a time, so that a restart need not hear everything again. The line never waits for it.
import { serialize } from 'node:v8';
import type { Clock } from './clock.ts';
import type { AgentRow } from './contracts/socket.ts';
import type { Sieve } from './ingest/sieve.ts';
import type { Journal } from './journal/journal.ts';
import type { Line } from './line.ts';
import type { LiveView } from './push/live-view.ts';
import type { Registry, RegistryMemory } from './registry/registry.ts';
import type { FoldEngine } from './rules/fold-engine.ts';
import type { KeyState } from './rules/key-state.ts';
import type { Rule } from './rules/rule.ts';
import { rulebook } from './rules/rulebook.ts';
import type { Witnessed } from './rules/wishes.ts';
import type { Telling } from './telling.ts';

/** A round is due after so many arrivals or so long, whichever comes first. */
const dueArrivals = 20_000;
const dueMs = 10_000;
/** Events kept at a time, with their keys: two or three milliseconds, and the pause until the next ones. */
const eventsAtATime = 400;
const pauseMs = 10;
/** What waits for the disk already; beyond it keeping waits, too. */
const pendingMost = 2000;

/** Goes up whenever what a key's state or the snapshot's body holds changes its shape. */
const shape = 4;

/** Of the shapes and rules: with any other version memory is made anew from the inputs. */
export const memoryVersion = (rules: readonly Rule[]): string =>
  [`shape ${shape}`, ...rules.map(({ id, version }) => `${id} ${version}`)].join(', ');

/** What a restart needs besides the keys; plain. */
export interface Besides {
  readonly registry: RegistryMemory;
  readonly counts: Record<'arrivals' | 'events' | 'duplicates' | 'refused' | 'strangers' | 'transitions', number>;
  readonly witnessed: Witnessed;
  readonly passed: Sieve['passed'];
  readonly agents: AgentRow[];
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
  #round: { position: number; body: Uint8Array } | undefined;

  constructor(parts: SnapshotParts) {
    this.#parts = parts;
    this.#last = { position: parts.line.number, at: parts.clock.now() };
  }

  /** Calls itself regularly. @returns stops it */
  run(): () => void {
    const { clock } = this.#parts;
    return clock.every(pauseMs, () => this.#step(clock.now()));
  }

  /** All at once: at a stop nobody waits. */
  finish(): void {
    this.#round ??= this.#begin();
    this.#keep(Infinity);
  }

  #step(now: number): void {
    if (this.#parts.journal.pending > pendingMost) return;
    if (this.#round === undefined) this.#beginIfDue(now);
    else this.#keep(eventsAtATime);
  }

  #beginIfDue(now: number): void {
    const arrived = this.#parts.line.number - this.#last.position;
    if (arrived === 0 || (arrived < dueArrivals && now - this.#last.at < dueMs)) return;
    this.#last = { position: this.#parts.line.number, at: now };
    this.#round = this.#begin();
  }

  /** What is not a key's is taken at once, at the round's beginning: keys kept later stand at later arrivals. */
  #begin() {
    const { line, engine, registry, telling, view } = this.#parts;
    const { witnessed } = engine;
    const { passed } = line.sieve;
    const besides: Besides = {
      ...{ registry: registry.memory(), counts: telling.counts, witnessed, passed, agents: view.agents() },
    };
    return { position: line.number, body: serialize(besides) };
  }

  #keep(most: number): void {
    const left = this.#parts.engine.keepSome(most);
    const round = this.#round;
    const whole = left === 0 && round !== undefined;
    this.#parts.journal.write(whole ? { snapshot: { version: memoryVersion(rulebook), ...round } } : {});
    if (whole) this.#round = undefined;
  }
}
