// What people do about alerts: told at once why not, or once it is on disk what came of it; the same request twice is done once.
import type { CommittedBook } from './alerts/committed-book.ts';
import type { Doing, Keyed, Noted } from './alerts/doing.ts';
import { judged } from './alerts/lifecycle.ts';
import { type Alert, type Note, notesMost } from './contracts/alert.ts';
import type { Act, Actor } from './contracts/case.ts';
import type { ErrorCode } from './errors.ts';
import type { Arrival, Settled } from './flow.ts';
import type { Journal } from './journal/journal.ts';

export interface DeedParts {
  readonly commit: (input: Arrival, durable: () => void) => Settled;
  readonly now: () => number;
  readonly journal: Pick<Journal<unknown>, 'acted' | 'alert' | 'room' | 'transitionsAfter'>;
  readonly book: CommittedBook;
}

/** A terminal cannot take all the room that there is on an alert: customs have to write there, too. */
const ofTerminalsMost = notesMost / 2;

const isFull = (notes: readonly Note[], { role }: Pick<Note, 'role'>): boolean =>
  notes.length >= notesMost ||
  (role === 'operator' && notes.filter((one) => one.role === role).length >= ofTerminalsMost);

type Answer = Promise<Alert | ErrorCode>;

/** Requests with a key that are under way at a time; beyond it whoever asks is to come again. */
const underWayMost = 1000;

export class Deeds {
  readonly #parts: DeedParts;
  /** By key, what was asked and what comes of it. */
  readonly #underWay = new Map<string, { readonly print: string; readonly answer: Answer }>();

  constructor(parts: DeedParts) {
    this.#parts = parts;
  }

  note(alert: string, written: Omit<Note, 'at'>, request?: Keyed): Answer {
    return this.#once(request, async () => {
      const known = this.#alert(alert);
      if (known === undefined) return 'not-found';
      if (isFull(known.notes ?? [], written)) return 'notes-full';
      const noted: Noted = { alert, ...written, ...(request !== undefined && { request }) };
      return (await this.#commit('note', noted)) ?? 'notes-full';
    });
  }

  /** Of two who do something at once the first one does; the other is told why not. */
  act(alert: string, act: Act, who: Actor, request?: Keyed): Answer {
    return this.#once(request, async () => {
      const known = this.#alert(alert);
      if (known === undefined) return 'not-found';
      const next = judged(known, act, who, this.#parts.now());
      if (typeof next === 'string') return next;
      const doing: Doing = { alert, act, who, ...(request !== undefined && { request }) };
      return (await this.#commit('act', doing)) ?? this.#whyNot(alert, act, who);
    });
  }

  /** Somebody was first. */
  #whyNot(alert: string, act: Act, who: Actor): ErrorCode {
    const known = this.#alert(alert);
    const now = known && judged(known, act, who, this.#parts.now());
    return typeof now === 'string' ? now : 'version-stale';
  }

  /** What was done under this key is told again as it was then; what was refused is asked anew. */
  #once(request: Keyed | undefined, does: () => Answer): Answer {
    if (request === undefined) return does();
    const { key, print } = request;
    const before = this.#underWay.get(key);
    if (before !== undefined) return before.print === print ? before.answer : Promise.resolve('key-reused');
    const done = this.#parts.journal.acted.of(key);
    if (done !== undefined) return Promise.resolve(done.print === print ? this.#asThen(done.seq) : 'key-reused');
    if (this.#underWay.size >= underWayMost) return Promise.resolve('not-ready');
    const answer = does().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, { print, answer });
    return answer;
  }

  #asThen(seq: number): Alert | ErrorCode {
    const [then] = this.#parts.journal.transitionsAfter(seq - 1, 1);
    return then?.seq === seq ? then.alert : 'not-found';
  }

  #alert(id: string): Alert | undefined {
    return this.#parts.book.get(id) ?? this.#parts.journal.alert(id);
  }

  /** Resolves once it is on disk; to nothing where nothing came of it. */
  async #commit(kind: 'note' | 'act', what: Noted | Doing): Promise<Alert | ErrorCode | undefined> {
    const { journal, now, commit } = this.#parts;
    if (journal.room() !== undefined) return 'not-ready';
    const durable = Promise.withResolvers<void>();
    const payload = Buffer.from(JSON.stringify(what));
    const { transitions, refusals } = commit({ kind, payload, receivedAt: now() }, durable.resolve);
    await durable.promise;
    return transitions[0]?.alert ?? (refusals.length > 0 ? 'hub-fault' : undefined);
  }
}
