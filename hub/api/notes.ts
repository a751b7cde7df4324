// What a person does about an alert, as it comes over REST: a note, an explanation, an acknowledgement.
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Acknowledged, type Alert, NewNote, type Note } from '../contracts/alert.ts';
import type { Person } from '../contracts/person.ts';
import type { ErrorCode } from '../errors.ts';
import { alertFor } from '../identity/wall.ts';
import { parsed } from './body.ts';
import type { Answer, Asked, Body } from './route.ts';

const noteCheck = Compile(NewNote);
const nameCheck = Compile(Type.Object({ by: NewNote.properties.by }, { additionalProperties: false }));

export const noteBody: Body = { types: ['application/json'], bytes: 16 * 1024, oversized: 'request-oversized' };

/** 201 with the alert as it is then; the note is on disk. */
export async function noteAnswer(
  { params, who, body }: Asked,
  keep: (alert: string, note: Omit<Note, 'at'>) => Promise<Alert | ErrorCode>,
  explains = false,
): Promise<Answer> {
  const note = parsed(body);
  if (note === undefined) return 'json-malformed';
  const by = noteCheck.Check(note) ? signed(who, note) : undefined;
  if (!noteCheck.Check(note) || by === undefined) return 'note-invalid';
  const written = { text: note.text, ...by, ...(explains && { explains }) };
  return made(who, await keep(params['id'] ?? '', written));
}

/** 201 with the alert as it is then. */
export async function acknowledgeAnswer(
  { params, who, body }: Asked,
  keep: (alert: string, by: Acknowledged['by']) => Promise<Alert | ErrorCode>,
): Promise<Answer> {
  const said = parsed(body);
  if (said === undefined) return 'json-malformed';
  const by = nameCheck.Check(said) ? signed(who, said) : undefined;
  return by === undefined ? 'note-invalid' : made(who, await keep(params['id'] ?? '', by.by));
}

const made = (who: Person, alert: Alert | ErrorCode): Answer =>
  typeof alert === 'string' ? alert : { status: 201, body: alertFor(who, alert) ?? {} };

/** In whose name: that of whoever logged in; where nobody has to, one that is given. */
export function signed({ name, role }: Person, { by }: { by?: string }): Pick<Note, 'by' | 'role'> | undefined {
  if (role !== 'local') return by === undefined || by === name ? { by: name, role } : undefined;
  return by === undefined ? undefined : { by };
}
