// By when somebody has to look and to be done: counted from the raising, from the acknowledgement, and not where nobody waits.
import { expect } from 'chai';
import { dueOf } from '../../dashboards/alerts/due.ts';
import { clockText, withinText } from '../../dashboards/times.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Case } from '../../hub/contracts/case.ts';
import { responses } from '../../hub/rules/responses.ts';
import { alertOf } from './alert-of.ts';

const response = { ...responses['restricted-entry'], lookWithinMinutes: 5, handleWithinMinutes: 60 };
const minute = 60_000;
const raisedAt = 1_000_000;
const at = (minutes: number, told: Partial<Alert> = {}, given = response) =>
  dueOf(alertOf('a', { raisedAt, ...told }), given, raisedAt + minutes * minute);
const caseOf = (state: Case['state'], since = raisedAt): { case: Case } => ({ case: { state, level: 0, since } });
const acknowledged = { at: raisedAt + 2 * minute, by: 'li' };

describe('The time that is left', () => {
  it('is counted from the raising until somebody acknowledges the alert, and beyond it as overdue', () => {
    expect(at(0)).to.deep.equal({ what: 'look', minutes: 5, leftMs: 5 * minute });
    expect(at(4)).to.deep.equal({ what: 'look', minutes: 5, leftMs: minute });
    expect(at(7)).to.deep.equal({ what: 'look', minutes: 5, leftMs: -2 * minute });
    expect(at(7, caseOf('escalated', raisedAt + 5 * minute))?.leftMs, 'anew one level up').to.equal(3 * minute);
  });

  it('is then counted from the acknowledgement until the case is disposed', () => {
    expect(at(12, { acknowledged })).to.deep.equal({ what: 'handle', minutes: 60, leftMs: 50 * minute });
    expect(at(63, { acknowledged, ...caseOf('claimed') })).to.deep.equal({
      ...{ what: 'handle', minutes: 60, leftMs: -minute },
    });
    expect(at(3, caseOf('claimed', raisedAt + minute))?.leftMs, 'claimed').to.equal(58 * minute);
    for (const state of ['disposed', 'closed'] as const)
      expect(at(99, { acknowledged, ...caseOf(state) }), state).to.equal(undefined);
    expect(at(99, { acknowledged, ...caseOf('reopened', raisedAt + 90 * minute) })).to.deep.equal({
      ...{ what: 'look', minutes: 5, leftMs: -4 * minute },
    });
  });

  it('goes on over the end of an alert that is latched or somebody’s, and ends with one that is not', () => {
    const over = { condition: 'cleared', to: raisedAt + minute } as const;
    expect(at(3, over)).to.equal(undefined);
    expect(at(3, { ...over, latched: true })?.what).to.equal('look');
    expect(at(3, { ...over, latched: true, reset: { at: 1, by: 'li', text: 'whole' } })).to.equal(undefined);
    expect(at(3, { ...over, acknowledged, ...caseOf('claimed') })?.what).to.equal('handle');
  });

  it('is not counted where nobody has to hurry, over what is put away, and of recordings', () => {
    expect(at(9, {}, { ...response, lookWithinMinutes: 0 })).to.equal(undefined);
    expect(at(9, { acknowledged }, { ...response, handleWithinMinutes: 0 })).to.equal(undefined);
    expect(at(9, { feed: 'historical' })).to.equal(undefined);
    const suppressed = { kind: 'shelved', at: 1, by: 'li', until: 9, reason: 'weather' } as const;
    expect(at(9, { suppressed })).to.equal(undefined);
  });

  it('is shown as a clock shows it, and what is given in hours where it is whole ones', () => {
    expect([200_000, 5_999, 0, 3_599_000, 3_845_000, 86_400_000].map(clockText)).to.deep.equal([
      ...['3:20', '0:05', '0:00', '59:59', '1:04:05', '24:00:00'],
    ]);
    expect([withinText('en', 5), withinText('zh', 60), withinText('en', 1440)]).to.deep.equal([
      ...['5 min', '1 小时', '24 h'],
    ]);
  });
});
