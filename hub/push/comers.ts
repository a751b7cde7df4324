// Who may open a socket: before the upgrade by its headers, after it by the same or by a token in the handshake; each refused by code.
import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorCode } from '../errors.ts';
import type { Doorkeeper, Guest } from '../identity/door.ts';
import { hostFault, originFault } from '../identity/guard.ts';
import { may } from '../identity/rights.ts';
import { type OpenLines, strangers } from './open-lines.ts';
import type { Reader } from './reader.ts';

/** So long one may be there without having said who it is, ms. */
export const connectWithinMs = 5_000;
/** Sockets of all together. */
const socketsMost = 2_000;
/** Sockets that one session or token may have open at a time: a few pages, and each its last one that has not closed yet. */
const ofOneMost = 16;

/** @param open sockets of all; @param lines open ones, said anything on them or not */
export function comeFault(
  headers: IncomingHttpHeaders,
  door: Doorkeeper,
  { open, lines }: { readonly open: number; readonly lines: Pick<OpenLines<unknown>, 'hasRoom'> },
): ErrorCode | undefined {
  const fault = hostFault(headers) ?? (headers.authorization === undefined ? originFault(headers) : undefined);
  if (fault !== undefined) return fault;
  const guest = door.asks(headers);
  if (open >= socketsMost || !lines.hasRoom(whoseLine(guest))) return 'sockets-full';
  if (typeof guest !== 'string') return may(guest.person, 'see') ? undefined : 'right-missing';
  // A program may say who it is after the upgrade; no page of elsewhere can, for a page has an origin.
  return guest === 'login-needed' && headers.origin === undefined ? undefined : guest;
}

/** By whose a line is counted; undefined where nobody has to log in, and all are of one. */
export function whoseLine(guest: Guest | ErrorCode): string | undefined {
  return typeof guest === 'string' ? strangers : (guest.session ?? guest.token);
}

/** @param readers those who are in */
export function whoComes(
  handshake: Pick<Reader['handshake'], 'headers' | 'auth'>,
  door: Doorkeeper,
  readers: Iterable<Reader>,
): Guest | ErrorCode {
  const guest = door.asks(bearing(handshake));
  if (typeof guest === 'string') return guest;
  if (!may(guest.person, 'see')) return 'right-missing';
  const { session, token } = guest;
  if (session === undefined && token === undefined) return guest;
  const theirs = [...readers].filter(({ data }) => data.guest.session === session && data.guest.token === token);
  return theirs.length >= ofOneMost ? 'sockets-full' : guest;
}

/** The headers as they would be had the token of the handshake come with them. */
export function bearing({ headers, auth }: Pick<Reader['handshake'], 'headers' | 'auth'>): IncomingHttpHeaders {
  const { token } = auth;
  return token === undefined ? headers : { ...headers, authorization: `Bearer ${String(token)}` };
}
