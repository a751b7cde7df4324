// An alert of a ship in a restricted water, as receivers are told of it in these tests.
import type { Alert } from '../../../hub/contracts/alert.ts';

export function alertOf(id: string, change: Partial<Alert> = {}): Alert {
  const why = {
    rule: 'restricted-entry',
    version: 1,
    measure: 'inside by',
    value: 1,
    limit: 0,
    unit: 'm',
    facts: {},
    evidence: [],
  };
  return {
    ...{
      id: id.padStart(16, '0'),
      site: 's',
      rule: 'restricted-entry',
      key: `mmsi:${id}`,
      scope: 'front',
      severity: 'S2',
      integrity: true,
    },
    ...{ feed: 'live', condition: 'active', from: 1, raisedAt: 1, changedAt: 1, late: false, revision: 1, why },
    ...change,
  };
}
