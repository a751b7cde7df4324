// Retention and alerts that are over: those that somebody has still to see to stay, however long ago they changed.
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Case } from '../../hub/contracts/case.ts';
import { AlertStore } from '../../hub/journal/alert-store.ts';
import type { Entry } from '../../hub/journal/entry.ts';
import { prepare } from '../../hub/journal/schema.ts';
import { type Writing, writingOver } from '../../hub/journal/writing.ts';
import { alertOf } from '../dashboards/alert-of.ts';

const caseOf = (state: Case['state']): { case: Case } => ({ case: { state, level: 0, since: 1 } });
const over = { condition: 'cleared' } as const;

/** By letter; the last one is the newest of all, which stays for its number. */
const alerts: Readonly<Record<string, Partial<Alert>>> = {
  a: {},
  b: over,
  c: { ...over, ...caseOf('claimed') },
  d: { ...over, ...caseOf('closed') },
  e: { ...over, latched: true },
  f: { ...over, latched: true, reset: { at: 1, by: 'chen', text: 'seen' } },
  g: { condition: 'withdrawn', reconfirm: true },
  h: { condition: 'withdrawn' },
  i: { condition: 'merged', ...caseOf('reopened') },
  j: over,
};

describe('Alerts that are over and old', () => {
  let db: DatabaseSync;
  let write: Writing;
  let seq = 0;
  const put = (entry: Entry): void => {
    expect(write(1, [entry])).to.deep.equal({ kind: 'durable', group: 1 });
  };
  const tell = (letter: string, told: Partial<Alert>): void => {
    seq += 1;
    put({ transitions: [{ seq, change: 'amended', alert: alertOf(letter, told) }] });
  };
  const sweep = (): void => {
    const inputs = { inputsUpTo: 0, inputsBefore: 0, auditBefore: 0 };
    for (let slice = 0; slice < 9; slice += 1)
      put({ sweep: { at: 9, ...inputs, alertsBefore: 9, transitionsUpTo: seq - 1 } });
  };
  const held = (): string => {
    const store = new AlertStore(db);
    const told = [...store.standing(), ...store.ended(99)];
    const letters = told.map(({ alert }) => alert.id.slice(0, 1)).sort();
    return letters.join('');
  };

  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    prepare(db);
    write = writingOver(db);
    seq = 0;
    for (const [letter, told] of Object.entries(alerts)) tell(letter, told);
  });
  afterEach(() => db.close());

  it('stay while somebody has to see to them, and go when nobody has', () => {
    sweep();
    expect(held()).to.equal('acegij');
    tell('c', { ...over, ...caseOf('closed') });
    tell('k', over);
    sweep();
    expect(held()).to.equal('aegik');
  });

  it('are found by a restart: all that stand, and of the others the newest', () => {
    const store = new AlertStore(db);
    expect(store.standing().map(({ seq: of }) => of)).to.deep.equal([1, 3, 5, 7, 9]);
    expect(store.ended(2).map(({ seq: of }) => of)).to.deep.equal([10, 8]);
    expect(store.ended(9, 8).map(({ seq: of }) => of)).to.deep.equal([6, 4, 2]);
  });
});
