// What people do about alerts, over REST: one route for each act of the table, each with its right, version and key.
import { createHash } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { type Alert, type Attached, NewNote, type Note } from '../contracts/alert.ts';
import { type Act, type ActName, type Actor, actBodies } from '../contracts/case.ts';
import { actNames, actPath, laws, versionless } from '../contracts/law.ts';
import type { Person, Right } from '../contracts/person.ts';
import { versionOf } from '../contracts/standing.ts';
import type { ErrorCode } from '../errors.ts';
import { alertFor } from '../identity/wall.ts';
import { Allowance } from './allowance.ts';
import { parsed } from './body.ts';
import { type Answer, type Asked, type Body, json, type Route } from './route.ts';
import { noteBody, signed } from './signed.ts';

export interface DeedSeam {
  now(): number;
  alert(id: string): Alert | undefined;
  /** Each resolves once it is on disk. */
  note(alert: string, note: Omit<Note, 'at'>, request?: Request): Promise<Alert | ErrorCode>;
  act(alert: string, act: Act, who: Actor, request?: Request): Promise<Alert | ErrorCode>;
  /** A JPEG is on disk; nothing bears it yet. */
  attach(jpeg: Buffer): Promise<Attached | ErrorCode>;
  attached(sha256: string): Promise<Attached | undefined>;
  /** May somebody of this name see to cases of this site? */
  mayOwn(name: string, site: string): boolean;
  /** The names of those who may. */
  officers(site: string): readonly string[];
}

interface Request {
  readonly key: string;
  readonly print: string;
}

const checks = new Map(actNames.map((name) => [name, Compile(actBodies[name])]));
const noteCheck = Compile(NewNote);

export function deedRoutes(hub: DeedSeam): readonly Route[] {
  const allowance = new Allowance(picturesMost, hub.now);
  type Does = (asked: Asked, alert: Alert) => Promise<Answer>;
  const route = (what: string, needs: Right, answer: Does, takes = noteBody): Route => ({
    ...{ method: 'post', path: `/api/v1/alerts/:id/${what}`, needs, takes },
    answer: (asked) => {
      // An act on an alert that one does not see is one on none.
      const alert = hub.alert(asked.params['id'] ?? '');
      return alert === undefined || alertFor(asked.who, alert) === undefined ? 'not-found' : answer(asked, alert);
    },
  });
  return [
    {
      ...{ method: 'get', path: '/api/v1/alerts/:id/officers', needs: 'handle' },
      answer: ({ params, who }) => {
        const alert = hub.alert(params['id'] ?? '');
        const isSeen = alert !== undefined && alertFor(who, alert) !== undefined;
        return isSeen ? json({ officers: hub.officers(alert.site) }) : 'not-found';
      },
    },
    route('notes', 'note', (asked, alert) => note(asked, alert, hub, false)),
    route('explanations', 'explain', (asked, alert) => note(asked, alert, hub, true)),
    route('attachments', 'note', (asked) => attach(asked, hub, allowance), jpegBody),
    ...actNames.map((name) => route(actPath(name), laws[name].needs, (asked, alert) => act(name, asked, alert, hub))),
  ];
}

/** 201 with the alert as it is then; the note is on disk. */
async function note(asked: Asked, { id }: Alert, hub: DeedSeam, explains: boolean): Promise<Answer> {
  const request = requestOf(asked, explains ? 'explanations' : 'notes');
  if (typeof request === 'string') return request;
  const said = parsed(asked.body);
  if (said === undefined) return 'json-malformed';
  const by = noteCheck.Check(said) ? signed(asked.who, said) : undefined;
  if (!noteCheck.Check(said) || by === undefined) return 'note-invalid';
  const pictures = await attachedOf(said.pictures ?? [], hub);
  if (pictures === undefined) return 'picture-unknown';
  const written = { text: said.text, ...by, ...(explains && { explains }), ...(pictures.length > 0 && { pictures }) };
  return made(asked.who, await hub.note(id, written, request));
}

async function act(name: ActName, asked: Asked, alert: Alert, hub: DeedSeam): Promise<Answer> {
  const { who, headers, body } = asked;
  const [request, version] = [requestOf(asked, name), versionIn(headers['if-match'])];
  if (typeof request === 'string') return request;
  if (version === undefined && !versionless.includes(name)) return 'version-needed';
  const said = parsed(body);
  if (said === undefined) return 'json-malformed';
  if (!checks.get(name)?.Check(said)) return 'act-invalid';
  const { by, ...what } = said as { by?: string };
  const mine = signed(who, { ...(by !== undefined && { by }) });
  if (mine === undefined) return 'act-invalid';
  const doing = { act: name, ...what, ...(typeof version === 'number' && { version }) } as Act;
  if (doing.act === 'hand-over' && !hub.mayOwn(doing.to, alert.site)) return 'owner-unfit';
  if (version === 'other') return 'version-stale';
  return made(who, await hub.act(alert.id, doing, actorOf(who, mine.by), request));
}

function actorOf({ role, agency, proved = false }: Person, by: string): Actor {
  return role === 'local' ? { by } : { by, role, agency, proved };
}

/** RFC 9110 §13.1.1: `*` is any version; a tag that no version bears matches none. */
function versionIn(tag: string | undefined): number | 'any' | 'other' | undefined {
  if (tag === undefined) return undefined;
  if (tag.trim() === '*') return 'any';
  const [, number] = /^"([1-9]\d{0,14})"$/.exec(tag.trim()) ?? [];
  return number === undefined ? 'other' : Number(number);
}

export const tagOf = (alert: Alert): string => `"${versionOf(alert)}"`;

/** A key is of one person: another's of the same name is another. */
function requestOf({ headers, params, who, body }: Asked, what: string): Request | undefined | 'key-invalid' {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\w.:-]{1,64}$/.test(key)) return 'key-invalid';
  const print = createHash('sha256').update(`${what}\n${params['id']}\n`).update(body).digest('hex');
  return { key: `${who.name}\n${key}`, print };
}

/** Undefined where one of them was never handed in. */
async function attachedOf(named: readonly string[], hub: DeedSeam): Promise<Attached[] | undefined> {
  const found = await Promise.all(named.map((sha256) => hub.attached(sha256)));
  const known = found.filter((one) => one !== undefined);
  return known.length === named.length ? known : undefined;
}

/** 201 with the name of the picture as it is kept: an explanation that names it bears it. */
async function attach({ who, body }: Asked, hub: DeedSeam, allowance: Allowance): Promise<Answer> {
  if (!allowance.takes(who.name)) return 'pictures-many';
  const kept = await hub.attach(body);
  return typeof kept === 'string' ? kept : { status: 201, body: kept };
}

/** Pictures that one person may hand in an hour: each may be 2 MiB, and stays as long as alerts do. */
const picturesMost = 120;
const jpegBody: Body = { types: ['image/jpeg'], bytes: 2 * 1024 * 1024, oversized: 'request-oversized' };

const made = (who: Person, alert: Alert | ErrorCode): Answer =>
  typeof alert === 'string'
    ? alert
    : { status: 201, headers: { etag: tagOf(alert) }, body: alertFor(who, alert) ?? {} };
