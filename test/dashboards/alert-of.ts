// An alert for a test: one letter makes its id, the rest is as told.
import type { Alert } from '../../hub/contracts/alert.ts';

export function alertOf(letter: string, told: Partial<Alert> = {}): Alert {
  const facts = { asset: 'SEA TRADER', fence: 'f', fenceZh: '限制区', fenceEn: 'Berth 5' };
  return {
    id: letter.repeat(16),
    site: 'shatian',
    rule: 'restricted-entry',
    key: 'mmsi:1',
    scope: 'f',
    severity: 'S2',
    integrity: false,
    feed: 'live',
    condition: 'active',
    from: 1,
    raisedAt: 1,
    changedAt: 1,
    late: false,
    revision: 1,
    why: {
      rule: told.rule ?? 'restricted-entry',
      version: 1,
      measure: 'm',
      value: 1,
      limit: 0,
      unit: 's',
      facts,
      evidence: [],
    },
    ...told,
  };
}
