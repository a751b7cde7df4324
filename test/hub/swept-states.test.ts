// The words of agents that retention keeps for memory made anew: the newest of each, and not of ever more names.
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { retentionWriting } from '../../hub/journal/retention.ts';
import { prepare } from '../../hub/journal/schema.ts';

const sweep = {
  ...{ at: 1000, inputsUpTo: Infinity, inputsBefore: 1000, alertsBefore: 1000 },
  ...{ transitionsUpTo: Infinity, auditBefore: 1000 },
};

describe('The newest words of agents', () => {
  it('stay one each, and of no more names than there may be agents: of those the eldest go', () => {
    const db = new DatabaseSync(':memory:');
    prepare(db);
    const put = db.prepare("INSERT INTO input (kind, site, agent, received) VALUES ('state', 's', ?, 1)");
    for (const agent of ['a', 'b', 'c', 'a', 'd', 'e']) put.run(agent);
    const slice = retentionWriting(db, 3);
    slice(sweep);
    const left = db.prepare('SELECT id, agent FROM input ORDER BY id').all();
    expect(left.map(({ id, agent }) => `${id} ${agent}`)).to.deep.equal(['4 a', '5 d', '6 e']);
    put.run('a');
    slice(sweep);
    const names = db.prepare('SELECT agent FROM input ORDER BY id').all();
    expect(names.map(({ agent }) => agent)).to.deep.equal(['d', 'e', 'a']);
    db.close();
  });
});
