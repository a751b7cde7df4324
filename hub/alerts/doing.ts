// What comes to an alert and not to a fold: an act or a note of a person, a camera's picture, the hub's clock.
import type { Note } from '../contracts/alert.ts';
import type { Act, Actor } from '../contracts/case.ts';
import type { Acted, Arrival, Pictured, Transition } from '../flow.ts';
import type { AlertBook } from './alert-book.ts';

/** A request that may come twice: its key with whose it is, and the hash of what was asked. */
export type Keyed = Pick<Acted, 'key' | 'print'>;
export type Noted = Omit<Note, 'at'> & { readonly alert: string; readonly request?: Keyed | undefined };
export interface Doing {
  readonly alert: string;
  readonly act: Act;
  readonly who: Actor;
  readonly request?: Keyed | undefined;
}

/** What was done, and what came of it; the first transition is the act's own. */
export interface Done {
  readonly transitions: readonly Transition[];
  readonly acted?: Acted | undefined;
}

/** Nothing for an arrival that concerns folds alone. */
export function doneBy(arrival: Arrival, book: AlertBook): Done {
  const { kind, receivedAt: at } = arrival;
  if (kind === 'clock') return { transitions: book.pass(at) };
  if (kind === 'picture') return of(book.picture(read<Pictured>(arrival), at));
  if (kind === 'note') {
    const { alert, request, ...note } = read<Noted>(arrival);
    return keyed(of(book.note(alert, { at, ...note })), request);
  }
  if (kind !== 'act') return { transitions: [] };
  const { alert, act, who, request } = read<Doing>(arrival);
  return keyed({ transitions: book.act(alert, act, who, at) }, request);
}

/** As the hub itself wrote it. */
export const read = <T>({ payload }: Extract<Arrival, { payload: Buffer }>): T =>
  JSON.parse(payload.toString('utf8')) as T;

const of = (one: Transition | undefined): Done => ({ transitions: one === undefined ? [] : [one] });

function keyed(done: Done, request: Keyed | undefined): Done {
  const [first] = done.transitions;
  return request === undefined || first === undefined ? done : { ...done, acted: { ...request, seq: first.seq } };
}
