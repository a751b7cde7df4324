// Who may ask at all: this machine, under its own name, and no page of elsewhere on behalf of whoever looks at it.
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost } from '../contracts/loopback.ts';
import type { ErrorCode } from '../errors.ts';

/** No script but our own, nothing from elsewhere, no framing. */
export const guardHeaders = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

export const hostFault = ({ host }: IncomingHttpHeaders): ErrorCode | undefined =>
  isLoopbackHost(host) ? undefined : 'host-wrong';

/**
 * A browser says of which origin the page is that sends something (RFC 6454 §7); programs say nothing. What is asked
 * only to be read needs no such guard: a page of elsewhere cannot read the answer.
 */
export function originFault({ origin, host }: IncomingHttpHeaders): ErrorCode | undefined {
  return origin === undefined || URL.parse(origin)?.host === host ? undefined : 'origin-wrong';
}
