// The cookie of a session: its name, which no other hub has, and the attributes without which a browser is not to take it.
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Cookies do not know of ports (RFC 6265 §8.5): two hubs on one machine have a name each. `__Host-` (RFC 6265bis
 * §4.1.3.2) is taken with Secure, for all of this host and no other only, so that nobody plants one from beside;
 * Chromium and Firefox take it on loopback without TLS.
 */
export const cookieName = ({ host = '' }: IncomingHttpHeaders, of = ''): string =>
  `__Host-efence${of}${/:(\d+)$/.exec(host)?.[1] ?? ''}`;

/** Not to be read by scripts, and never sent along with what a page of elsewhere asks for. */
export const cookieOf = (headers: IncomingHttpHeaders, token: string, seconds: number): string =>
  `${cookieName(headers)}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;

/** What a cookie of this name says; two of that name are none: somebody else on this machine has set one beside it. */
export function cookieIn({ cookie = '' }: IncomingHttpHeaders, name: string): string {
  const mine = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  return mine.length === 1 ? (mine[0] ?? '').slice(name.length + 1) : '';
}

/** Empty for one who brings none. */
export const tokenIn = (headers: IncomingHttpHeaders): string => cookieIn(headers, cookieName(headers));
