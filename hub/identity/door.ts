// The door: who asks, by the cookie or the token they bring; coming in with a name and a password, proving it again, and going.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Login, type Person, type Session, seesSite } from '../contracts/person.ts';
import type { ErrorCode } from '../errors.ts';
import { cookieOf, tokenIn } from './cookie.ts';
import { type IdentityJournal, type KeepIdentity, type KeptIdentity, keepingIn } from './kept.ts';
import { Locks } from './locks.ts';
import { Guesses } from './patience.ts';
import type { Account, People } from './people.ts';
import type { Refused } from './refusals.ts';
import { local, may } from './rights.ts';
import { Roll, type RollParts } from './roll.ts';
import { hashed, matches } from './secret.ts';
import { type SessionRow, Sessions, sessionMs } from './sessions.ts';
import type { SignOn } from './sign-on.ts';
import { SignOnDoor, type SignOnParts } from './sign-on-door.ts';
import { Tokens } from './tokens.ts';

/** Whoever came in, and by which session or token; it is asked again whether they still are. */
export interface Guest {
  readonly person: Person;
  readonly session: string | undefined;
  readonly token?: string;
  /** They have proved just now who they are; always so where nobody has to log in. */
  readonly proved: boolean;
}

/** Who asks, and whether they still are in. */
export type Doorkeeper = Pick<Door, 'asks' | 'isStillIn' | 'refused'>;

export interface DoorParts {
  /** Without them the hub is open to its own machine. */
  readonly people: People | undefined;
  /** Where people of an organisation sign on. */
  readonly signOn?: SignOn | undefined;
  readonly kept: Partial<KeptIdentity>;
  /** What becomes of sessions and locks, and what is to be answered for; resolves once it is on disk. */
  readonly keep: KeepIdentity;
  /** Hears of everything that is refused. */
  readonly refused?: (refused: Refused) => void;
  readonly now: () => number;
}

/** Told by the door itself, which knows the name that was tried. */
const ownCodes: readonly ErrorCode[] = [
  'login-wrong',
  'login-throttled',
  'account-locked',
  'sign-on-failed',
  'sign-on-refused',
];

export class Door {
  readonly #parts: DoorParts;
  #people: People | undefined;
  readonly #sessions: Sessions;
  readonly #locks: Locks;
  /** For whoever looks after accounts. */
  readonly roll: Roll;
  readonly tokens: Tokens;
  /** Undefined: nobody signs on here. */
  readonly signOn: SignOnDoor | undefined;
  readonly #guesses: Guesses;
  /** Checked for a name that is nobody's, so that a guess takes as long. */
  #nobody: string | undefined;

