// What the workload writes under a number, so that whoever reads it after a power cut knows what must be there.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Audited, Transition } from '../../hub/flow.ts';

export const auditedAs = (i: number): Audited => {
  return { at: i, who: 'chaos', what: 'note', outcome: 'done', detail: `entry ${i}` };
};

export function transitionOf(i: number): Transition {
  const id = (i % 5).toString(16).padStart(16, '0');
  const why = { rule: 'chaos', version: 1, measure: 'n', value: i, limit: 0, unit: '', facts: {}, evidence: [] };
  const alert: Alert = {
    ...{ id, site: 'shatian-wharf', rule: 'chaos', key: `mmsi:${i % 5}`, scope: 'x', severity: 'S3', integrity: false },
    ...{ feed: 'live', condition: 'active', from: 1, raisedAt: 1, changedAt: i, late: false, revision: i, why },
  };
  return { seq: i, change: 'amended', alert };
}
