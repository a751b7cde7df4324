// What an agent keeps on disk until the hub says it is on disk there: numbered per class, committed in groups, bounded.
import { randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type EventClass, eventClasses } from '../hub/contracts/ids.ts';
import type { Observed } from './adapter.ts';
import { now as wallClock } from './clock.ts';
import { bothLost, classOf, gapOf, type Loss } from './loss.ts';
import { type Account, type Accounts, accountsOf, forget } from './spool-accounts.ts';
import { isDiskTrouble, isFailedSync, isFull, openSpoolFile, Reserve } from './spool-file.ts';
import {
  besides,
  costOf,
  declarationMost,
  goesFirst,
  goingAtATime,
  reservedRoom,
  roomLeast,
  type SpoolLimits,
  spoolLimits,
} from './spool-limits.ts';
import { hubTimeOf, type Kept, type Stamped } from './stamped.ts';

export class Spool {
  /** Told when the disk failed to sync: nothing may be kept or promised by this spool any more; one that is opened anew may. */
  onFailedSync: (error: Error) => void = () => {};
  #epoch: string;
  readonly #newEpoch: () => string;
  readonly #db: DatabaseSync;
  readonly #put: StatementSync;
  readonly #read: StatementSync;
  readonly #drop: StatementSync;
  readonly #meta: StatementSync;
  readonly #oldest: StatementSync;
  readonly #firstYoung: StatementSync;
  readonly #cost: StatementSync;
  readonly #limits: SpoolLimits;
  readonly #now: () => number;
  /** As it is on disk. */
  #accounts: Accounts;
  readonly #reserve: Reserve;
  /** Bytes it may hold by now: less than its bound while the disk is full. */
  #most: number;