  constructor(parts: DoorParts) {
    this.#parts = parts;
    this.#people = parts.people;
    const { kept, keep, now } = parts;
    this.#sessions = new Sessions(kept.sessions ?? [], (ops) => keep(ops), now);
    this.#locks = new Locks(kept.locks ?? [], keep);
    this.tokens = new Tokens(kept.tokens ?? [], keep, now);
    const tell: RollParts['tell'] = (told) => keep([], [told]);
    const [sessions, locks] = [this.#sessions, this.#locks];
    const people = (): People | undefined => this.#people;
    this.roll = new Roll({ people, whose: (session) => this.#whose(session), sessions, locks, tell, now });
    const inBy: SignOnParts['inBy'] = (headers) => this.#inBy(headers)[0];
    const { signOn } = parts;
    this.signOn =
      signOn &&
      new SignOnDoor({ signOn, people, inBy, sessions, locks, tell, refuse: (refused) => this.#refuse(refused), now });
    this.#guesses = new Guesses(parts.now);
  }

  /** Undefined: someone who has not come in, or whose account is no longer what it was. */
  guest(headers: IncomingHttpHeaders): Guest | undefined {
    const guest = this.asks(headers);
    return typeof guest === 'string' ? undefined : guest;
  }

  /** Who asks, by a token or by a cookie and never by both; or why nobody does. */
  asks(headers: IncomingHttpHeaders): Guest | ErrorCode {
    if (headers.authorization !== undefined) return this.#byToken(headers.authorization, tokenIn(headers));
    if (this.#people === undefined) return { person: local, session: undefined, proved: true };
    const [session, person] = this.#inBy(headers);
    if (session === undefined || person === undefined) return 'login-needed';
    return { person, session: session.id, proved: session.provedUntil > this.#parts.now() };
  }

  /** For the audit: somebody was refused, at a route or at another door. */
  refused(headers: IncomingHttpHeaders, what: string, code: ErrorCode, detail = ''): void {
    if (!ownCodes.includes(code)) this.#refuse({ who: this.#named(headers), what, code, detail });
  }

  /** As far as it can be known; one whose token is over is still whose it was. */
  #named(headers: IncomingHttpHeaders): string {
    if (headers.authorization !== undefined) return this.tokens.nameOf(bearerIn(headers.authorization)) ?? 'unknown';
    return this.#people === undefined ? 'local' : (this.#inBy(headers)[0]?.name ?? 'unknown');
  }

  /** A socket lives long; its session or token may not, nor its account as it was. Whoever is asked for is there. */
  isStillIn({ session: id, token }: Guest): boolean {
    if (token !== undefined) return this.tokens.isGood(token);
    if (id === undefined) return this.#people === undefined;
    const session = this.#sessions.byId(id);
    return session !== undefined && this.#whose(session) !== undefined;
  }

  /** Other people from now on. Who is gone or has become another is out: their sessions have ended once it resolves. */
  async heed(people: People): Promise<void> {
    this.#people = people;
    await this.#sessions.endAll((session) => this.#whose(session) === undefined);
  }

  /** May somebody of this name see to cases of this site? Where nobody has to log in, whoever is named. */
  mayOwn(name: string, site: string): boolean {
    return this.#people === undefined || this.roll.persons(name).some((person) => handlesAt(person, site));
  }

  /** The names of those who may, in order; nobody has one where nobody has to log in. */
  officers(site: string): string[] {
    const those = this.roll.everyone().filter((person) => handlesAt(person, site));
    return [...new Set(those.map(({ name }) => name))].sort();
  }

  session(headers: IncomingHttpHeaders): Session {
    const ways = { demo: this.#people?.demo ?? [], ...(this.signOn && { signOn: true }) };
    const [session, person] = this.#inBy(headers);
    if (session === undefined || person === undefined) return { person: this.guest(headers)?.person ?? null, ...ways };
    return { person, ...ways, ...provedOf(session, this.#parts.now()) };
  }

  /** Whoever was in by the same cookie goes. @returns the person, and the cookie to set; or why not */
  async enter(headers: IncomingHttpHeaders, { name, password }: Login, address = ''): Promise<Entered | ErrorCode> {
    if (this.#people === undefined) return 'login-off';
    const account = await this.#checked({ name, password }, 'login', address);
    if (typeof account === 'string') return account;
    if (this.#locks.of(name) !== undefined) {
      this.#refuse({ who: name, what: 'login', code: 'account-locked' });
      return 'account-locked';
    }
    await this.#sessions.end(tokenIn(headers));
    const token = await this.#sessions.begin(name, formOf(account));
    await this.#parts.keep([], [{ who: name, what: 'login', outcome: 'done', detail: '' }]);
    return { session: { person: account.person, demo: [] }, cookie: cookieOf(headers, token, sessionMs / 1000) };
  }

  /** They prove again who they are. @returns what their session is then, and the cookie of its new token; or why not */
  async prove(headers: IncomingHttpHeaders, password: string, address = ''): Promise<Entered | ErrorCode> {
    if (this.#people === undefined) return 'login-off';
    const [session] = this.#inBy(headers);
    if (session === undefined) return 'login-needed';
    if (session.said !== undefined) return 'proof-by-sign-on';
    const account = await this.#checked({ name: session.name, password }, 'proof', address);
    if (typeof account === 'string') return account;
    const proved = await this.#sessions.prove(session.id);
    if (proved === undefined) return 'login-needed';
    await this.#parts.keep([], [{ who: session.name, what: 'proof', outcome: 'done', detail: '' }]);
    const { row, token } = proved;
    const now = this.#parts.now();
    const told: Session = { person: account.person, demo: [], ...provedOf(row, now) };
    return { session: told, cookie: cookieOf(headers, token, Math.floor((row.until - now) / 1000)) };
  }

  /** Resolves once it is on disk. @returns the cookie that takes the old one away */
  async leave(headers: IncomingHttpHeaders): Promise<string> {
    await this.#sessions.end(tokenIn(headers));
    return cookieOf(headers, '', 0);
  }

  /** Every session of theirs, wherever it is open. @returns the cookie that takes this one away; or why not */
  async leaveEverywhere(headers: IncomingHttpHeaders): Promise<string | 'login-needed'> {
    const [session] = this.#inBy(headers);
    if (session === undefined) return 'login-needed';
    const { name } = session;
    const ended = await this.#sessions.endAll((one) => one.name === name);
    await this.#parts.keep(
      [],
      [{ who: name, what: 'logout-everywhere', outcome: 'done', detail: `${ended} sessions` }],
    );
    return cookieOf(headers, '', 0);
  }

  #byToken(authorization: string, cookie: string): Guest | ErrorCode {
    if (cookie !== '') return 'token-with-cookie';
    const found = this.tokens.of(bearerIn(authorization));
    return typeof found === 'string'
      ? found
      : { person: found.person, session: undefined, token: found.id, proved: false };
  }

  #inBy(headers: IncomingHttpHeaders): [session?: SessionRow, person?: Person] {
    const session = this.#sessions.of(tokenIn(headers));
    const person = session && this.#whose(session);
    return session === undefined || person === undefined ? [] : [session, person];
  }

  /** Whose session it is, if they are who they were when it began, and not locked. */
  #whose({ name, account: form, said }: SessionRow): Person | undefined {
    if (this.#locks.of(name) !== undefined) return undefined;
    const account = this.#people?.accounts.get(name);
    if (said === undefined) return account !== undefined && form === formOf(account) ? account.person : undefined;
    // Who signed on is out where the people file names another of their name.
    const { signOn } = this.#parts;
    return account === undefined && form === signOn?.formOf(said) ? signOn.personOf(name, said) : undefined;
  }

  /** The account of a name and its password; what is wrong is told to the audit. */
  async #checked({ name, password }: Login, what: string, address: string): Promise<Account | ErrorCode> {
    const account = this.#people?.accounts.get(name);
    const who = account === undefined ? 'unknown' : name;
    const patience = this.#guesses.ask(name, address);
    if (patience !== 'asked') {
      this.#refuse({ who, what, code: patience });
      return patience;
    }
    let isRight = false;
    try {
      isRight = await this.#isRight(password, account);
    } finally {
      this.#guesses.answered(name, isRight, address);
    }
    if (isRight && account !== undefined) return account;
    this.#refuse({ who, what, code: 'login-wrong' });
    return 'login-wrong';
  }

  #refuse(refused: Refused): void {
    this.#parts.refused?.(refused);
  }

  async #isRight(password: string, account: Account | undefined): Promise<boolean> {
    this.#nobody ??= await hashed('nobody');
    const right = await matches(password, account?.hash ?? this.#nobody);
    return right && account !== undefined;
  }
}

/** Who may come in, and how. */
type Comers = Pick<DoorParts, 'people' | 'signOn' | 'refused'>;

/** The door of a hub, whose journal keeps sessions and what is to be answered for. */
export function doorOver(journal: IdentityJournal, comers: Comers, now: () => number): Door {
  return new Door({ ...comers, kept: journal.identity(), keep: keepingIn(journal, now), now });
}

interface Entered {
  readonly session: Session;
  readonly cookie: string;
}

const bearerIn = (authorization: string): string => /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';

const provedOf = ({ provedUntil }: SessionRow, now: number): Pick<Session, 'provedUntil'> =>
  provedUntil > now ? { provedUntil } : {};

/** An account as it is now: with another password, role or sites it is another, and its sessions are over. */
function formOf(account: Account): string {
  const known = forms.get(account);
  if (known !== undefined) return known;
  const all = JSON.stringify([account.person, account.hash]);
  const form = createHash('sha256').update(all).digest('hex').slice(0, 16);
  forms.set(account, form);
  return form;
}

/** Asked for with every request and every socket's beat. */
const forms = new WeakMap<Account, string>();

const handlesAt = (person: Person, site: string): boolean => may(person, 'handle') && seesSite(person, site);
