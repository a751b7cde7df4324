// Every coded error of the hub, in one table. A code is never used again for another meaning.

/** `retry`: whether sending the same thing again can help. `status`: the HTTP answer where there is one. */
export interface ErrorKind {
  readonly says: string;
  readonly retry: boolean;
  readonly status: number;
}

export const errors = {
  'json-malformed': { says: 'the payload is not JSON', retry: false, status: 400 },
  'frame-invalid': { says: 'the batch frame does not have the agreed shape', retry: false, status: 400 },
  'batch-oversized': { says: 'the batch is over 256 events or 256 KiB', retry: false, status: 413 },
  'event-invalid': { says: 'the event does not have the agreed shape', retry: false, status: 422 },
  'event-unknown-type': { says: 'the hub knows no observation of this type', retry: false, status: 422 },
  'event-out-of-place': { says: 'the event is not at its sequence in the batch', retry: false, status: 422 },
  'coordinate-impossible': { says: 'the position is not on earth', retry: false, status: 422 },
  'site-wrong': { says: 'the event or agent belongs to another site', retry: false, status: 403 },
  'clock-faulty': { says: 'a live device is further off than its spool can explain', retry: false, status: 422 },
  'identity-invalid': { says: 'the subject is no sound identity of its kind', retry: false, status: 422 },
  'authority-missing': { says: 'whoever said so has not the authority to', retry: false, status: 403 },
  'fact-unissued': { says: 'the fact claims to be issued after it was told', retry: false, status: 422 },
  'state-invalid': { says: 'the agent state does not have the agreed shape', retry: false, status: 400 },
  'topic-unknown': { says: 'nothing listens on this topic', retry: false, status: 404 },
  'sync-invalid': { says: 'the sync request does not have the agreed shape', retry: false, status: 400 },
  'sync-too-soon': { says: 'the last sync was answered just now; ask again in a second', retry: true, status: 429 },
  'sync-too-large': {
    says: 'there is more than is sent unpacked: ask with packed, or read the lists',
    retry: false,
    status: 413,
  },
  'query-invalid': {
    says: 'the query has a parameter or value that this list does not know; the detail names it',
    retry: false,
    status: 400,
  },
  'request-malformed': { says: 'the request cannot be read', retry: false, status: 400 },
  'method-not-allowed': {
    says: 'this address does not know the method; Allow says which it does',
    retry: false,
    status: 405,
  },
  'host-wrong': { says: 'the hub answers under the name of its own machine only', retry: false, status: 421 },
  'capture-busy': { says: 'other captures are still being taken; come again', retry: true, status: 503 },
  'drawings-busy': { says: 'other drawings are still being looked at; come again', retry: true, status: 503 },
  'notes-full': { says: 'the alert bears as many notes as it may', retry: false, status: 409 },
  'note-invalid': {
    says: 'a note is {text, by}: at most 1000 and 64 characters; by only where nobody has to log in',
    retry: false,
    status: 422,
  },
  'check-done': { says: 'the check has been answered before', retry: false, status: 409 },
  'check-expired': { says: 'the two minutes of the check are over', retry: false, status: 409 },
  'check-invalid': {
    says: 'a result is {result, text, by}: clean, suspicious or unseen; by only where nobody has to log in',
    retry: false,
    status: 422,
  },
  'replayed-already': { says: 'it has been heard again before', retry: false, status: 409 },
  'replay-refused': { says: 'what was refused then is refused still; the detail says why', retry: true, status: 409 },
  'replay-unfit': { says: 'only what an agent observed, and is kept, can be heard again', retry: false, status: 409 },
  'replay-invalid': { says: 'a replay is {by}; by only where nobody has to log in', retry: false, status: 422 },
  'acknowledged-already': { says: 'somebody has acknowledged it before', retry: false, status: 409 },
  'act-invalid': { says: 'the act does not take this; its schema is in openapi.yaml', retry: false, status: 422 },
  'version-needed': {
    says: 'say with If-Match which version of the alert you saw: it is in its ETag',
    retry: false,
    status: 428,
  },
  'version-stale': { says: 'the alert has changed since; look at it again', retry: true, status: 412 },
  'case-state': { says: 'this cannot be done on a case in this state', retry: false, status: 409 },
  'supervisor-needed': { says: 'only a supervisor may do this', retry: false, status: 403 },
  'owner-only': { says: 'somebody else has claimed the case', retry: false, status: 403 },
  'owner-already': { says: 'the case is theirs already', retry: false, status: 409 },
  'owner-unfit': { says: 'nobody of this name may see to cases of this site', retry: false, status: 422 },
  'second-person-needed': { says: 'a second person must agree to this', retry: false, status: 403 },
  'proof-needed': {
    says: 'prove again who you are (POST /api/v1/session/proof), then come back',
    retry: true,
    status: 403,
  },
  'level-highest': { says: 'nobody is above', retry: false, status: 409 },
  'asked-already': { says: 'a question waits for its answer', retry: false, status: 409 },
  'visit-open': { says: 'somebody went to look, and has not reported yet', retry: false, status: 409 },
  'visit-none': { says: 'nobody went to look', retry: false, status: 409 },
  'until-wrong': { says: 'that time is over, or further ahead than you may', retry: false, status: 422 },
  'suppressed-already': { says: 'it is kept from the list already', retry: false, status: 409 },
  'shelved-not': { says: 'it is not on the shelf', retry: false, status: 409 },
  'out-not': { says: 'it is not out of service', retry: false, status: 409 },
  'proposal-none': { says: 'there is nothing to agree to', retry: false, status: 409 },
  'latched-not': { says: 'there is nothing to reset', retry: false, status: 409 },
  'latched-still': {
    says: 'reset it first: nobody has said that things are as they should be',
    retry: false,
    status: 409,
  },
  'active-still': { says: 'it is active still', retry: false, status: 409 },
  'ticket-already': { says: 'there is a ticket on it', retry: false, status: 409 },
  'device-none': { says: 'no sensor is known by this alert', retry: false, status: 409 },
  'key-invalid': {
    says: 'an Idempotency-Key is 1 to 64 letters, digits, or any of . _ : -',
    retry: false,
    status: 400,
  },
  'key-reused': { says: 'this Idempotency-Key was sent with something else', retry: false, status: 422 },
  'login-needed': { says: 'log in first', retry: false, status: 401 },
  'login-wrong': { says: 'no such name, or not its password', retry: false, status: 401 },
  'login-throttled': { says: 'too many wrong passwords; wait a minute', retry: true, status: 429 },
  'login-busy': { says: 'many are logging in; come again', retry: true, status: 503 },
  'login-off': { says: 'this hub names no people: nobody has to log in', retry: false, status: 409 },
  'login-invalid': { says: 'a login is {name, password}', retry: false, status: 422 },
  'proof-invalid': { says: 'a proof is {password}', retry: false, status: 422 },
  'account-locked': {
    says: 'this account is locked; whoever looks after accounts knows why',
    retry: false,
    status: 403,
  },
  'lock-invalid': { says: 'to lock or unlock takes a {reason} of 3 to 500 characters', retry: false, status: 422 },
  'lock-self': { says: 'nobody can lock themselves', retry: false, status: 409 },
  'lock-last-admin': { says: 'the last administrator cannot be locked', retry: false, status: 409 },
  'locked-already': { says: 'the account is locked already', retry: false, status: 409 },
  'unlocked-already': { says: 'the account is not locked', retry: false, status: 409 },
  'token-wrong': { says: 'the Authorization header bears no token of this hub', retry: false, status: 401 },
  'token-expired': { says: 'the token is over', retry: false, status: 401 },
  'token-revoked': { says: 'the token was revoked', retry: false, status: 401 },
  'token-with-cookie': { says: 'a token and a session come apart: send one of them', retry: false, status: 400 },
  'token-invalid': {
    says: 'a token is {name, role, agency, sites, rights, until}, for sites of the plan',
    retry: false,
    status: 422,
  },
  'token-until-wrong': { says: 'a token ends later than now, and within 400 days', retry: false, status: 422 },
  'token-rights-beyond': { says: 'a program of this role may not have all of these rights', retry: false, status: 422 },
  'token-name-taken': { says: 'a token of this name is good still', retry: false, status: 409 },
  'token-revoked-already': { says: 'the token was revoked before', retry: false, status: 409 },
  'tokens-full': { says: 'there are as many tokens as there may be', retry: false, status: 409 },
  'proof-by-password': { says: 'who came in with a password proves it with it', retry: false, status: 409 },
  'proof-by-sign-on': { says: 'who signed on proves it there: GET /api/v1/sign-on/proof', retry: false, status: 409 },
  'sign-on-off': { says: 'nobody signs on at this hub; it knows names and passwords', retry: false, status: 409 },
  'sign-on-unreachable': { says: 'the issuer cannot be reached; come again', retry: true, status: 503 },
  'sign-on-failed': { says: 'the issuer did not say who you are; sign on again', retry: true, status: 401 },
  'sign-on-refused': {
    says: 'the issuer knows you, and here you are nobody: ask whoever looks after accounts',
    retry: false,
    status: 403,
  },
  'people-faulty': { says: 'the people file cannot be taken; who was named before stays', retry: false, status: 422 },
  'right-missing': { says: 'your role may not do this', retry: false, status: 403 },
  'not-found': { says: 'there is nothing under this address', retry: false, status: 404 },
  'not-ready': {
    says: 'the hub is starting, stopping, without its broker, out of disk or waiting for it; its status says which',
    retry: true,
    status: 503,
  },
  'request-oversized': { says: 'the body is larger than this address takes', retry: false, status: 413 },
  'media-type-unsupported': { says: 'this address takes JSON in UTF-8, not compressed', retry: false, status: 415 },
  'origin-wrong': { says: 'a page of another origin may not send anything here', retry: false, status: 403 },
  'epcis-invalid': { says: 'not sound EPCIS 2.0; the detail names event and field', retry: false, status: 400 },
  'epcis-query-invalid': { says: 'the query is not one of EPCIS 2.0 that the hub knows', retry: false, status: 400 },
  'epcis-behaviour-unknown': {
    says: 'GS1-Capture-Error-Behaviour is rollback or proceed',
    retry: false,
    status: 400,
  },
  'epcis-version-unsupported': { says: 'the hub speaks EPCIS and CBV 2.0', retry: false, status: 406 },
  'capture-oversized': { says: 'a capture is at most 1 MiB and 1,000 events', retry: false, status: 413 },
  'agent-key-wrong': { says: 'no agent of this name has this key', retry: false, status: 401 },
  'sockets-full': { says: 'as many sockets are open as may be; close another first', retry: true, status: 503 },
  'viewers-full': { says: 'as many watch already as may; close another picture first', retry: true, status: 503 },
  'viewer-slow': { says: 'the line to the viewer takes less than the picture needs', retry: true, status: 408 },
  'picture-unfit': { says: 'a picture is a JPEG of at most 2 MiB', retry: false, status: 422 },
  'pictures-many': { says: 'as many pictures as you may in an hour; come again', retry: true, status: 429 },
  'picture-unknown': { says: 'no picture of this name was handed in', retry: false, status: 422 },
  'picture-spoilt': { says: 'the picture on disk is not the one that was hashed', retry: false, status: 500 },
  'hub-fault': { says: 'the hub broke a promise of its own; it is in the log', retry: true, status: 500 },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errors;

/** Expected trouble, as a value: what is wrong, where it can be read in words. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly seq?: number;
}

/** A start that cannot be: told as one clear sentence, without a stack. */
export class StartError extends Error {}
