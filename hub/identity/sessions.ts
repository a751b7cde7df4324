// Sessions: who is in, by a random token of which only the hash is kept; on disk too, so that a restart puts nobody out.
import { createHash, randomBytes } from 'node:crypto';

/** One who came in: until when, ms. `id` is the SHA-256 of the token, in hex; `account` names the account as it was. */
export interface SessionRow {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly until: number;
}

/** What is to be kept on disk of it. */
export type SessionOp =
  | { readonly op: 'begin'; readonly row: SessionRow }
  | { readonly op: 'end'; readonly id: string };

/** Half a day: longer than any shift. */
export const sessionMs = 12 * 3_600_000;
/** Sessions of one person, and of all; the oldest goes. */
const ofOneMost = 16;
const sessionsMost = 10_000;

export class Sessions {
  /** Oldest first. */
  readonly #rows = new Map<string, SessionRow>();
  readonly #keep: (ops: readonly SessionOp[]) => Promise<void>;
  readonly #now: () => number;

  /** @param kept as the disk has them, oldest first */
  constructor(kept: readonly SessionRow[], keep: (ops: readonly SessionOp[]) => Promise<void>, now: () => number) {
    this.#keep = keep;
    this.#now = now;
    for (const row of kept) this.#rows.set(row.id, row);
  }

  /** Resolves once it is on disk. @returns the token, which is nowhere else */
  async begin(name: string, account: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const row = { id: idOf(token), name, account, until: this.#now() + sessionMs };
    const over = this.#over(name);
    for (const id of over) this.#rows.delete(id);
    this.#rows.set(row.id, row);
    await this.#keep([...over.map((id) => ({ op: 'end', id }) as const), { op: 'begin', row }]);
    return token;
  }

  /** Undefined for a token that is none, or is over. */
  of(token: string): SessionRow | undefined {
    return this.byId(idOf(token));
  }

  byId(id: string): SessionRow | undefined {
    const row = this.#rows.get(id);
    return row !== undefined && row.until > this.#now() ? row : undefined;
  }

  /** Of this token, whoever's it is; resolves once it is on disk. */
  async end(token: string): Promise<void> {
    const id = idOf(token);
    if (this.#rows.delete(id)) await this.#keep([{ op: 'end', id }]);
  }

  /** Those of which it is so; resolves once it is on disk. */
  async endAll(isOver: (row: SessionRow) => boolean): Promise<void> {
    const over = [...this.#rows.values()].filter(isOver);
    for (const { id } of over) this.#rows.delete(id);
    if (over.length > 0) await this.#keep(over.map(({ id }) => ({ op: 'end', id })));
  }

  /** What must go before one more of this person comes. */
  #over(name: string): string[] {
    const now = this.#now();
    const rows = [...this.#rows.values()];
    const ended = rows.filter(({ until }) => until <= now);
    const mine = rows.filter((row) => row.name === name && row.until > now);
    const crowd = rows.length - ended.length >= sessionsMost ? rows.slice(0, 1) : [];
    return [...new Set([...ended, ...mine.slice(0, Math.max(0, mine.length - ofOneMost + 1)), ...crowd])].map(
      ({ id }) => id,
    );
  }
}

const idOf = (token: string): string => createHash('sha256').update(token).digest('hex');
