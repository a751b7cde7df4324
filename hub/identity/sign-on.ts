// Signing on by OpenID Connect: code with PKCE, state and nonce, bound to the browser that asked; and once more, to prove who one is.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as client from 'openid-client';
import { type Person, tokenPrefix } from '../contracts/person.ts';
import type { ErrorCode } from '../errors.ts';
import { isName } from './people.ts';
import { personOf } from './rights.ts';
import type { GroupHere, SignOnFile } from './sign-on-file.ts';

/** Somebody who went to the issuer is awaited for so long, ms; of so many at a time, the eldest goes. */
export const awaitedMs = 10 * 60_000;
const awaitedMost = 1_000;
/** Seconds an issuer may take to answer. */
const answerWithinS = 10;
/** Clocks of issuer and hub may differ by so much, ms. */
const clocksMs = 5_000;

/** A session whose owner is to prove who they are; `subject` is the issuer's name for them. */
export interface ProofOf {
  readonly session: string;
  readonly subject: string;
}

interface Awaited {
  readonly at: number;
  readonly verifier: string;
  readonly nonce: string;
  /** SHA-256 of what the browser keeps meanwhile. */
  readonly browser: Buffer;
  readonly proofOf: ProofOf | undefined;
}

/** Who signed on: `said` is what is kept of it with their session. */
export interface SignedOn {
  readonly name: string;
  readonly said: string;
  readonly proofOf: ProofOf | undefined;
}

/** Why nobody signed on, and in words for the audit. */
export interface NotSignedOn {
  readonly code: ErrorCode;
  readonly who: string;
  readonly detail: string;
}

interface Said {
  readonly subject: string;
  readonly here: GroupHere;
}

export class SignOn {
  readonly #file: SignOnFile;
  readonly #secret: string;
  readonly #now: () => number;
  readonly #awaited = new Map<string, Awaited>();
  #issuer: Promise<client.Configuration> | undefined;

  constructor(file: SignOnFile, secret: string, now: () => number) {
    this.#file = file;
    this.#secret = secret;
    this.#now = now;
  }

  /** Names the account that a session by sign-on is of: with another file it is another. */
  formOf(said: string): string {
    return sha256(`${this.#file.digest} ${said}`).toString('hex').slice(0, 16);
  }

  personOf(name: string, said: string): Person {
    const { role, sites, agency } = (JSON.parse(said) as Said).here;
    return personOf(name, role, sites, agency);
  }

  subjectOf = (said: string): string => (JSON.parse(said) as Said).subject;

  /** Where to send the browser, and what it is to keep until it is back. */
  async begin(proofOf?: ProofOf): Promise<{ readonly url: URL; readonly browser: string } | 'sign-on-unreachable'> {
    const issuer = await this.#known();
    if (issuer === undefined) return 'sign-on-unreachable';
    const [verifier, nonce, state] = [client.randomPKCECodeVerifier(), client.randomNonce(), client.randomState()];
    const browser = randomBytes(32).toString('base64url');
    this.#await(state, { at: this.#now(), verifier, nonce, browser: sha256(browser), proofOf });
    const again: Record<string, string> = proofOf === undefined ? {} : { prompt: 'login', max_age: '0' };
    const url = client.buildAuthorizationUrl(issuer, {
      ...{ redirect_uri: this.#file.redirect.href, scope: this.#file.scope, state, nonce },
      ...{ code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...again },
    });
    return { url, browser };
  }

  /** @param query as the issuer sent it back. @param browser what the browser kept */
  async finish(query: URLSearchParams, browser: string): Promise<SignedOn | NotSignedOn> {
    const state = query.get('state') ?? '';
    const awaited = this.#awaited.get(state);
    if (awaited === undefined || !timingSafeEqual(awaited.browser, sha256(browser)))
      return failed('nobody from this browser is awaited');
    // Whatever comes of it, it comes once.
    this.#awaited.delete(state);
    if (awaited.at + awaitedMs < this.#now()) return failed('came back too late');
    const issuer = await this.#known();
    if (issuer === undefined) return { code: 'sign-on-unreachable', who: 'unknown', detail: '' };
    try {
      return await this.#told(issuer, query, state, awaited);
    } catch (error) {
      const { code = (error as Error).name } = error as { code?: string };
      return failed(String(code));
    }
  }

  async #told(
    issuer: client.Configuration,
    query: URLSearchParams,
    expectedState: string,
    { at, verifier, nonce, proofOf }: Awaited,
  ): Promise<SignedOn | NotSignedOn> {
    const back = new URL(this.#file.redirect);
    back.search = query.toString();
    const maxAge = Math.ceil((this.#now() - at + clocksMs) / 1000);
    const tokens = await client.authorizationCodeGrant(issuer, back, {
      ...{ pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState, idTokenExpected: true },
      ...(proofOf && { maxAge }),
    });
    const claims = tokens.claims();
    if (claims === undefined) return failed('no id token');
    const { sub, auth_time: provedAt = 0 } = claims;
    const { nameClaim, groupsClaim } = this.#file;
    const isWhole = nameClaim in claims && groupsClaim in claims;
    const all = isWhole ? claims : { ...(await client.fetchUserInfo(issuer, tokens.access_token, sub)), ...claims };
    if (proofOf !== undefined && proofOf.subject !== sub) return failed('somebody else proved who they are');
    if (proofOf !== undefined && provedAt * 1000 < at - clocksMs) return failed('they had proved it before');
    return this.#mapped(sub, all[nameClaim], all[groupsClaim], proofOf);
  }

  #mapped(subject: string, name: unknown, groups: unknown, proofOf: ProofOf | undefined): SignedOn | NotSignedOn {
    const theirs: readonly unknown[] = Array.isArray(groups) ? groups : [groups];
    const here = this.#file.groups.find(({ group }) => theirs.includes(group));
    if (typeof name !== 'string' || !isName(name) || name.startsWith(tokenPrefix))
      return { code: 'sign-on-refused', who: 'unknown', detail: 'no name that a person may have' };
    if (here === undefined) return { code: 'sign-on-refused', who: name, detail: 'in no group that is anything here' };
    return { name, said: JSON.stringify({ subject, here } satisfies Said), proofOf };
  }

  /** Asked when first needed, and again after it could not be reached. */
  async #known(): Promise<client.Configuration | undefined> {
    const { issuer, client: id } = this.#file;
    const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [];
    const options = { execute, timeout: answerWithinS };
    this.#issuer ??= client.discovery(issuer, id, undefined, client.ClientSecretBasic(this.#secret), options);
    try {
      return await this.#issuer;
    } catch {
      this.#issuer = undefined;
      return undefined;
    }
  }

  #await(state: string, awaited: Awaited): void {
    const [eldest] = this.#awaited.keys();
    if (this.#awaited.size >= awaitedMost && eldest !== undefined) this.#awaited.delete(eldest);
    this.#awaited.set(state, awaited);
  }
}

const failed = (detail: string): NotSignedOn => ({ code: 'sign-on-failed', who: 'unknown', detail });

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
