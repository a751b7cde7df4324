// The roll: who is named, who is in, who is locked; locking, unlocking and putting out, each answered for.
import type { Person } from '../contracts/person.ts';
import type { PersonRow, SessionShown } from '../contracts/roll.ts';
import type { ErrorCode } from '../errors.ts';
import type { Locks } from './locks.ts';
import type { People } from './people.ts';
import { may } from './rights.ts';
import type { SessionRow, Sessions } from './sessions.ts';
import type { Told } from './told.ts';

export interface RollParts {
  /** Those named now; undefined where nobody has to log in. */
  readonly people: () => People | undefined;
  /** Whose session it is; undefined where it is nobody's any more. */
  readonly whose: (session: SessionRow) => Person | undefined;
  readonly sessions: Sessions;
  readonly locks: Locks;
  /** Resolves once it is on disk. */
  readonly tell: (told: Told) => Promise<void>;
  readonly now: () => number;
}

/** Who does something to whom, and why. */
export interface Deed {
  readonly name: string;
  readonly by: string;
  readonly reason: string;
}

export class Roll {
  readonly #parts: RollParts;

  constructor(parts: RollParts) {
    this.#parts = parts;
  }

  /** By name. */
  list(): PersonRow[] {
    const { people, sessions, locks } = this.#parts;
    const live = Map.groupBy(sessions.live(), ({ name }) => name);
    const names = new Set([...(people()?.accounts.keys() ?? []), ...locks.names(), ...live.keys()]);
    return [...names].sort().map((name) => this.#row(name, live.get(name)));
  }

  /** Who bears this name: by the people file, or by a session that is live. Nobody who is locked. */
  persons(name: string): Person[] {
    const { people, sessions, whose, locks } = this.#parts;
    if (locks.of(name) !== undefined) return [];
    const named = people()?.accounts.get(name)?.person;
    const here = sessions.live().filter((session) => session.name === name);
    return [named, ...here.map(whose)].filter((person) => person !== undefined);
  }

  /** Everybody who bears a name here, by the file or by a session that is live; nobody who is locked. */
  everyone(): Person[] {
    const { people, sessions } = this.#parts;
    const names = new Set([...(people()?.accounts.keys() ?? []), ...sessions.live().map(({ name }) => name)]);
    return [...names].flatMap((name) => this.persons(name));
  }

  /** They are out at once. Nobody locks themselves, nor the last one who could let others in again. */
  async lock({ name, by, reason }: Deed): Promise<PersonRow | ErrorCode> {
    const { locks, sessions, now } = this.#parts;
    const fault = this.#lockFault(name, by);
    if (fault !== undefined) return fault;
    const locked = locks.lock({ name, by, at: now(), reason }, deedTold('lock', { name, by, reason }));
    await Promise.all([locked, sessions.endAll((session) => session.name === name)]);
    return this.#row(name);
  }

  async unlock({ name, by, reason }: Deed): Promise<PersonRow | ErrorCode> {
    if (this.#parts.locks.of(name) === undefined) return this.#isKnown(name) ? 'unlocked-already' : 'not-found';
    await this.#parts.locks.unlock(name, deedTold('unlock', { name, by, reason }));
    return this.#row(name);
  }

  /** Every session of theirs, or the one of that id. @returns whether there was any to end */
  async putOut(name: string, by: string, id?: string): Promise<boolean> {
    const isTheirs = (one: SessionRow): boolean => one.name === name && (id === undefined || one.id === id);
    const ended = await this.#parts.sessions.endAll(isTheirs);
    if (ended > 0)
      await this.#parts.tell({ who: by, what: 'sessions-ended', outcome: 'done', detail: `${name}: ${ended}` });
    return ended > 0 || (id === undefined && this.#isKnown(name));
  }

  #lockFault(name: string, by: string): ErrorCode | undefined {
    const { locks, people } = this.#parts;
    if (!this.#isKnown(name)) return 'not-found';
    if (locks.of(name) !== undefined) return 'locked-already';
    if (name === by) return 'lock-self';
    const admins = [...(people()?.accounts.values() ?? [])].filter(({ person }) => may(person, 'people'));
    const isAdmin = admins.some(({ person }) => person.name === name);
    const others = admins.filter(({ person }) => person.name !== name && locks.of(person.name) === undefined);
    return isAdmin && others.length === 0 ? 'lock-last-admin' : undefined;
  }

  #isKnown(name: string): boolean {
    const { people, locks, sessions } = this.#parts;
    return (
      people()?.accounts.has(name) === true ||
      locks.of(name) !== undefined ||
      sessions.live().some((session) => session.name === name)
    );
  }

  #row(name: string, live: readonly SessionRow[] = []): PersonRow {
    const { people, whose, locks } = this.#parts;
    const [first] = live;
    const { role, agency, sites } = people()?.accounts.get(name)?.person ?? (first && whose(first)) ?? {};
    const known = role === undefined || role === 'local' ? {} : { role };
    const lock = locks.of(name);
    const where = { ...(agency && { agency }), ...(sites && { sites }) };
    return { name, ...known, ...where, ...(lock && { lock }), sessions: live.map(shown) };
  }
}

const deedTold = (what: string, { name, by, reason }: Deed): Told => ({
  ...{ who: by, what, outcome: 'done', detail: `${name}: ${reason}` },
});

const shown = ({ id, began, seen, until }: SessionRow): SessionShown => ({ id, began, seen, until });
