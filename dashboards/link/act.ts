// Asks the hub to do something about an alert as it was seen, once however often it is sent under one key.
import type { Alert, Attached, NewNote } from '../../hub/contracts/alert.ts';
import type { ActName } from '../../hub/contracts/case.ts';
import { actPath } from '../../hub/contracts/law.ts';
import type { Session } from '../../hub/contracts/person.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { versionOf } from '../../hub/contracts/standing.ts';
import { ask } from './ask.ts';

const path = (alert: string, what: string): string => `/api/v1/alerts/${encodeURIComponent(alert)}/${what}`;

/** @param seen the alert as whoever acts saw it: of an older version nothing is done */
export function putAct(seen: Alert, act: ActName, body: object, key: string): Promise<Answer<Alert>> {
  const headers = { 'if-match': `"${versionOf(seen)}"`, 'idempotency-key': key };
  return ask(path(seen.id, actPath(act)), { body, headers });
}

export const putAnswer = (alert: string, answer: NewNote, key: string): Promise<Answer<Alert>> =>
  ask(path(alert, 'explanations'), { body: answer, headers: { 'idempotency-key': key } });

const pictureWithinMs = 60_000;

/** Nothing bears it yet: an answer that names it does. */
export const putPicture = (alert: string, jpeg: Blob): Promise<Answer<Attached>> =>
  ask(path(alert, 'attachments'), { jpeg, withinMs: pictureWithinMs });

/** Proves again who one is, for a while. */
export const putProof = (password: string): Promise<Answer<Session>> =>
  ask('/api/v1/session/proof', { body: { password } });

/** What is sent again under the same key is done once. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
