// Remote checks as they are read back: of the sites that are seen, and as fast with years of them behind.
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Check } from '../../hub/contracts/trust.ts';
import { TrustStore, trustTables, trustWriting } from '../../hub/journal/trust-store.ts';

const check = (i: number, site: string, more: Partial<Check> = {}): Check => ({
  ...{ id: i.toString(16).padStart(16, '0'), movement: `gate/${i}`, site, lane: 'out', cameras: [], rate: 1 },
  ...{ movedAt: i, drawnAt: i, dueAt: i + 120_000, state: 'open', ...more },
});

function storeOf(checks: readonly Check[]): { db: DatabaseSync; store: TrustStore } {
  const db = new DatabaseSync(':memory:');
  db.exec(trustTables);
  trustWriting(db)({ days: [], draws: [], checks });
  return { db, store: new TrustStore(db) };
}

describe('The store of trust', () => {
  it('shows a site’s open check, however many of another site are newer', () => {
    const { store } = storeOf([check(1, 'here'), ...Array.from({ length: 150 }, (_, i) => check(i + 2, 'elsewhere'))]);
    expect(store.checks(100, (site) => site === 'here').map(({ drawnAt }) => drawnAt)).to.deep.equal([1]);
  });

  it('shows open ones first, the newest first, and no more than it is asked for', () => {
    const done = { state: 'done', result: 'clean', at: 9 } as const;
    const { store } = storeOf([check(1, 'here'), check(2, 'here', done), check(3, 'here'), check(4, 'here', done)]);
    const drawn = (limit: number) => store.checks(limit, () => true).map(({ drawnAt }) => drawnAt);
    expect(drawn(9)).to.deep.equal([3, 1, 4, 2]);
    expect(drawn(3)).to.deep.equal([3, 1, 4]);
  });

  it('reads no check of another party, and no ended one among the open', () => {
    const { db } = storeOf([]);
    const plan = (sql: string) => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    expect(plan("SELECT * FROM remote_check WHERE state = 'open' ORDER BY drawn")).to.include('remote_check_open');
    expect(plan("SELECT * FROM remote_check WHERE party = 'p' ORDER BY at, id")).to.include('remote_check_party');
  });
});
