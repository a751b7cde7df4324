// The door: who asks, by the cookie they bring; coming in with a name and a password, and going.
import type { IncomingHttpHeaders } from 'node:http';
import type { Person, Session } from '../contracts/person.ts';
import type { ErrorCode } from '../errors.ts';
import { Guesses } from './patience.ts';
import type { People } from './people.ts';
import { local } from './rights.ts';
import { hashed, matches } from './secret.ts';
import { type SessionOp, type SessionRow, Sessions, sessionMs } from './sessions.ts';

/** Whoever came in, and by which session; it is asked again whether they still are. */
export interface Guest {
  readonly person: Person;
  readonly session: string | undefined;
}

export interface DoorParts {
  /** Without them the hub is open to its own machine. */
  readonly people: People | undefined;
  readonly kept: readonly SessionRow[];
  /** What becomes of sessions, and what is to be answered for; on disk before long. */
  readonly keep: (ops: readonly SessionOp[]) => void;
  readonly audit: (who: string, outcome: string) => void;
  readonly now: () => number;
}

const cookieName = 'efence';
/** Not to be read by scripts, and never sent along with what a page of elsewhere asks for (RFC 6265bis). */
const cookieOf = (token: string, seconds: number): string =>
  `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;

/** What the door needs of the journal. */
export interface Kept {
  sessions(): SessionRow[];
  write(entry: {
    readonly sessions?: readonly SessionOp[];
    readonly audited?: readonly {
      readonly at: number;
      readonly who: string;
      readonly what: string;
      readonly outcome: string;
      readonly detail: string;
    }[];
  }): void;
}

export class Door {
  readonly #parts: DoorParts;
  readonly #sessions: Sessions;
  readonly #guesses: Guesses;
  /** Checked for a name that is nobody's, so that a guess takes as long. */
  #nobody: Promise<string> | undefined;

  constructor(parts: DoorParts) {
    this.#parts = parts;
    this.#sessions = new Sessions(parts.kept, parts.keep, parts.now);
    this.#guesses = new Guesses(parts.now);
  }

  /** Undefined: someone who has not come in. */
  guest(headers: IncomingHttpHeaders): Guest | undefined {
    const { people } = this.#parts;
    if (people === undefined) return { person: local, session: undefined };
    const session = this.#sessions.of(tokenOf(headers.cookie));
    const account = session && people.accounts.get(session.name);
    return account && { person: account.person, session: session?.id };
  }

  /** A socket lives long; its session may not. */
  isStillIn({ session }: Guest): boolean {
    return session === undefined || this.#sessions.byId(session) !== undefined;
  }

  session(headers: IncomingHttpHeaders): Session {
    return { person: this.guest(headers)?.person ?? null, demo: this.#parts.people?.demo ?? [] };
  }

  /** @returns the person, and the cookie to set; or why not */
  async enter(name: string, password: string): Promise<{ person: Person; cookie: string } | ErrorCode> {
    const { people, audit } = this.#parts;
    if (people === undefined) return 'login-off';
    const patience = this.#guesses.ask(name);
    if (patience !== 'asked') return patience;
    const account = people.accounts.get(name);
    const isRight = await this.#isRight(password, account?.hash);
    this.#guesses.answered(name, isRight);
    audit(account === undefined ? 'unknown' : name, isRight ? 'done' : 'login-wrong');
    if (!isRight || account === undefined) return 'login-wrong';
    return { person: account.person, cookie: cookieOf(this.#sessions.begin(name), sessionMs / 1000) };
  }

  /** @returns the cookie that takes the old one away */
  leave(headers: IncomingHttpHeaders): string {
    const { session } = this.guest(headers) ?? {};
    if (session !== undefined) this.#sessions.end(session);
    return cookieOf('', 0);
  }

  async #isRight(password: string, hash: string | undefined): Promise<boolean> {
    this.#nobody ??= hashed('nobody');
    const right = await matches(password, hash ?? (await this.#nobody));
    return right && hash !== undefined;
  }
}

/** The door of a hub, whose journal keeps sessions and what is to be answered for. */
export function doorOver(journal: Kept, people: People | undefined, now: () => number): Door {
  const audit = (who: string, outcome: string): void =>
    journal.write({ audited: [{ at: now(), who, what: 'login', outcome, detail: '' }] });
  return new Door({ people, kept: journal.sessions(), keep: (sessions) => journal.write({ sessions }), audit, now });
}

function tokenOf(cookie = ''): string {
  const pairs = cookie.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? '';
}
