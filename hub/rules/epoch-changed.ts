// Epoch changed: an agent speaks from another spool than before. What the old one still held is lost, or two use one name.
import type { Finding, KeyEvent } from '../flow.ts';
import { amended, conclude, idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Rule, Step } from './rule.ts';

/** The spool that spoke last; and since the finding began, the changes so far and the last of them. */
interface Memory {
  readonly epoch: string | undefined;
  readonly open: Finding | undefined;
  readonly count: number;
  readonly last: number;
}

type Beat = Extract<KeyEvent, { kind: 'beat' }>;

/** Without another change for so long the new spool is the agent's, ms. */
const steadyMs = 600_000;

export const epochChanged: Rule<Memory> = {
  id: 'epoch-changed',
  version: 2,
  keys: ['agent'],
  severity: 'S2',
  integrity: true,
  latched: true,
  mergeGapMs: 0,
  patient: true,
  start: { epoch: undefined, open: undefined, count: 0, last: 0 },

  step(memory, moment) {
    const { event } = moment;
    if (event.kind === 'beat') return spoke(memory, moment, event);
    if (event.kind !== 'tick' || memory.open === undefined) return { memory };
    if (memory.last + steadyMs > event.time) return { memory, wakeAt: wake(memory.last) };
    const finding = { ...counted(memory.open, memory.count), to: event.time };
    return { memory: { ...memory, open: undefined, count: 0, last: 0 }, findings: [finding] };
  },
};

/** Two under one name change it with every word: the finding is amended when their number has doubled, and at its end. */
function spoke(memory: Memory, moment: Moment, event: Beat): Step<Memory> {
  const { epoch } = event;
  if (epoch === undefined || epoch === memory.epoch) return { memory };
  if (memory.epoch === undefined) return { memory: { ...memory, epoch } };
  const count = memory.count + 1;
  const open = memory.open === undefined ? first(memory.epoch, moment, event) : grown(memory.open, count, moment);
  const findings = open === memory.open ? [] : [open];
  return { memory: { epoch, open, count, last: event.time }, findings, wakeAt: wake(event.time) };
}

const grown = (finding: Finding, count: number, moment: Moment): Finding =>
  count < 2 * finding.why.value ? finding : counted(amended(finding, {}, witnessed(moment, 'and again')), count);

const counted = (finding: Finding, value: number): Finding => ({ ...finding, why: { ...finding.why, value } });

const wake = (last: number) => ({ at: last + steadyMs, witnesses: ['hub'] as const });

function first(before: string, moment: Moment, { epoch, feed, site, time }: Beat): Finding {
  return conclude(epochChanged, {
    ...{ scope: 'agent', site, feed, from: time },
    ...{ measure: 'changes of spool', value: 1, limit: 0, unit: 'changes' },
    facts: { agent: idOf(moment.key), before, epoch },
    evidence: [witnessed(moment, 'another spool')],
  });
}