  /** A new file is a new epoch, named anew: its sequences start at 1. @throws Error in one sentence when another agent has it open */
  constructor(path: string, limits = spoolLimits, now = wallClock, newEpoch = () => randomBytes(8).toString('hex')) {
    const db = openSpoolFile(path, now());
    this.#db = db;
    this.#limits = limits;
    this.#now = now;
    this.#put = db.prepare('INSERT INTO kept (class, seq, time, body, at) VALUES (?, ?, ?, ?, ?)');
    this.#read = db.prepare('SELECT seq, body FROM kept WHERE class = ? AND seq > ? ORDER BY seq LIMIT ?');
    this.#drop = db.prepare('DELETE FROM kept WHERE class = ? AND seq <= ?');
    this.#meta = db.prepare('INSERT OR REPLACE INTO spool VALUES (?, ?)');
    this.#oldest = db.prepare('SELECT min(time) AS time FROM kept');
    this.#firstYoung = db.prepare('SELECT seq FROM kept WHERE class = ? AND at >= ? ORDER BY seq LIMIT 1');
    this.#cost = db.prepare(
      `SELECT total(octet_length(body) + ${besides}) AS cost FROM kept WHERE class = ? AND seq <= ?`,
    );
    this.#newEpoch = newEpoch;
    this.#epoch = this.#get('epoch') ?? newEpoch();
    const costUpTo = (cls: EventClass, seq: number) => this.#costUpTo(cls, seq);
    this.#accounts = accountsOf((name) => this.#get(name), costUpTo);
    this.#reserve = new Reserve(path);
    this.#most = this.#reserve.take() ? limits.bytes : Math.min(limits.bytes, Math.max(this.#held, reservedRoom));
    this.#within((accounts) => {
      this.#meta.run('epoch', this.#epoch);
      this.#bound(accounts);
    });
  }

  get epoch(): string {
    return this.#epoch;
  }

  /**
   * Another epoch for all that is held and comes, for under this one the same sequences were given to something else: the
   * file was set back, or is a copy. They go on where they are. @returns whether the disk took it
   */
  renew(): boolean {
    const epoch = this.#newEpoch();
    if (!this.#try(() => this.#meta.run('epoch', epoch))) return false;
    this.#epoch = epoch;
    return true;
  }

  /** How many lives of the connection this spool has seen; each birth takes the next. */
  nextConnection(): number {
    const next = Number(this.#get('connection') ?? 0) + 1;
    this.#within(() => this.#meta.run('connection', String(next)));
    return next;
  }

  /**
   * Numbers and keeps a group; it is on disk when this returns. Beyond the bounds the oldest is let go of, routine first,
   * and a disk that is full is a bound, too. @param unkept what was lost before it came here
   * @throws Error when the disk takes nothing (isDiskTrouble): then all is as it was before
   */
  keep(group: readonly Stamped[], unkept: readonly Loss[] = []): void {
    const bodies = group.map((observed) => JSON.stringify(observed));
    const bytes = bodies.reduce((sum, body) => sum + costOf(body), 0);
    this.#within((accounts) => {
      for (const loss of unkept) accounts[loss.class].lost = bothLost(accounts[loss.class].lost, loss);
      for (const [i, observed] of group.entries()) this.#number(accounts, observed, bodies[i] as string);
      this.#bound(accounts);
    }, bytes);
  }

  /** What was let go of becomes an urgent observation of the agent; what goes meanwhile waits until that one is acked. */
  declare(agent: string, stamped: (gap: Observed) => Stamped = (gap) => gap): void {
    const isDue = ({ lost, declaredAt }: Account) => lost !== undefined && declaredAt <= this.#accounts.urgent.gone;
    if (!eventClasses.some((cls) => isDue(this.#accounts[cls]))) return;
    this.#try((accounts) => {
      // What makes room for the declarations is declared by them.
      this.#bound(accounts, eventClasses.length * declarationMost);
      for (const cls of eventClasses) {
        const account = accounts[cls];
        if (account.lost === undefined || !isDue(account)) continue;
        const gap = stamped(gapOf(agent, account.lost, this.#now()));
        this.#number(accounts, gap, JSON.stringify(gap));
        account.lost = undefined;
        account.declaredAt = accounts.urgent.last;
      }
      this.#bound(accounts);
    });
  }

  /** Lets go of what has become too old. */
  expire(): void {
    if (eventClasses.some((cls) => this.#agedUpTo(this.#accounts, cls) > this.#accounts[cls].gone))
      this.#try((accounts) => this.#bound(accounts));
  }

  /** What is held of a class beyond `seq`, oldest first, gapless. */
  after(cls: EventClass, seq: number, limit: number): Kept[] {
    return this.#read.all(cls, seq, limit).map((row) => {
      return { seq: row['seq'] as number, observed: JSON.parse(row['body'] as string) as Stamped };
    });
  }

  /** The hub has everything up to `seq` on disk. Never beyond what was numbered here; a disk in trouble hears it with the next ack. */
  acked(cls: EventClass, seq: number): void {
    if (seq <= this.#accounts[cls].gone || seq > this.#accounts[cls].last) return;
    this.#try((accounts) => {
      accounts[cls].bytes -= this.#costUpTo(cls, seq);
      this.#drop.run(cls, seq);
      accounts[cls].gone = seq;
    });
    if (this.#most < this.#limits.bytes && this.#held < this.#most / 2 && this.#reserve.take())
      this.#most = this.#limits.bytes;
  }

  /** Nothing up to here is held any more: it was acked, or let go of. */
  goneUpTo(cls: EventClass): number {
    return this.#accounts[cls].gone;
  }

  /** The last sequence that was given out. */
  lastOf(cls: EventClass): number {
    return this.#accounts[cls].last;
  }

  /** Records held. */
  get pending(): number {
    const { urgent, routine } = this.#accounts;
    return urgent.last - urgent.gone + routine.last - routine.gone;
  }

  /** How much of its bytes is taken, 0 to 1: who can wait should before it is full. */
  get fullness(): number {
    return this.#held / this.#most;
  }

  /** The event time of the oldest record held, as the hub will take it: `upTo` must not pass it. */
  oldest(): number | undefined {
    const { time } = this.#oldest.get() as { time: number | null };
    return time ?? undefined;
  }

  close(): void {
    this.#db.close();
  }

  #number(accounts: Accounts, observed: Stamped, body: string): void {
    const cls = classOf(observed);
    accounts[cls].last += 1;
    accounts[cls].bytes += costOf(body);
    this.#put.run(cls, accounts[cls].last, hubTimeOf(observed), body, this.#now());
  }

  /** @param more bytes that are about to come */
  #bound(accounts: Accounts, more = 0): void {
    for (const cls of goesFirst) {
      const aged = this.#agedUpTo(accounts, cls);
      while (accounts[cls].gone < aged) this.#letGo(accounts, cls, Infinity, aged);
    }
    this.#makeRoom(accounts, accounts.urgent.bytes + accounts.routine.bytes + more - this.#most);
  }

  /** So many bytes are let go of, or all there are. */
  #makeRoom(accounts: Accounts, bytes: number): void {
    let left = bytes;
    for (const cls of goesFirst)
      while (left > 0 && accounts[cls].gone < accounts[cls].last) left -= this.#letGo(accounts, cls, left);
  }

  /** The oldest go that make up so many bytes, some at a time. @returns the bytes of those that went */
  #letGo(accounts: Accounts, cls: EventClass, bytes: number, upTo = Infinity): number {
    const account = accounts[cls];
    let freed = 0;
    for (const { seq, body } of this.#read.iterate(cls, account.gone, goingAtATime)) {
      if (freed >= bytes || (seq as number) > upTo) break;
      freed += costOf(body as string);
      account.gone = seq as number;
      forget(accounts, JSON.parse(body as string) as Stamped, seq as number);
    }
    // There is no such thing, unless somebody else had a hand in the file: it must not be waited for.
    if (freed === 0) account.gone = account.last;
    this.#drop.run(cls, account.gone);
    account.bytes -= freed;
    return freed;
  }

  /** Up to which sequence, from the oldest on, everything was kept too long ago. */
  #agedUpTo(accounts: Accounts, cls: EventClass): number {
    const young = this.#firstYoung.get(cls, this.#now() - this.#limits.ageMs);
    return young === undefined ? accounts[cls].last : (young['seq'] as number) - 1;
  }

  #costUpTo(cls: EventClass, seq: number): number {
    return (this.#cost.get(cls, seq) as { cost: number }).cost;
  }

  get #held(): number {
    return this.#accounts.urgent.bytes + this.#accounts.routine.bytes;
  }

  /** On a disk that is full the reserve is given: what it took is room, first of all, and from then on as much goes as comes. */
  #within(change: (accounts: Accounts) => void, bytes = 0): void {
    try {
      this.#commit(change);
    } catch (error) {
      if (!isFull(error)) throw error;
      this.#reserve.give();
      const some = Math.max(bytes, roomLeast, this.#held - Math.max(roomLeast, 2 * bytes));
      if (this.#took(change, Math.max(reservedRoom, this.#held + bytes))) return;
      if (!this.#took(change, some)) throw error;
    }
  }

  /** @returns false when the disk is full even so, and then all is as it was before. @param most bytes it may hold from now on */
  #took(change: (accounts: Accounts) => void, most: number): boolean {
    const before = this.#most;
    try {
      this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      this.#most = Math.min(before, most);
      this.#commit(change);
      return true;
    } catch (error) {
      this.#most = before;
      if (isFull(error)) return false;
      throw error;
    }
  }

  /** All of a change or nothing of it; the accounts are those on disk, whatever happens. */
  #commit(change: (accounts: Accounts) => void): void {
    const accounts = { urgent: { ...this.#accounts.urgent }, routine: { ...this.#accounts.routine } };
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      change(accounts);
      this.#meta.run('accounts', JSON.stringify(accounts));
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      if (isFailedSync(error)) this.onFailedSync(error as Error);
      throw error;
    }
    this.#accounts = accounts;
  }

  /** Where the disk is in trouble nothing changes, and it is tried again by whoever comes next. */
  #try(change: (accounts: Accounts) => void): boolean {
    try {
      this.#within(change);
      return true;
    } catch (error) {
      if (!isDiskTrouble(error)) throw error;
      return false;
    }
  }

  #get(name: string): string | undefined {
    const row = this.#db.prepare('SELECT value FROM spool WHERE name = ?').get(name) as { value: string } | undefined;
    return row?.value;
  }
}
