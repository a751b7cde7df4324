// What a terminal reads of an alert: its own words and the question to it, and nothing of how customs see to the case.
import { expect } from 'chai';
import type { Alert, Note } from '../../../hub/contracts/alert.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { alertFor, withoutHandling } from '../../../hub/identity/wall.ts';
import { alertOf } from '../../dashboards/alert-of.ts';

const [wharf, chen] = [personOf('wharf', 'operator', ['s']), personOf('chen', 'monitor', ['s'])];
const frontier = personOf('fr', 'monitor', ['s'], 'frontier');
const note = (by: string, role: Note['role'], text: string): Note => ({ at: 1, by, text, ...(role && { role }) });

const alert: Alert = {
  ...alertOf('a', { site: 's' }),
  notes: [
    note('chen', 'monitor', 'ask about the driver'),
    note('wharf', 'operator', 'he was lost'),
    note('x', undefined, 'here'),
  ],
  case: {
    ...{ state: 'escalated', level: 2, since: 5, owner: 'chen', reopened: 1 },
    asked: { at: 2, by: 'chen', text: 'who drove?', until: 9, answered: 1 },
    visit: { at: 3, by: 'chen', officer: 'sun', place: 'gate 3' },
  },
  suppressed: { kind: 'shelved', at: 4, by: 'chen', until: 9, reason: 'weather' },
  ticket: { at: 5, by: 'chen', device: 'agent:yard' },
  reset: { at: 6, by: 'chen', text: 'fine' },
};

describe('What a terminal reads of a case', () => {
  it('is that somebody sees to it, what it was asked, and what it wrote itself, the answer under its number there', () => {
    const seen = alertFor(wharf, alert);
    expect(seen?.notes?.map(({ text }) => text)).to.deep.equal(['he was lost']);
    expect(seen?.case).to.deep.equal({
      ...{ state: 'claimed', level: 0, since: 5 },
      asked: { at: 2, by: 'chen', text: 'who drove?', until: 9, answered: 0 },
    });
    expect(JSON.stringify(seen)).to.not.match(/about the driver|"here"|gate 3|weather|yard|fine|reopened/);
  });

  it('has no answer where that is not its own', () => {
    const asked = { at: 2, by: 'chen', text: 'who?', until: 9, answered: 0 };
    const seen = withoutHandling({ ...alert, case: { state: 'claimed', level: 0, since: 1, asked } });
    expect(seen.case?.asked).to.deep.equal({ at: 2, by: 'chen', text: 'who?', until: 9 });
  });

  it('is nothing less for customs, nor of a case for another authority', () => {
    expect(alertFor(chen, alert)).to.deep.equal(alert);
    expect(alertFor(frontier, alert)).to.deep.equal(alert);
    expect(alertFor(personOf('o', 'operator', ['t']), alert)).to.equal(undefined);
  });
});
