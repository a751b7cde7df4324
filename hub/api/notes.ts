// A person's note on an alert, as it comes over REST: read strictly, then given to whoever keeps it.
import { Compile } from 'typebox/compile';
import { type Alert, NewNote } from '../contracts/alert.ts';
import type { ErrorCode } from '../errors.ts';
import type { Answer, Asked, Body } from './route.ts';

const check = Compile(NewNote);

export const noteBody: Body = { types: ['application/json'], bytes: 16 * 1024, oversized: 'request-oversized' };

/** 201 with the alert as it is then; the note is on disk. */
export async function noteAnswer(
  { params, body }: Asked,
  keep: (alert: string, note: NewNote) => Promise<Alert | ErrorCode>,
): Promise<Answer> {
  const note = parsed(body);
  if (note === undefined) return 'json-malformed';
  if (!check.Check(note)) return 'note-invalid';
  const alert = await keep(params['id'] ?? '', note);
  return typeof alert === 'string' ? alert : { status: 201, body: alert };
}

/** JSON has no undefined. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
