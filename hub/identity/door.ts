// The door: who asks, by the cookie they bring; coming in with a name and a password, and going.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Login, type Person, type Session, seesSite } from '../contracts/person.ts';
import type { ErrorCode } from '../errors.ts';
import { Guesses } from './patience.ts';
import type { Account, People } from './people.ts';
import { local, may } from './rights.ts';
import { hashed, matches } from './secret.ts';
import { type SessionOp, type SessionRow, Sessions, sessionMs } from './sessions.ts';

/** Whoever came in, and by which session; it is asked again whether they still are. */
export interface Guest {
  readonly person: Person;
  readonly session: string | undefined;
}

/** Who asks, and whether they still are in. */
export type Doorkeeper = Pick<Door, 'guest' | 'isStillIn'>;

export interface DoorParts {
  /** Without them the hub is open to its own machine. */
  readonly people: People | undefined;
  readonly kept: readonly SessionRow[];
  /** What becomes of sessions, and what is to be answered for; resolves once it is on disk. */
  readonly keep: (ops: readonly SessionOp[], audited?: readonly LoginTold[]) => Promise<void>;
  readonly now: () => number;
}

/** For the audit: who tried to come in, and whether they did; of strangers how many, once a minute. */
export interface LoginTold {
  readonly who: string;
  readonly outcome: 'done' | 'login-wrong';
  readonly detail: string;
}

/** Names of nobody are folded into one line of the audit, or whoever tries them would fill it. */
const strangersEveryMs = 60_000;

/** What the door needs of the journal. */
export interface Kept {
  sessions(): SessionRow[];
  write(entry: LoginEntry, durable: () => void): void;
}

interface LoginEntry {
  readonly sessions: readonly SessionOp[];
  readonly audited: readonly (LoginTold & { readonly at: number; readonly what: string })[];
}

export class Door {
  readonly #parts: DoorParts;
  #people: People | undefined;
  readonly #sessions: Sessions;
  readonly #guesses: Guesses;
  #strangers = { count: 0, toldAt: -Infinity };
  /** Checked for a name that is nobody's, so that a guess takes as long. */
  #nobody: string | undefined;

  constructor(parts: DoorParts) {
    this.#parts = parts;
    this.#people = parts.people;
    this.#sessions = new Sessions(parts.kept, (ops) => parts.keep(ops), parts.now);
    this.#guesses = new Guesses(parts.now);
  }

  /** Undefined: someone who has not come in, or whose account is no longer what it was. */
  guest(headers: IncomingHttpHeaders): Guest | undefined {
    if (this.#people === undefined) return { person: local, session: undefined };
    const session = this.#sessions.of(tokenOf(headers));
    const account = session && this.#accountOf(session);
    return account && { person: account.person, session: session.id };
  }

  /** A socket lives long; its session may not, nor its account as it was. */
  isStillIn({ session: id }: Guest): boolean {
    if (id === undefined) return this.#people === undefined;
    const session = this.#sessions.byId(id);
    return session !== undefined && this.#accountOf(session) !== undefined;
  }

  /** Other people from now on. Who is gone or has become another is out: their sessions have ended once it resolves. */
  async heed(people: People): Promise<void> {
    this.#people = people;
    await this.#sessions.endAll((session) => this.#accountOf(session) === undefined);
  }

  /** May somebody of this name see to cases of this site? Where nobody has to log in, whoever is named. */
  mayOwn(name: string, site: string): boolean {
    const { people } = this.#parts;
    const person = people?.accounts.get(name)?.person;
    return people === undefined || (person !== undefined && may(person, 'handle') && seesSite(person, site));
  }

  session(headers: IncomingHttpHeaders): Session {
    return { person: this.guest(headers)?.person ?? null, demo: this.#people?.demo ?? [] };
  }

  /** Whoever was in by the same cookie goes. @returns the person, and the cookie to set; or why not */
  async enter(headers: IncomingHttpHeaders, { name, password }: Login): Promise<Entered | ErrorCode> {
    const { keep } = this.#parts;
    const people = this.#people;
    if (people === undefined) return 'login-off';
    const patience = this.#guesses.ask(name);
    if (patience !== 'asked') return patience;
    const account = people.accounts.get(name);
    let isRight = false;
    try {
      isRight = await this.#isRight(password, account);
    } finally {
      this.#guesses.answered(name, isRight);
    }
    if (!isRight || account === undefined) {
      await keep([], account === undefined ? this.#stranger() : [{ who: name, outcome: 'login-wrong', detail: '' }]);
      return 'login-wrong';
    }
    await this.#sessions.end(tokenOf(headers));
    const token = await this.#sessions.begin(name, formOf(account));
    await keep([], [{ who: name, outcome: 'done', detail: '' }]);
    return { person: account.person, cookie: cookieOf(headers, token, sessionMs / 1000) };
  }

  /** Resolves once it is on disk. @returns the cookie that takes the old one away */
  async leave(headers: IncomingHttpHeaders): Promise<string> {
    await this.#sessions.end(tokenOf(headers));
    return cookieOf(headers, '', 0);
  }

  /** Whose session it is, if they are who they were when it began. */
  #accountOf({ name, account: form }: SessionRow): Account | undefined {
    const account = this.#people?.accounts.get(name);
    return account !== undefined && form === formOf(account) ? account : undefined;
  }

  async #isRight(password: string, account: Account | undefined): Promise<boolean> {
    this.#nobody ??= await hashed('nobody');
    const right = await matches(password, account?.hash ?? this.#nobody);
    return right && account !== undefined;
  }

  #stranger(): readonly LoginTold[] {
    const now = this.#parts.now();
    const { count, toldAt } = this.#strangers;
    if (now - toldAt < strangersEveryMs) {
      this.#strangers = { count: count + 1, toldAt };
      return [];
    }
    this.#strangers = { count: 0, toldAt: now };
    return [{ who: 'unknown', outcome: 'login-wrong', detail: count === 0 ? '' : `and ${count} before` }];
  }
}

/** The door of a hub, whose journal keeps sessions and what is to be answered for. */
export function doorOver(journal: Kept, people: People | undefined, now: () => number): Door {
  const keep: DoorParts['keep'] = (sessions, told = []) => {
    if (sessions.length === 0 && told.length === 0) return Promise.resolve();
    const audited = told.map((one) => ({ ...one, at: now(), what: 'login' }));
    return new Promise((durable) => journal.write({ sessions, audited }, durable));
  };
  return new Door({ people, kept: journal.sessions(), keep, now });
}

interface Entered {
  readonly person: Person;
  readonly cookie: string;
}

/** An account as it is now: with another password, role or sites it is another, and its sessions are over. */
const formOf = ({ person, hash }: Account): string =>
  createHash('sha256')
    .update(JSON.stringify([person, hash]))
    .digest('hex')
    .slice(0, 16);

/** Cookies do not know of ports (RFC 6265 §8.5): two hubs on one machine have a name each. */
const cookieNameOf = ({ host = '' }: IncomingHttpHeaders): string => `efence${/:(\d+)$/.exec(host)?.[1] ?? ''}`;

/** Not to be read by scripts, and never sent along with what a page of elsewhere asks for (RFC 6265bis). */
const cookieOf = (headers: IncomingHttpHeaders, token: string, seconds: number): string =>
  `${cookieNameOf(headers)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;

/** Two of that name are none: somebody else on this machine has set one beside it. */
function tokenOf(headers: IncomingHttpHeaders): string {
  const start = `${cookieNameOf(headers)}=`;
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const mine = pairs.filter((pair) => pair.startsWith(start));
  return mine.length === 1 ? (mine[0] ?? '').slice(start.length) : '';
}
