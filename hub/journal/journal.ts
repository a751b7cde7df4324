// The append-only truth, as the line sees it: write what belongs together, be told when it is on disk, replay it.

import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { deserialize } from 'node:v8';
import type { Alert } from '../contracts/alert.ts';
import type { Audited } from '../contracts/status.ts';
import type { Arrival, Transition } from '../flow.ts';
import type { KeptIdentity } from '../identity/kept.ts';
import { ActedStore } from './acted-store.ts';
import { AlertStore } from './alert-store.ts';
import { arrivalOf } from './arrival-row.ts';
import { ChainStore } from './chain.ts';
import type { Entry, FromWriter, Snapshot } from './entry.ts';
import { EpcisStore } from './epcis-store.ts';
import { KeptKeys } from './kept-keys.ts';
import { locked } from './lock.ts';
import { isNamed, pictureName } from './naming.ts';
import { OutboxStore } from './outbox-store.ts';
import { QuarantineStore } from './quarantine-store.ts';
import { type Retained, retainedIn } from './retained.ts';
import { keepPrivate, prepare } from './schema.ts';
import { keptIdentity } from './session-store.ts';
import { TrustStore } from './trust-store.ts';
import { type Writer, type WriterOf, writerThread } from './writer-thread.ts';

export interface JournalEvents {
  /** The disk is full (true) or has room again (false); pending groups are kept and tried again. */
  onFull(full: boolean): void;
  onFault(says: string): void;
}

/** At most two groups under way: one being synced, one being handed over. No linger: the next leaves when one returns. */
const groupsMax = 2;
const groupEntriesMax = 1000;
/** Entries that wait for others at a time. */
const waitingMost = 32;
/** Entries not yet durable beyond which a broker that can wait is made to. */
const pendingMax = 10_000;

/** `S` is the state of a key, which the journal keeps and never looks into. */
export class Journal<S> {
  readonly id: string;
  readonly chain: ChainStore<S>;
  /** Every key as it was kept last, no earlier than the snapshot. */
  readonly kept: KeptKeys<S>;
  readonly epcis: EpcisStore;
  readonly outbox: OutboxStore;
  readonly trust: TrustStore;
  readonly acted: ActedStore;
  readonly quarantine: QuarantineStore;
  /** Alerts by whether somebody has still to see to them. */
  readonly alerts: AlertStore;
  readonly #lock: DatabaseSync;
  readonly #db: DatabaseSync;
  readonly #alertById: StatementSync;
  readonly #alertsOf: StatementSync;
  readonly #writer: Writer;
  readonly #events: JournalEvents;
  #waiting: { entry: Entry; done: () => void }[] = [];
  #groups = new Map<number, (() => void)[]>();
  #group = 0;
  #written = 0;
  #full = false;
  #drained: PromiseWithResolvers<void> | undefined;
  #room: PromiseWithResolvers<void> | undefined;

