// The alert book over a journal on disk, with what people do promised through the deeds' own door: a day is played on it, and it starts anew in between.
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import { CommittedBook, endedKept } from '../../hub/alerts/committed-book.ts';
import { doneBy } from '../../hub/alerts/doing.ts';
import { auditOf } from '../../hub/audit.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Act } from '../../hub/contracts/case.ts';
import { Deeds } from '../../hub/deeds.ts';
import type { Arrival, Settled, Standing, Transition } from '../../hub/flow.ts';
import { Journal } from '../../hub/journal/journal.ts';
import type { WriterOf } from '../../hub/journal/writer-thread.ts';
import { writingOver } from '../../hub/journal/writing.ts';
import type { Party } from './case-life.ts';
import { kindOf, type Real } from './case-port.ts';

/** Writes as the thread does, in this one and without waiting for the platter: no power is lost here. */
export const writerHere: WriterOf = (path, { onMessage }) => {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA synchronous = OFF');
  const write = writingOver(db);
  return {
    write: (group, entries) => void setImmediate(() => onMessage(write(group, entries))),
    close: async () => db.close(),
  };
};

export class CaseHub implements Real {
  readonly #folder: string;
  readonly #writerOf: WriterOf | undefined;
  #journal!: Journal<unknown>;
  #committed!: CommittedBook;
  #book!: AlertBook;
  #deeds!: Deeds;
  #at = 0;
  #taken: Transition[] = [];
  readonly #ids = new Set<string>();
  /** What the clock made of alerts, that somebody may ask about. */
  readonly byTheClock: string[] = [];

  /** @param writerOf the journal's own thread where it is left out */
  constructor(folder: string, writerOf?: 'here') {
    this.#folder = folder;
    this.#writerOf = writerOf && writerHere;
    this.#open();
  }

  #open(): void {
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    const events = { onFull: () => {}, onFault };
    this.#journal = new Journal(this.#folder, { reset: false }, events, ...(this.#writerOf ? [this.#writerOf] : []));
    const journal = this.#journal;
    this.#book = new AlertBook(kindOf, journal, journal.seq);
    const standing = journal.alerts.standing();
    this.#book.begin(standing.map(({ alert }) => alert));
    this.#committed = new CommittedBook();
    this.#committed.begin([...journal.alerts.ended(endedKept).reverse(), ...standing], journal.seq);
    const commit = (input: Arrival, durable: () => void) => this.#commit(input, durable);
    this.#deeds = new Deeds({ commit, now: () => this.#at, journal, book: this.#committed });
  }

  /** As the core does: decided in memory, committed, then told. */
  #commit(input: Arrival, durable: () => void): Settled {
    const { transitions, acted } = doneBy(input, this.#book);
    const settled: Settled = { arrival: input, keyed: [], refusals: [], transitions, acted, looks: new Map() };
    this.#journal.write({ input, transitions, acted, audited: auditOf(settled) }, () => {
      this.#told(transitions);
      durable();
    });
    return settled;
  }

  #told(transitions: readonly Transition[]): void {
    this.#committed.apply(transitions);
    this.#taken.push(...transitions);
    for (const { alert } of transitions) this.#ids.add(alert.id);
  }

  async settle(standing: Standing, at: number): Promise<readonly Transition[]> {
    const transitions = this.#book.settle([standing], { at });
    await new Promise<void>((durable) => this.#journal.write({ transitions }, durable));
    this.#told(transitions);
    this.#taken = [];
    return transitions;
  }

  async clock(at: number): Promise<readonly Transition[]> {
    const all: Transition[] = [];
    for (let i = 0; this.#book.isDue(at) && i < 100; i += 1)
      await new Promise<void>((durable) => {
        const { transitions } = this.#commit({ kind: 'clock', receivedAt: at }, durable);
        all.push(...transitions);
      });
    const audited = ['escalated', 'overdue', 'returned', 'stale'];
    for (const { change, alert } of all)
      if (audited.includes(change)) this.byTheClock.push(`hub ${change} done ${alert.id}`);
    this.#taken = [];
    return all;
  }

  act(id: string, act: Act, { by, role, proved }: Party, at: number, request?: { key: string; print: string }) {
    this.#at = at;
    return this.#deeds.act(id, act, { by, role, agency: 'customs', proved }, request);
  }

  note(id: string, explains: boolean, at: number) {
    this.#at = at;
    const note = { by: explains ? 'ops' : 'li', text: 'seen', ...(explains && { explains }) };
    return this.#deeds.note(id, note);
  }

  sync(): void {}

  /** Killed and started: what is on disk is all there is. */
  async restart(): Promise<void> {
    await this.#journal.close();
    this.#open();
  }

  /** What may be read and what is on disk are the same. */
  all(): Alert[] {
    return [...this.#ids].map((id) => {
      const alert = this.#journal.alert(id) as Alert;
      expect(this.#committed.get(id)).to.deep.equal(alert);
      return alert;
    });
  }

  taken(): Transition[] {
    const some = this.#taken;
    this.#taken = [];
    return some;
  }

  /** Who is on record to have done what, in so many words. */
  audited(): string[] {
    return this.#journal.audit(100_000).map(({ who, what, outcome, detail }) => {
      return `${who} ${what} ${outcome} ${detail.split('; ').slice(0, 2).join('; ')}`;
    });
  }

  /** How many transitions there are on disk of each change. */
  transitions(): number {
    return this.#journal.seq;
  }

  close(): Promise<void> {
    return this.#journal.close();
  }
}
