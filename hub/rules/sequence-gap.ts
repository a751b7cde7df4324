// Sequence gap: later events of an agent have come, and those before them stay away without having been declared lost.
import type { EventClass } from '../contracts/ids.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import { conclude, ended, idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Rule, Step } from './rule.ts';

type Sequence = Extract<KeyEvent, { kind: 'sequence' }>;

/** A hole as it was seen first, since when it is waited for, and what is told of it. */
interface Hole {
  readonly seen: Sequence;
  readonly since: number;
  readonly open: Finding | undefined;
}

/** Of the spool that spoke last. */
interface Memory {
  readonly epoch: string;
  readonly urgent: Hole | undefined;
  readonly routine: Hole | undefined;
}

/** Resending takes seconds; what is not there after so long does not come by itself, ms. */
const staysMs = 60_000;
const classes = ['urgent', 'routine'] as const satisfies EventClass[];

export const sequenceGap: Rule<Memory> = {
  id: 'sequence-gap',
  version: 1,
  keys: ['agent'],
  severity: 'S2',
  integrity: true,
  latched: true,
  // Nobody fills a hole who is not there.
  impliedBy: { 'agent-silent': 'any-scope' },
  // One hole after another is one trouble: each is waited for anew.
  mergeGapMs: 2 * staysMs,
  start: { epoch: '', urgent: undefined, routine: undefined },

  step(memory, moment) {
    const { event } = moment;
    if (event.kind === 'sequence') return told(ofEpoch(memory, moment, event.epoch), moment, event);
    if (event.kind === 'beat' && event.epoch !== undefined) return ofEpoch(memory, moment, event.epoch);
    if (event.kind === 'listening') return anew(memory, event.time);
    return event.kind === 'tick' ? stays(memory, moment) : { memory };
  },
};

/** Another spool fills no hole of this one: that it is another is an alert of its own. */
function ofEpoch(memory: Memory, moment: Moment, epoch: string): Step<Memory> {
  if (epoch === memory.epoch) return { memory };
  const next = { epoch, urgent: undefined, routine: undefined };
  if (memory.urgent === undefined && memory.routine === undefined) return { memory: next };
  const open = classes.flatMap((cls) => memory[cls]?.open ?? []);
  return { memory: next, findings: open.map((one) => end(one, moment, 'another spool')), wakeAt: null };
}

function told({ memory, findings = [] }: Step<Memory>, moment: Moment, event: Sequence): Step<Memory> {
  if (memory[event.class] === undefined && event.missing === undefined) return { memory, findings };
  const was = memory[event.class]?.open;
  const hole = event.missing === undefined ? undefined : { seen: event, since: event.time, open: undefined };
  const next = { ...memory, [event.class]: hole };
  const done = was === undefined ? [] : [end(was, moment, 'the gap is closed')];
  return { memory: next, findings: [...findings, ...done], wakeAt: wake(next) };
}

/** While the hub was not there, or slept, nothing could come that fills a hole: who sends again has its minute still. */
function anew(memory: Memory, now: number): Step<Memory> {
  const waiting = classes.flatMap((cls) => {
    const hole = memory[cls];
    return hole === undefined || hole.open !== undefined || hole.since >= now ? [] : [[cls, { ...hole, since: now }]];
  });
  if (waiting.length === 0) return { memory };
  const next = { ...memory, ...Object.fromEntries(waiting) };
  return { memory: next, wakeAt: wake(next) };
}

function stays(memory: Memory, moment: Moment): Step<Memory> {
  const found = classes.flatMap((cls) => {
    const hole = memory[cls];
    if (hole === undefined || hole.open !== undefined || hole.since + staysMs > moment.event.time) return [];
    return [{ cls, hole: { ...hole, open: missing(moment, hole.seen) } }];
  });
  const next = { ...memory, ...Object.fromEntries(found.map(({ cls, hole }) => [cls, hole])) };
  return {
    memory: found.length === 0 ? memory : next,
    findings: found.map(({ hole }) => hole.open),
    wakeAt: wake(next),
  };
}

function wake(memory: Memory) {
  const due = classes.flatMap((cls) => {
    const hole = memory[cls];
    return hole === undefined || hole.open !== undefined ? [] : [hole.since + staysMs];
  });
  return due.length === 0 ? null : { at: Math.min(...due), witnesses: ['hub'] as const };
}

const end = (open: Finding, moment: Moment, says: string): Finding =>
  ended(open, moment.event.time, witnessed(moment, says));

function missing({ key }: Moment, { time, site, feed, class: cls, missing }: Sequence): Finding {
  const { from = 0, to = 0 } = missing ?? {};
  const sequences = from === to ? String(from) : `${from}–${to}`;
  return conclude(sequenceGap, {
    ...{ scope: cls, site, feed, from: time },
    ...{ measure: 'events missing', value: to - from + 1, limit: 0, unit: 'events' },
    facts: { agent: idOf(key), class: cls, sequences },
    evidence: [{ event: `${key}@${time}`, time: Math.max(0, time), says: `${cls} ${sequences} missing` }],
  });
}