  /** @throws StartError when another hub uses the folder, or a newer one wrote it */
  constructor(folder: string, { reset }: { reset: boolean }, events: JournalEvents, writerOf: WriterOf = writerThread) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#lock = locked(folder);
    const path = join(folder, 'journal.sqlite');
    if (reset) for (const part of ['', '-wal', '-shm']) rmSync(path + part, { force: true });
    keepPrivate(path);
    this.#db = new DatabaseSync(path);
    prepare(this.#db);
    const put = this.#db.prepare("INSERT OR IGNORE INTO meta VALUES ('journal', ?)");
    put.run(randomBytes(8).toString('hex'));
    const row = this.#db.prepare("SELECT value FROM meta WHERE name = 'journal'").get() as { value: string };
    this.id = row.value;
    this.#alertById = this.#db.prepare('SELECT body FROM alert WHERE id = ?');
    this.#alertsOf = this.#db.prepare('SELECT body FROM alert WHERE of = ? ORDER BY seq');
    this.chain = new ChainStore(this.#db);
    this.kept = new KeptKeys(this.#db);
    this.epcis = new EpcisStore(this.#db);
    this.outbox = new OutboxStore(this.#db);
    this.trust = new TrustStore(this.#db);
    this.acted = new ActedStore(this.#db);
    this.quarantine = new QuarantineStore(this.#db);
    this.alerts = new AlertStore(this.#db);
    this.#events = events;
    this.#writer = writerOf(path, { onMessage: (message) => this.#told(message), onFault: events.onFault });
  }

  /** Entries accepted and not yet durable: the hub's own queue, bounded by what agents may have unacked. */
  get pending(): number {
    let handed = 0;
    for (const dones of this.#groups.values()) handed += dones.length;
    return handed + this.#waiting.length;
  }

  /** Groups that were written since the start. */
  get written(): number {
    return this.#written;
  }

  /** Undefined while there is room for more; else a promise of it. */
  room(): Promise<void> | undefined {
    if (this.pending < pendingMax) return undefined;
    this.#room ??= Promise.withResolvers<void>();
    return this.#room.promise;
  }

  /**
   * `done` runs after the group that carries the entry is on disk, in the order of writing.
   * @param waits others come right after, to be written with it; whoever says so says `send` when none does
   */
  write(entry: Entry, done: () => void = () => {}, waits = false): void {
    const { ops, upTo } = this.chain.take();
    const whole = ops.length > 0 ? { ...entry, chain: ops } : entry;
    const durable = (): void => {
      this.chain.durable(upTo);
      done();
    };
    this.#waiting.push({ entry: whole, done: durable });
    if (!waits || this.#waiting.length >= waitingMost) this.send();
  }

  /**
   * Inputs after the given number, oldest first, with their numbers: there are gaps where retention let some go. One at a time: a
   * statement that was open in between would hold this connection to what the disk held when it began, and what the folds
   * of a replay put into the chain meanwhile would not be found again.
   */
  *inputs(after = 0): Generator<readonly [number: number, arrival: Arrival]> {
    const next = this.#db.prepare('SELECT * FROM input WHERE id > ? ORDER BY id LIMIT 1');
    for (let row = next.get(after); row !== undefined; row = next.get(row['id'] as number))
      yield [row['id'] as number, arrivalOf(row)];
  }

  /** The input of a number, if it is kept. */
  input(number: number): Arrival | undefined {
    const row = this.#db.prepare('SELECT * FROM input WHERE id = ?').get(number);
    return row === undefined ? undefined : arrivalOf(row);
  }

  /** Inputs with their numbers, oldest first, at most so many. */
  inputsPage(after: number, most: number): [number: number, arrival: Arrival][] {
    const rows = this.#db.prepare('SELECT * FROM input WHERE id > ? ORDER BY id LIMIT ?').all(after, most);
    return rows.map((row) => [row['id'] as number, arrivalOf(row)]);
  }

  /** Where a follower stood when it told so last. */
  cursor(name: string): unknown {
    const row = this.#db.prepare('SELECT body FROM cursor WHERE name = ?').get(name);
    return row === undefined ? undefined : JSON.parse(row['body'] as string);
  }

  /** The last snapshot, if these rules made it; else what is kept of other ones is let go, and everything is heard again. */
  snapshot(version: string): Snapshot | undefined {
    const row = this.#db.prepare('SELECT * FROM snapshot').get();
    if (row !== undefined && row['version'] === version)
      return { version, position: row['position'] as number, body: deserialize(row['body'] as Uint8Array) };
    this.#db.exec('DELETE FROM chain; DELETE FROM chain_at; DELETE FROM kept; DELETE FROM snapshot');
    return undefined;
  }

  identity(): KeptIdentity {
    return keptIdentity(this.#db);
  }

  /** The newest first, of those with a smaller number: all, or what was done about one alert. */
  audit(limit: number, before = Number.MAX_SAFE_INTEGER, alert?: string): Audited[] {
    const columns = 'id, at, who, what, outcome, detail';
    // What is about an alert begins with its id, and goes on after a semicolon: `<` is the sign behind it.
    const [about, of] = alert === undefined ? ['', []] : ['AND detail >= ? AND detail < ?', [alert, `${alert}<`]];
    const rows = this.#db.prepare(`SELECT ${columns} FROM audit WHERE id < ? ${about} ORDER BY id DESC LIMIT ?`);
    return rows.all(before, ...of, limit) as unknown as Audited[];
  }

  /** Sequence of the last transition told. */
  get seq(): number {
    const row = this.#db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM transition').get() as { seq: number };
    return row.seq;
  }

  /** Receipt of the last input, ms; 0 without any. */
  lastReceived(): number {
    const row = this.#db.prepare('SELECT received FROM input ORDER BY id DESC LIMIT 1').get();
    return (row?.['received'] as number | undefined) ?? 0;
  }

  /** An alert as it was told last. */
  alert(id: string): Alert | undefined {
    const row = this.#alertById.get(id);
    return row === undefined ? undefined : (JSON.parse(row['body'] as string) as Alert);
  }

  /** Alerts of one key and rule as they were told last, the oldest change first. */
  alertsOf(key: string, rule: string): Alert[] {
    return this.#alertsOf.all(`${rule}\n${key}`).map(({ body }) => JSON.parse(body as string) as Alert);
  }

  /** Transitions after `seq`, oldest first, each with the alert as it then was. */
  transitionsAfter(seq: number, limit: number): Transition[] {
    const rows = this.#db.prepare('SELECT seq, change, body FROM transition WHERE seq > ? ORDER BY seq LIMIT ?');
    return rows.all(seq, limit).map((row) => {
      const { change, body } = row as { change: Transition['change']; body: string };
      return { seq: row['seq'] as number, change, alert: JSON.parse(body) as Alert };
    });
  }

  /** Resolves when everything written is durable: not while the disk is full. */
  drained(): Promise<void> {
    if (this.pending === 0) return Promise.resolve();
    this.#drained ??= Promise.withResolvers<void>();
    return this.#drained.promise;
  }

  /** Number of the arrival the last snapshot stands at; 0 without one. */
  get snapshotAt(): number {
    return (this.#db.prepare('SELECT position FROM snapshot').get()?.['position'] as number | undefined) ?? 0;
  }

  retained(): Retained {
    return retainedIn(this.#db);
  }

  /** Does an alert bear a picture? As far as retention knows, which is some minutes ago. */
  bears(sha256: string): boolean {
    return isNamed(this.#db, pictureName(sha256));
  }

  /** Waits until everything written is durable, then closes. */
  async close(): Promise<void> {
    await this.drained();
    await this.#writer.close();
    this.#db.close();
    this.#lock.close();
  }

  /** The next group leaves, if there is one, and fewer than two are under way. */
  send(): void {
    if (this.#waiting.length === 0 || this.#groups.size >= groupsMax) return;
    const taken = this.#waiting.splice(0, groupEntriesMax);
    this.#group += 1;
    this.#groups.set(
      this.#group,
      taken.map(({ done }) => done),
    );
    this.#writer.write(
      this.#group,
      taken.map(({ entry }) => entry),
    );
  }

  #told(message: FromWriter): void {
    if (message.kind === 'fault') this.#events.onFault(message.says);
    else if (message.kind === 'full') this.#setFull(true);
    else this.#durable(message.group);
  }

  #durable(group: number): void {
    this.#setFull(false);
    this.#written += 1;
    const dones = this.#groups.get(group) ?? [];
    this.#groups.delete(group);
    this.send();
    for (const done of dones) done();
    if (this.pending === 0) this.#drained?.resolve();
    if (this.pending === 0) this.#drained = undefined;
    if (this.pending >= pendingMax) return;
    this.#room?.resolve();
    this.#room = undefined;
  }

  #setFull(full: boolean): void {
    if (this.#full === full) return;
    this.#full = full;
    this.#events.onFull(full);
  }
}
