// Who may ask at all: this machine, under its own name, and no page of elsewhere on behalf of whoever looks at it.
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost } from '../contracts/loopback.ts';
import type { ErrorCode } from '../errors.ts';

/** Nothing but what is named: our own scripts and styles, none of them inline; pictures made here; no frame, no plug-in, no form sent away. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What a page of ours never asks its browser for, so that nothing smuggled into it can. */
const devices = ['camera', 'microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'bluetooth', 'payment'];

export const guardHeaders = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': devices.map((device) => `${device}=()`).join(', '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

export const hostFault = ({ host }: IncomingHttpHeaders): ErrorCode | undefined =>
  isLoopbackHost(host) ? undefined : 'host-wrong';

/**
 * A browser says of which origin the page is that sends something (RFC 6454 §7), and how it stands to us (Fetch
 * Metadata): `same-site` is another port of this machine. Programs say nothing. What is asked only to be read needs no
 * such guard: a page of elsewhere cannot read the answer.
 */
export function originFault({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): ErrorCode | undefined {
  const isOurs = origin === undefined || URL.parse(origin)?.host === host;
  const isFromHere = site === undefined || site === 'same-origin' || site === 'none';
  return isOurs && isFromHere ? undefined : 'origin-wrong';
}
