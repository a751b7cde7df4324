// What of the keys' stories no longer lies in memory: blocks of events with the state before each, found by key and time.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { serialize } from 'node:v8';
import type { KeyEvent } from '../flow.ts';
import { packed, unpacked } from './packed.ts';

/** A run of a key's events in order; `first` is the time of its first. Blocks of a key do not overlap, nor share a moment. */
export interface StoredBlock<S> {
  readonly first: number;
  /** The state before its first event. */
  readonly base: S;
  readonly events: readonly KeyEvent[];
}

/** A tick that came though some of its witnesses were silent: it is put again once they have told that far. */
export interface SilentTick {
  readonly rule: number;
  readonly at: number;
  readonly silent: readonly string[];
}

/** Where a key stands: what a restart begins with, before it hears again what came after `position`. */
export interface StoredKey<S> {
  readonly key: string;
  /** Number of the last arrival whose events are in `state`. */
  readonly position: number;
  readonly state: S;
  /** No event of it is newer, ms. */
  readonly newest: number;
  /** Silent ticks in `state`, the eldest first. */
  readonly given?: readonly SilentTick[];
  /** It wishes to be woken, or is to be told again: a restart must know it from the start. */
  readonly waits: boolean;
}

/** Reads see what was put before, whether or not it is on disk already. What one arrival puts is committed with it. */
export interface Chain<S> {
  put(key: string, block: StoredBlock<S>): void;
  remove(key: string, first: number): void;
  /** The newest block that begins at or before `time`, else the oldest one; of those that begin before `until`. */
  covering(key: string, time: number, until?: number): StoredBlock<S> | undefined;
  /** The first block that begins after `first`, and the last that begins before it. */
  after(key: string, first: number): StoredBlock<S> | undefined;
  before(key: string, first: number): StoredBlock<S> | undefined;
  /** Blocks that end before `edge` are not needed any more. */
  forgetBefore(key: string, edge: number): void;
  keep(key: StoredKey<S>): void;
}

/** What the writer is to do; in order. */
export type ChainOp =
  | { readonly op: 'put'; readonly key: string; readonly first: number; readonly body: Uint8Array }
  | { readonly op: 'remove'; readonly key: string; readonly first: number }
  | { readonly op: 'forget'; readonly key: string; readonly edge: number }
  | {
      readonly op: 'keep';
      readonly key: string;
      readonly position: number;
      readonly body: Uint8Array;
      readonly waits: boolean;
    };

/** Not on disk yet; without a block: removed. `op` counts all operations ever. */
interface Fresh<S> {
  readonly op: number;
  readonly block: StoredBlock<S> | undefined;
}

export class ChainStore<S> implements Chain<S> {
  #ops: ChainOp[] = [];
  #op = 0;
  #fresh = new Map<string, Map<number, Fresh<S>>>();
  #undurable: { readonly op: number; readonly key: string; readonly first: number }[] = [];
  readonly #back: StatementSync;
  readonly #forth: StatementSync;
  readonly #body: StatementSync;

  constructor(db: DatabaseSync) {
    const at = 'SELECT first, row FROM chain_at WHERE key = ? AND';
    this.#back = db.prepare(`${at} first <= ? ORDER BY first DESC LIMIT ?`);
    this.#forth = db.prepare(`${at} first > ? ORDER BY first LIMIT ?`);
    this.#body = db.prepare('SELECT body FROM chain WHERE id = ?');
  }

  put(key: string, block: StoredBlock<S>): void {
    const { first, base, events } = block;
    this.#do({ op: 'put', key, first, body: packed(base, events) }, block);
  }

  remove(key: string, first: number): void {
    this.#do({ op: 'remove', key, first }, undefined);
  }

  covering(key: string, time: number, until = Infinity): StoredBlock<S> | undefined {
    const found = this.#find(key, Math.min(time, before(until)), -1);
    if (found !== undefined) return found;
    const oldest = this.#find(key, -Infinity, 1);
    return oldest !== undefined && oldest.first < until ? oldest : undefined;
  }

  after(key: string, first: number): StoredBlock<S> | undefined {
    return this.#find(key, first, 1);
  }

  before(key: string, first: number): StoredBlock<S> | undefined {
    return this.#find(key, before(first), -1);
  }

  forgetBefore(key: string, edge: number): void {
    this.#push({ op: 'forget', key, edge });
  }

  keep({ key, position, state, newest, given = [], waits }: StoredKey<S>): void {
    this.#push({ op: 'keep', key, position, body: serialize([state, newest, given]), waits });
  }

