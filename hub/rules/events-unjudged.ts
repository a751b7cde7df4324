// Events unjudged: what an agent told came too late for any rule. It is kept; but that time was as good as unwatched.
import type { Finding, KeyEvent } from '../flow.ts';
import { conclude, idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Rule, Step } from './rule.ts';

/** Since the finding began: events too late so far, and how many of them it tells. */
interface Memory {
  readonly open: Finding | undefined;
  readonly count: number;
  readonly last: number;
}

/** Without another one for so long it is over, ms. */
const quietMs = 300_000;

export const eventsUnjudged: Rule<Memory> = {
  id: 'events-unjudged',
  version: 2,
  keys: ['agent'],
  severity: 'S3',
  integrity: false,
  latched: false,
  mergeGapMs: 0,
  patient: true,
  start: { open: undefined, count: 0, last: 0 },

  step(memory, moment) {
    const { event } = moment;
    if (event.kind === 'unjudged') return unjudged(memory, moment, event);
    if (event.kind !== 'tick' || memory.open === undefined) return { memory };
    if (memory.last + quietMs > event.time) return { memory, wakeAt: wake(memory.last) };
    const finding = { ...counted(memory.open, memory.count), to: event.time };
    return { memory: eventsUnjudged.start, findings: [finding] };
  },
};

/** A spool of old events comes in hundreds of batches: the finding is amended when their number has doubled, and at its end. */
function unjudged(memory: Memory, moment: Moment, event: Extract<KeyEvent, { kind: 'unjudged' }>): Step<Memory> {
  const count = memory.count + event.count;
  const open = memory.open === undefined ? first(moment, event) : grown(memory.open, count);
  const findings = open === memory.open ? [] : [open];
  return { memory: { open, count, last: event.time }, findings, wakeAt: wake(event.time) };
}

const grown = (finding: Finding, count: number): Finding =>
  count < 2 * finding.why.value ? finding : counted(finding, count);

const counted = (finding: Finding, value: number): Finding => ({ ...finding, why: { ...finding.why, value } });

const wake = (last: number) => ({ at: last + quietMs, witnesses: ['hub'] as const });

function first(moment: Moment, { count, feed, site, time }: Extract<KeyEvent, { kind: 'unjudged' }>): Finding {
  return conclude(eventsUnjudged, {
    ...{ scope: 'agent', site, feed, from: time },
    ...{ measure: 'events too late', value: count, limit: 0, unit: 'events' },
    facts: { agent: idOf(moment.key) },
    evidence: [witnessed(moment, 'events too late')],
  });
}
