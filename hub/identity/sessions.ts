// Sessions: who is in, by a random token of which only the hash is kept; on disk too, so that a restart puts nobody out.
import { createHash, randomBytes } from 'node:crypto';

/** One who came in. Times are ms of the hub's clock. */
export interface SessionRow {
  /** Names it for as long as it lasts; no secret. */
  readonly id: string;
  /** SHA-256 of the token, in hex: another after each proof of who they are. */
  readonly hash: string;
  readonly name: string;
  /** Names the account as it was. */
  readonly account: string;
  readonly began: number;
  /** Over then, whatever they do. */
  readonly until: number;
  /** When they were there last. */
  readonly seen: number;
  /** Until when they count as having just proved who they are; 0 without. */
  readonly provedUntil: number;
  /** What the issuer said of them, of those who signed on. */
  readonly said?: string;
}

/** What is to be kept on disk of it. */
export type SessionOp = { readonly op: 'put'; readonly row: SessionRow } | { readonly op: 'end'; readonly id: string };

/** Half a day: longer than any shift. */
export const sessionMs = 12 * 3_600_000;
/** Over when nobody was there for so long; whose page is open is there. */
export const idleMs = 30 * 60_000;
/** So long a proof of who one is counts. */
export const proofMs = 5 * 60_000;
/** How exactly the disk knows when somebody was there last. */
const seenEveryMs = 60_000;
/** Sessions of one person, and of all; the oldest goes. */
const ofOneMost = 16;
const sessionsMost = 10_000;

export type Keep = (ops: readonly SessionOp[]) => Promise<void>;

export class Sessions {
  /** By id, oldest first. */
  readonly #rows = new Map<string, SessionRow>();
  readonly #byHash = new Map<string, string>();
  /** What the disk has as seen, by id. */
  readonly #seenKept = new Map<string, number>();
  readonly #keep: Keep;
  readonly #now: () => number;

  /** @param kept as the disk has them, oldest first */
  constructor(kept: readonly SessionRow[], keep: Keep, now: () => number) {
    this.#keep = keep;
    this.#now = now;
    for (const row of kept) this.#put(row);
  }

  /** Resolves once it is on disk. @returns the token, which is nowhere else */
  async begin(name: string, account: string, said?: string): Promise<string> {
    const [now, token] = [this.#now(), freshToken()];
    const times = { began: now, until: now + sessionMs, seen: now, provedUntil: 0 };
    const row = {
      id: randomBytes(16).toString('hex'),
      hash: hashOf(token),
      name,
      account,
      ...times,
      ...(said !== undefined && { said }),
    };
    const over = this.#over(name);
    for (const id of over) this.#drop(id);
    this.#put(row);
    await this.#keep([...over.map((id) => ({ op: 'end', id }) as const), { op: 'put', row }]);
    return token;
  }

  /** Whoever brings the token is there. Undefined for a token that is none, or is over. */
  of(token: string): SessionRow | undefined {
    const id = this.#byHash.get(hashOf(token));
    return id === undefined ? undefined : this.byId(id);
  }

  /** Whoever is asked for is there: their page is open. */
  byId(id: string): SessionRow | undefined {
    const row = this.#rows.get(id);
    return row !== undefined && this.#isLive(row) ? this.#seen(row) : undefined;
  }

  /** They have proved who they are: the token is another, the old one nobody's. Resolves once it is on disk. */
  async prove(id: string): Promise<{ token: string; row: SessionRow } | undefined> {
    const was = this.#rows.get(id);
    if (was === undefined || !this.#isLive(was)) return undefined;
    const token = freshToken();
    const row = { ...was, hash: hashOf(token), seen: this.#now(), provedUntil: this.#now() + proofMs };
    this.#drop(id);
    this.#put(row);
    await this.#keep([{ op: 'put', row }]);
    return { token, row };
  }

  /** Those that are not over, oldest first. */
  live(): SessionRow[] {
    return [...this.#rows.values()].filter((row) => this.#isLive(row));
  }

  /** Of this token, whoever's it is; resolves once it is on disk. */
  async end(token: string): Promise<void> {
    const hash = hashOf(token);
    await this.endAll((row) => row.hash === hash);
  }

  /** Those of which it is so; resolves once it is on disk. @returns how many */
  async endAll(isOver: (row: SessionRow) => boolean): Promise<number> {
    const over = [...this.#rows.values()].filter(isOver);
    for (const { id } of over) this.#drop(id);
    if (over.length > 0) await this.#keep(over.map(({ id }) => ({ op: 'end', id })));
    return over.length;
  }

  #isLive({ until, seen }: SessionRow): boolean {
    const now = this.#now();
    return until > now && seen + idleMs > now;
  }

  #seen(was: SessionRow): SessionRow {
    const row = { ...was, seen: this.#now() };
    this.#rows.set(row.id, row);
    if (row.seen - (this.#seenKept.get(row.id) ?? 0) < seenEveryMs) return row;
    this.#seenKept.set(row.id, row.seen);
    void this.#keep([{ op: 'put', row }]);
    return row;
  }

  #put(row: SessionRow): void {
    this.#rows.set(row.id, row);
    this.#byHash.set(row.hash, row.id);
    this.#seenKept.set(row.id, row.seen);
  }

  #drop(id: string): void {
    this.#byHash.delete(this.#rows.get(id)?.hash ?? '');
    this.#rows.delete(id);
    this.#seenKept.delete(id);
  }

  /** What must go before one more of this person comes. */
  #over(name: string): string[] {
    const rows = [...this.#rows.values()];
    const ended = rows.filter((row) => !this.#isLive(row));
    const mine = rows.filter((row) => row.name === name && this.#isLive(row));
    const crowd = rows.length - ended.length >= sessionsMost ? rows.slice(0, 1) : [];
    return [...new Set([...ended, ...mine.slice(0, Math.max(0, mine.length - ofOneMost + 1)), ...crowd])].map(
      ({ id }) => id,
    );
  }
}

/** 256 bits. */
const freshToken = (): string => randomBytes(32).toString('base64url');

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
