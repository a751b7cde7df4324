// The door for those who sign on at their organisation: off to the issuer, back with a session like any other, and off again to prove it.
import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorCode } from '../errors.ts';
import { cookieIn, cookieName, cookieOf, tokenIn } from './cookie.ts';
import type { Locks } from './locks.ts';
import type { People } from './people.ts';
import type { Refused } from './refusals.ts';
import { type SessionRow, type Sessions, sessionMs } from './sessions.ts';
import { awaitedMs, type NotSignedOn, type SignedOn, type SignOn } from './sign-on.ts';
import type { Told } from './told.ts';

export interface SignOnParts {
  readonly signOn: SignOn;
  readonly people: () => People | undefined;
  /** The session that a browser is in by. */
  readonly inBy: (headers: IncomingHttpHeaders) => SessionRow | undefined;
  readonly sessions: Sessions;
  readonly locks: Locks;
  readonly tell: (told: Told) => Promise<void>;
  readonly refuse: (refused: Refused) => void;
  readonly now: () => number;
}

/** Off to the issuer, with a cookie that comes back with them. */
export interface Off {
  readonly url: URL;
  readonly cookie: string;
}

export class SignOnDoor {
  readonly #parts: SignOnParts;

  constructor(parts: SignOnParts) {
    this.#parts = parts;
  }

  async begin(headers: IncomingHttpHeaders): Promise<Off | ErrorCode> {
    return off(headers, await this.#parts.signOn.begin());
  }

  /** They are to prove again who they are, where they signed on. */
  async beginProof(headers: IncomingHttpHeaders): Promise<Off | ErrorCode> {
    const { inBy, signOn } = this.#parts;
    const session = inBy(headers);
    if (session === undefined) return 'login-needed';
    if (session.said === undefined) return 'proof-by-password';
    return off(headers, await signOn.begin({ session: session.id, subject: signOn.subjectOf(session.said) }));
  }

  /** @returns the cookie of the session they are in by; or why not, which is in the audit */
  async finish(headers: IncomingHttpHeaders, query: URLSearchParams): Promise<string | { readonly code: ErrorCode }> {
    const signed = await this.#parts.signOn.finish(query, cookieIn(headers, awaitedName(headers)));
    const fault = 'code' in signed ? signed : this.#faultOf(signed);
    if (fault !== undefined) {
      this.#parts.refuse({ ...fault, what: 'sign-on' });
      return { code: fault.code };
    }
    const { name, said, proofOf } = signed as SignedOn;
    return proofOf === undefined ? this.#enter(headers, name, said) : this.#prove(headers, name, proofOf.session);
  }

  /** Nobody comes in under the name of somebody else, nor one who is locked. */
  #faultOf({ name: who }: SignedOn): NotSignedOn | undefined {
    const { people, locks } = this.#parts;
    if (people()?.accounts.has(who) === true)
      return { code: 'sign-on-refused', who, detail: 'the people file names another of this name' };
    return locks.of(who) === undefined ? undefined : { code: 'account-locked', who, detail: '' };
  }

  async #enter(headers: IncomingHttpHeaders, name: string, said: string): Promise<string> {
    const { sessions, signOn, tell } = this.#parts;
    await sessions.end(tokenIn(headers));
    const token = await sessions.begin(name, signOn.formOf(said), said);
    await tell({ who: name, what: 'sign-on', outcome: 'done', detail: '' });
    return cookieOf(headers, token, sessionMs / 1000);
  }

  async #prove(headers: IncomingHttpHeaders, name: string, id: string): Promise<string | { readonly code: ErrorCode }> {
    const { sessions, tell, now } = this.#parts;
    const proved = await sessions.prove(id);
    if (proved === undefined) return { code: 'login-needed' };
    await tell({ who: name, what: 'proof', outcome: 'done', detail: 'sign-on' });
    return cookieOf(headers, proved.token, Math.floor((proved.row.until - now()) / 1000));
  }
}

const awaitedName = (headers: IncomingHttpHeaders): string => cookieName(headers, '-sign-on');

/** Lax: the issuer's page sends them back, and it has to come along. It opens nothing by itself. */
function off(headers: IncomingHttpHeaders, begun: Awaited<ReturnType<SignOn['begin']>>): Off | ErrorCode {
  if (typeof begun === 'string') return begun;
  const attributes = `Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${awaitedMs / 1000}`;
  return { url: begun.url, cookie: `${awaitedName(headers)}=${begun.browser}; ${attributes}` };
}
