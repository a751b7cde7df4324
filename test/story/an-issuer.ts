// A real OpenID provider on loopback for tests, and a browser of a kind that goes to it, logs in there, and comes back.
import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';

export interface Issuer {
  readonly url: string;
  /** Groups of those who log in there, by name. */
  readonly groups: Map<string, readonly string[]>;
  close(): Promise<void>;
}

export const issuerClient = { id: 'efence', secret: 'of the hub at the issuer' } as const;

/** Everybody who gives a name is let in there. */
export async function startIssuer(redirect: string): Promise<Issuer> {
  const groups = new Map<string, readonly string[]>();
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
  const { port } = http.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const provider = new Provider(url, {
    clients: [{ client_id: issuerClient.id, client_secret: issuerClient.secret, redirect_uris: [redirect] }],
    cookies: { keys: ['of this test'] },
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
    findAccount: (_context: unknown, name: string) => ({
      accountId: name,
      claims: () => ({ sub: name, preferred_username: name, groups: groups.get(name) ?? [] }),
    }),
  });
  http.on('request', provider.callback());
  return { url, groups, close: () => closed(http) };
}

async function closed(http: Server): Promise<void> {
  http.closeAllConnections();
  await new Promise<void>((done) => http.close(() => done()));
}

/** What keeps cookies of each host, follows every redirect, and fills in the issuer's forms. */
export class Walker {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Every address it was at. */
  readonly trail: string[] = [];

  cookie(web: string): string {
    return [...(this.#cookies.get(new URL(web).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** @param name whom it logs in as where it is asked. @returns the answer at which it stops */
  async go(url: string, name: string, form?: Record<string, string>): Promise<Response> {
    const { host } = new URL(url);
    this.trail.push(url);
    const body = form && { method: 'POST', body: new URLSearchParams(form) };
    const headers = { cookie: this.cookie(url), accept: 'text/html' };
    const answer = await fetch(url, { ...body, headers, redirect: 'manual' });
    this.#keep(host, answer.headers.getSetCookie());
    const to = answer.headers.get('location');
    if (to !== null) return this.stopsAt(to) ? answer : this.go(new URL(to, url).href, name);
    const html = answer.headers.get('content-type')?.includes('html') === true ? await answer.clone().text() : '';
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(html) ?? [];
    const [, prompt] = /name="prompt" value="(\w+)"/.exec(html) ?? [];
    if (action === undefined || prompt === undefined) return answer;
    const filled: Record<string, string> = prompt === 'login' ? { prompt, login: name, password: 'any' } : { prompt };
    return this.go(new URL(action, url).href, name, filled);
  }

  /** As if it had never been there. */
  forget(web: string): void {
    this.#cookies.delete(new URL(web).host);
  }

  /** The page of the hub itself is not looked at. */
  stopsAt = (to: string): boolean => to === '/' || to.startsWith('/?');

  #keep(host: string, set: readonly string[]): void {
    const mine = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, mine);
    for (const line of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) mine.delete(name);
      else mine.set(name, value);
    }
  }
}
