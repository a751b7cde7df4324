// Events lost: an agent had to let go of what the hub did not have yet, and says so. That time was not watched.
import type { EventClass } from '../contracts/ids.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import { amended, conclude, idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Rule, Step } from './rule.ts';

type Gap = Extract<KeyEvent, { kind: 'agent.gap' }>;

/** Of one class: what is told, how many were lost by now and up to which event time, and when the last word of it was heard. */
interface Losing {
  readonly open: Finding;
  readonly count: number;
  readonly to: number;
  readonly last: number;
}

type Memory = Readonly<Record<EventClass, Losing | undefined>>;

/** Without another word of it for so long nothing more is lost, ms. */
const quietMs = 300_000;
const classes = ['urgent', 'routine'] as const;

export const eventsLost: Rule<Memory> = {
  id: 'events-lost',
  version: 2,
  keys: ['agent'],
  severity: 'S2',
  integrity: true,
  latched: true,
  mergeGapMs: 0,
  patient: true,
  start: { urgent: undefined, routine: undefined },

  step(memory, moment) {
    const { event } = moment;
    if (event.kind === 'agent.gap') return lost(memory, moment, event);
    return event.kind === 'tick' ? over(memory, event.time) : { memory };
  },
};

/** Who loses as it goes declares with every ack: the finding is amended when their number has doubled, and at its end. */
function lost(memory: Memory, moment: Moment, event: Gap): Step<Memory> {
  const { class: cls, toTime } = event.data;
  const known = memory[cls];
  // A clock ahead of the hub's lost nothing that is yet to come.
  const to = Math.max(known?.to ?? 0, Math.min(Date.parse(toTime), event.time));
  const count = (known?.count ?? 0) + event.data.count;
  const open = known === undefined ? first(moment, event) : grown(known.open, count, moment, event);
  const next = { ...memory, [cls]: { open, count, to, last: event.time } };
  return { memory: next, findings: open === known?.open ? [] : [open], wakeAt: wake(next) };
}

/** It is of the time of what was lost, and ends where that ends. */
function over(memory: Memory, now: number): Step<Memory> {
  const done = classes.filter((cls) => (memory[cls]?.last ?? Infinity) + quietMs <= now);
  const findings = done.flatMap((cls) => {
    const losing = memory[cls];
    return losing === undefined ? [] : [{ ...counted(losing), to: Math.max(losing.open.from, losing.to) }];
  });
  if (findings.length === 0) return { memory, wakeAt: wake(memory) };
  const next = { ...memory, ...Object.fromEntries(done.map((cls) => [cls, undefined])) };
  return { memory: next, findings, wakeAt: wake(next) };
}

function wake(memory: Memory) {
  const due = classes.flatMap((cls) => memory[cls]?.last ?? []).map((last) => last + quietMs);
  return due.length === 0 ? null : { at: Math.min(...due), witnesses: ['hub'] as const };
}

function first(moment: Moment, event: Gap): Finding {
  const { class: cls, count, fromTime } = event.data;
  return conclude(eventsLost, {
    ...{ scope: cls, site: event.site, feed: event.feed, from: Math.min(Date.parse(fromTime), event.time) },
    ...{ measure: 'events lost', value: count, limit: 0, unit: 'events' },
    facts: factsOf(moment, event, count),
    evidence: [witnessed(moment, saysOf(event))],
  });
}

function grown(open: Finding, count: number, moment: Moment, event: Gap): Finding {
  if (count < 2 * open.why.value) return open;
  const next = amended(open, factsOf(moment, event, count), witnessed(moment, saysOf(event)));
  return { ...next, why: { ...next.why, value: count } };
}

function counted({ open, count, to }: Losing): Finding {
  const { why } = open;
  const facts = { ...why.facts, count: String(count), until: new Date(Math.max(0, to)).toISOString() };
  return { ...open, why: { ...why, value: count, facts } };
}

const factsOf = ({ key }: Moment, { data }: Gap, count: number) => {
  return { agent: idOf(key), class: data.class, count: String(count), until: data.toTime };
};

/** `routine 1–6646: 6646 events`; of those that were never numbered the count alone. */
function saysOf({ data: { class: cls, from, to, count } }: Gap): string {
  const run = from === undefined || to === undefined ? '' : ` ${from}–${to}`;
  return `${cls}${run}: ${count} events`;
}
