// Tokens of programs: 256 random bits of which only the hash is kept; what each may, until when, when it was used, whether it was revoked.
import { createHash, randomBytes } from 'node:crypto';
import { type FreshToken, type NewToken, secretPrefix, type TokenRow } from '../contracts/api-token.ts';
import { type Person, tokenPrefix } from '../contracts/person.ts';
import type { ErrorCode } from '../errors.ts';
import { agencyOf, programOf } from './rights.ts';
import type { Told } from './told.ts';

/** As it is kept: `hash` is the SHA-256 of the secret, in hex. */
export type KeptToken = TokenRow & { readonly hash: string };

/** What is to be kept on disk of it. */
export type TokenOp =
  | { readonly op: 'token'; readonly row: KeptToken }
  | { readonly op: 'token-gone'; readonly id: string };

const dayMs = 86_400_000;
export const tokenMost = { count: 1_000, ms: 400 * dayMs } as const;
/** What is over is shown for so long still. */
const shownMs = 30 * dayMs;
/** How exactly it is known when one was used last. */
const usedEveryMs = 60_000;

type Keep = (ops: readonly TokenOp[], told?: readonly Told[]) => Promise<void>;

export class Tokens {
  /** By id, oldest first. */
  readonly #rows = new Map<string, KeptToken>();
  readonly #byHash = new Map<string, string>();
  readonly #keep: Keep;
  readonly #now: () => number;

  constructor(kept: readonly KeptToken[], keep: Keep, now: () => number) {
    this.#keep = keep;
    this.#now = now;
    for (const row of kept) this.#put(row);
  }

  /** Oldest first, those that are over within a month too. */
  list(): TokenRow[] {
    return [...this.#rows.values()].map(shown);
  }

  /** Resolves once it is on disk. @returns the token, which is nowhere else; or why there is none */
  async make(asked: NewToken, by: string): Promise<FreshToken | ErrorCode> {
    const [at, until] = [this.#now(), new Date(asked.until).getTime()];
    if (!(until > at && until <= at + tokenMost.ms)) return 'token-until-wrong';
    const { name, role, sites, agency = agencyOf(role) } = asked;
    const { rights } = programOf(name, role, sites, agency);
    if (asked.rights?.some((right) => !rights.includes(right)) === true) return 'token-rights-beyond';
    const over = this.#longOver(at);
    if (this.#rows.size - over.length >= tokenMost.count) return 'tokens-full';
    if (this.list().some((one) => one.name === name && this.#faultOf(one) === undefined)) return 'token-name-taken';
    const token = `${secretPrefix}${randomBytes(32).toString('base64url')}`;
    const made = { id: randomBytes(8).toString('hex'), name, role, agency, sites, rights: asked.rights ?? rights };
    const row: KeptToken = { ...made, by, at, until, hash: hashOf(token) };
    for (const id of over) this.#drop(id);
    this.#put(row);
    const told = { who: by, what: 'token-made', outcome: 'done', detail: `${row.id} ${name}: ${role}` };
    await this.#keep([...over.map((id) => ({ op: 'token-gone', id }) as const), { op: 'token', row }], [told]);
    return { ...shown(row), token };
  }

  /** Worth nothing from now on; resolves once it is on disk. */
  async revoke(id: string, by: string): Promise<TokenRow | ErrorCode> {
    const was = this.#rows.get(id);
    if (was === undefined) return 'not-found';
    if (was.revoked !== undefined) return 'token-revoked-already';
    const row = { ...was, revoked: this.#now() };
    this.#put(row);
    const told = { who: by, what: 'token-revoked', outcome: 'done', detail: `${id} ${row.name}` };
    await this.#keep([{ op: 'token', row }], [told]);
    return shown(row);
  }

  /** Whose it is; it has been used. */
  of(token: string): { readonly id: string; readonly person: Person } | ErrorCode {
    const row = this.#rows.get(this.#byHash.get(hashOf(token)) ?? '');
    if (row === undefined) return 'token-wrong';
    const fault = this.#faultOf(row);
    if (fault !== undefined) return fault;
    this.#used(row);
    return { id: row.id, person: personOf(row) };
  }

  /** Whose it is or was, whatever it is worth now. */
  nameOf(token: string): string | undefined {
    const row = this.#rows.get(this.#byHash.get(hashOf(token)) ?? '');
    return row && `${tokenPrefix}${row.name}`;
  }

  /** Whoever is asked for has something open by it: it is in use. */
  isGood(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined || this.#faultOf(row) !== undefined) return false;
    this.#used(row);
    return true;
  }

  #faultOf({ revoked, until }: TokenRow): ErrorCode | undefined {
    if (revoked !== undefined) return 'token-revoked';
    return until <= this.#now() ? 'token-expired' : undefined;
  }

  #used(was: KeptToken): void {
    const now = this.#now();
    const used = now - (now % usedEveryMs);
    if (was.used === used) return;
    const row = { ...was, used };
    this.#put(row);
    void this.#keep([{ op: 'token', row }]);
  }

  #longOver(now: number): string[] {
    const over = [...this.#rows.values()].filter(
      ({ until, revoked = until }) => Math.min(until, revoked) + shownMs < now,
    );
    return over.map(({ id }) => id);
  }

  #put(row: KeptToken): void {
    this.#rows.set(row.id, row);
    this.#byHash.set(row.hash, row.id);
  }

  #drop(id: string): void {
    this.#byHash.delete(this.#rows.get(id)?.hash ?? '');
    this.#rows.delete(id);
  }
}

/** Never more than the table gives a program of its role now, whatever it was made for. */
function personOf({ name, role, sites, agency, rights }: TokenRow): Person {
  const most = programOf(`${tokenPrefix}${name}`, role, sites, agency);
  return { ...most, rights: most.rights.filter((right) => rights.includes(right)) };
}

const shown = ({ hash: _, ...row }: KeptToken): TokenRow => row;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
