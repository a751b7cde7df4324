// A stream of transitions made by hand: an alert, what became of it, and what people did, each at its minute.
import type { Alert } from '../../../hub/contracts/alert.ts';
import type { Disposition } from '../../../hub/contracts/case.ts';
import type { Measures as Answer } from '../../../hub/contracts/measures.ts';
import type { Transition } from '../../../hub/flow.ts';
import { everything, type Sees } from '../../../hub/identity/wall.ts';
import { type Asking, Measures, type MeasuresParts } from '../../../hub/measures/measures.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** A Monday, 08:00 UTC. */
export const monday = Date.UTC(2026, 10, 23, 8);

/** At so many minutes of that morning, ms. */
export const m = (minutes: number): number => monday + Math.round(minutes * minute);

export const alertOf = (id: string, at: number, change: Partial<Alert> = {}): Alert => ({
  ...{ id: id.padStart(16, '0'), site: 'wharf', rule: 'restricted-entry', key: `vehicle:${id}`, scope: 'f' },
  ...{ severity: 'S2', integrity: false, feed: 'live', condition: 'active', from: at, raisedAt: at, changedAt: at },
  ...{ late: false, revision: 1 },
  why: { rule: 'r', version: 1, measure: 'm', value: 1, limit: 0, unit: '', facts: {}, evidence: [] },
  ...change,
});

export class Stream {
  readonly transitions: Transition[] = [];
  readonly #alerts = new Map<string, Alert>();

  get seq(): number {
    return this.transitions.length;
  }

  get standing(): Alert[] {
    return [...this.#alerts.values()].filter(({ condition }) => condition === 'active');
  }

  raise(id: string, at: number, change: Partial<Alert> = {}): this {
    return this.#tell('raised', alertOf(id, at, change));
  }

  /** Whatever else may become of one. */
  tell(change: Transition['change'], id: string, at: number, what: Partial<Alert> = {}): this {
    const known = this.#alerts.get(id.padStart(16, '0'));
    if (known === undefined) throw new Error(`no alert ${id}`);
    return this.#tell(change, { ...known, ...what, changedAt: at });
  }

  clear = (id: string, at: number): this => this.tell('cleared', id, at, { condition: 'cleared', to: at });
  again = (id: string, at: number): this => this.tell('amended', id, at, { condition: 'active' });
  acknowledge = (id: string, at: number, by = 'chen'): this =>
    this.tell('acknowledged', id, at, { acknowledged: { at, by } });
  claim = (id: string, at: number, by = 'chen'): this =>
    this.tell('claimed', id, at, { case: { state: 'claimed', level: 0, since: at, owner: by } });
  dispose = (id: string, at: number, code: Disposition, by = 'chen'): this =>
    this.tell('disposed', id, at, {
      case: { state: 'disposed', level: 0, since: at, disposed: { at, by, code, text: 'seen' } },
    });
  reopen = (id: string, at: number): this =>
    this.tell('reopened', id, at, { case: { state: 'reopened', level: 0, since: at } });
  shelve = (id: string, at: number): this =>
    this.tell('shelved', id, at, {
      suppressed: { kind: 'shelved', at, by: 'chen', until: at + hour, reason: 'weather' },
    });

  back(id: string, at: number): this {
    const { suppressed: _, ...alert } = this.#alerts.get(id.padStart(16, '0')) as Alert;
    return this.#tell('returned', { ...alert, changedAt: at });
  }

  #tell(change: Transition['change'], alert: Alert): this {
    this.#alerts.set(alert.id, alert);
    this.transitions.push({ seq: this.transitions.length + 1, change, alert });
    return this;
  }
}

/** Measures over a stream as a journal would hold it, all of it counted. */
export function measuresOf(stream: Stream, now: number, parts: Partial<MeasuresParts> = {}): Measures {
  const measures = followerOf(stream, now, parts);
  while (!measures.isComplete) measures.step();
  return measures;
}

/** The same before anything is counted. */
export const followerOf = (stream: Stream, now: number, parts: Partial<MeasuresParts> = {}): Measures =>
  new Measures({
    transitions: (after, most) => stream.transitions.filter(({ seq }) => seq > after).slice(0, most),
    upTo: () => stream.seq,
    standing: () => stream.standing,
    sites: () => ['wharf', 'yard'],
    minutesOf: () => undefined,
    now: () => now,
    keepMs: Infinity,
    ...parts,
  });

/** What somebody who sees everything is told; officers have no page open unless it is said. */
export function ask(measures: Measures, asking: Asking = {}, sees: Sees = everything, present: string[] = []): Answer {
  const answer = measures.ask(asking, { sees, asRuled: false, present: () => present });
  if (answer === undefined) throw new Error('not seen');
  return answer;
}