  /** What was put since it was taken last, for the commit; `upTo` is to be told when it is durable. */
  take(): { ops: readonly ChainOp[]; upTo: number } {
    const ops = this.#ops;
    if (ops.length > 0) this.#ops = [];
    return { ops, upTo: this.#op };
  }

  durable(upTo: number): void {
    let done = 0;
    for (const { op, key, first } of this.#undurable) {
      if (op > upTo) break;
      done += 1;
      const fresh = this.#fresh.get(key);
      if (fresh?.get(first)?.op === op) fresh.delete(first);
      if (fresh?.size === 0) this.#fresh.delete(key);
    }
    this.#undurable.splice(0, done);
  }

  #do(op: Extract<ChainOp, { first: number }>, block: StoredBlock<S> | undefined): void {
    this.#push(op);
    const fresh = this.#fresh.get(op.key) ?? new Map<number, Fresh<S>>();
    fresh.set(op.first, { op: this.#op, block });
    this.#fresh.set(op.key, fresh);
    this.#undurable.push({ op: this.#op, key: op.key, first: op.first });
  }

  #push(op: ChainOp): void {
    this.#op += 1;
    this.#ops.push(op);
  }

  /** The nearest block from a time on, back (that time included) or forth (excluded). */
  #find(key: string, from: number, way: 1 | -1): StoredBlock<S> | undefined {
    const fresh = this.#fresh.get(key);
    const stored = this.#stored(key, from, way, fresh);
    let best: StoredBlock<S> | undefined;
    for (const { block } of fresh?.values() ?? []) {
      if (block === undefined || (way === 1 ? block.first <= from : block.first > from)) continue;
      if (best === undefined || (block.first - best.first) * way < 0) best = block;
    }
    if (stored === undefined || (best !== undefined && (best.first - stored.first) * way < 0)) return best;
    return this.#read(stored);
  }

  /** Of those on disk the nearest that nothing fresh stands in for. */
  #stored(key: string, from: number, way: 1 | -1, fresh: ReadonlyMap<number, unknown> | undefined) {
    const at = Number.isFinite(from) ? from : way * -Number.MAX_SAFE_INTEGER;
    const rows = (way === 1 ? this.#forth : this.#back).all(key, at, 1 + (fresh?.size ?? 0));
    const found = rows.find(({ first }) => fresh?.has(first as number) !== true);
    return found as { first: number; row: number } | undefined;
  }

  #read({ first, row }: { first: number; row: number }): StoredBlock<S> {
    const { body } = this.#body.get(row) as { body: Uint8Array };
    const [base, events] = unpacked<S>(body);
    return { first, base, events };
  }
}

/** The last moment before a time; times are whole milliseconds. */
const before = (time: number): number => time - 1;

/** Does what was asked of the chain and of kept keys, in order. */
export function chainWriting(db: DatabaseSync): (op: ChainOp) => void {
  const putBlock = db.prepare('INSERT INTO chain (body) VALUES (?)');
  const dropBlock = db.prepare('DELETE FROM chain WHERE id = ?');
  const rowAt = db.prepare('SELECT row FROM chain_at WHERE key = ? AND first = ?');
  const putAt = db.prepare('INSERT OR REPLACE INTO chain_at VALUES (?, ?, ?)');
  const dropAt = db.prepare('DELETE FROM chain_at WHERE key = ? AND first = ?');
  const covering = db.prepare('SELECT max(first) AS first FROM chain_at WHERE key = ? AND first <= ?');
  const olderThan = db.prepare('SELECT first, row FROM chain_at WHERE key = ? AND first < ?');
  const putKept = db.prepare('INSERT OR REPLACE INTO kept (key, position, body, waits) VALUES (?, ?, ?, ?)');

  /** A block's body goes to the end of its table, and its older self, if there is one, goes. */
  function link(op: ChainOp): void {
    if (op.op === 'keep') putKept.run(op.key, op.position, op.body, Number(op.waits));
    else if (op.op === 'forget') forget(op.key, op.edge);
    else {
      unlink(op.key, op.first);
      if (op.op === 'put') putAt.run(op.key, op.first, putBlock.run(op.body).lastInsertRowid);
    }
  }

  function unlink(key: string, first: number): void {
    const known = rowAt.get(key, first);
    if (known === undefined) return;
    dropBlock.run(known['row'] as number);
    dropAt.run(key, first);
  }

  /** The block that reaches over the edge stays. */
  function forget(key: string, edge: number): void {
    const { first } = covering.get(key, edge) as { first: number | null };
    if (first === null) return;
    for (const old of olderThan.all(key, first)) {
      dropBlock.run(old['row'] as number);
      dropAt.run(key, old['first'] as number);
    }
  }

  return link;
}
