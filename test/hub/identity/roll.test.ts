// The roll: the last administrator stays, also when two lock each other at once, and whoever asks.
import { expect } from 'chai';
import type { Sites } from '../../../hub/contracts/person.ts';
import { Locks } from '../../../hub/identity/locks.ts';
import type { Account } from '../../../hub/identity/people.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { Roll } from '../../../hub/identity/roll.ts';
import { Sessions } from '../../../hub/identity/sessions.ts';

const keep = async (): Promise<void> => {};
const account = (name: string, role: 'admin' | 'monitor', sites: Sites = 'all'): [string, Account] => [
  name,
  { person: personOf(name, role, sites), hash: '' },
];

const rollOf = (...accounts: [string, Account][]): Roll =>
  new Roll({
    people: () => ({ accounts: new Map(accounts), demo: [] }),
    whose: () => undefined,
    sessions: new Sessions([], keep, () => 1),
    locks: new Locks([], keep),
    tell: keep,
    now: () => 1,
  });

describe('The roll', () => {
  const reason = 'left the service';

  it('keeps the last administrator, whoever asks', async () => {
    const roll = rollOf(account('ada', 'admin'), account('chen', 'monitor'));
    expect(await roll.lock({ name: 'ada', by: 'elsewhere', reason })).to.equal('lock-last-admin');
    expect(await roll.lock({ name: 'chen', by: 'elsewhere', reason })).to.have.nested.property('lock.by', 'elsewhere');
  });

  it('of two administrators who lock each other at once one stays', async () => {
    // Whose sites are some of the port's could not let anybody in again.
    const roll = rollOf(account('ada', 'admin'), account('bo', 'admin'), account('li', 'admin', ['quay']));
    const deeds = [roll.lock({ name: 'bo', by: 'ada', reason }), roll.lock({ name: 'ada', by: 'bo', reason })];
    const [first, second] = await Promise.all(deeds);
    expect([typeof first, second]).to.deep.equal(['object', 'lock-last-admin']);
  });
});
