// Clock jumped: an agent's clock was set, or has been off for long. Its times are corrected; but somebody should look who did it, and why.
import { type ClockEstimate, offByMs } from '../contracts/clock.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import { conclude, ended, idOf } from './conclusion.ts';
import type { Moment, Rule, Step } from './rule.ts';

type Beat = Extract<KeyEvent, { kind: 'beat' }>;
type Told = ClockEstimate & { readonly at: number };

/** `told`: its clock as the agent said last. `farSince`: off by more than a minute since; `rightSince`: right since. */
interface Memory {
  readonly told: Told | undefined;
  readonly farSince: number | undefined;
  readonly rightSince: number | undefined;
  readonly open: Finding | undefined;
}

/** So far off for so long is told, however it came about; and so long a clock must be right until it is taken for mended. Ms. */
const farMs = 60_000;
const lastingMs = 60_000;

export const clockJumped: Rule<Memory> = {
  id: 'clock-jumped',
  version: 1,
  keys: ['agent'],
  severity: 'S3',
  integrity: true,
  latched: false,
  mergeGapMs: 0,
  start: { told: undefined, farSince: undefined, rightSince: undefined, open: undefined },

  step(memory, moment) {
    const { event } = moment;
    // Ours may have been set while we did not listen: what was told by it before is no measure for what is told after.
    if (event.kind === 'listening') return forgotten(memory);
    if (event.kind !== 'beat' || event.feed === 'historical') return { memory };
    if (event.finished)
      return memory.told === undefined && memory.open === undefined
        ? { memory }
        : over(memory, moment, clockJumped.start);
    return event.clock === undefined ? { memory } : told(memory, moment, event, { ...event.clock, at: event.time });
  },
};

const forgotten = (memory: Memory): Step<Memory> =>
  memory.told === undefined ? { memory } : { memory: { ...memory, told: undefined } };

function told(memory: Memory, moment: Moment, beat: Beat, is: Told): Step<Memory> {
  const off = Math.abs(is.offsetMs);
  const jumped = memory.told !== undefined && Math.abs(is.offsetMs - memory.told.offsetMs) > wobble(memory.told, is);
  const farSince = off > farMs + is.errorMs ? (memory.farSince ?? is.at) : undefined;
  const rightSince = jumped || off > wobble(is) ? undefined : (memory.rightSince ?? is.at);
  const next = { told: is, farSince, rightSince, open: memory.open };
  if (memory.open !== undefined)
    return rightSince !== undefined && is.at - rightSince >= lastingMs ? over(memory, moment, next) : { memory: next };
  const open = jumped ? jump(moment, beat, memory.told as Told, is) : lasting(moment, beat, farSince, is);
  return open === undefined ? { memory: next } : { memory: { ...next, open }, findings: [open] };
}

/** What lies within is no jump: a clock is known no better than that. */
const wobble = (...known: readonly ClockEstimate[]): number =>
  Math.max(offByMs, ...known.map(({ errorMs }) => 3 * errorMs));

function over({ open }: Memory, moment: Moment, next: Memory): Step<Memory> {
  if (open === undefined) return { memory: next };
  const memory = { ...next, open: undefined };
  const { event } = moment;
  const says = next.told === undefined ? 'agent finished' : figure(next.told);
  return {
    memory,
    findings: [ended(open, event.time, { event: `${moment.key}@${event.time}`, time: event.time, says })],
  };
}

function jump({ key }: Moment, { site, feed }: Beat, was: Told, is: Told): Finding {
  return conclude(clockJumped, {
    ...{ scope: 'clock', site, feed, from: is.at },
    ...{
      measure: 'clock changed by',
      value: Math.abs(is.offsetMs - was.offsetMs) / 1000,
      limit: wobble(was, is) / 1000,
    },
    unit: 's',
    facts: { agent: idOf(key), was: seconds(was), clock: seconds(is) },
    evidence: [was, is].map((one) => ({ event: `${key}@${one.at}`, time: one.at, says: figure(one) })),
  });
}

function lasting({ key }: Moment, { site, feed }: Beat, since: number | undefined, is: Told): Finding | undefined {
  if (since === undefined || is.at - since < lastingMs) return undefined;
  return conclude(clockJumped, {
    ...{ scope: 'clock', site, feed, from: since },
    ...{ measure: 'clock off by', value: Math.abs(is.offsetMs) / 1000, limit: farMs / 1000, unit: 's' },
    facts: { agent: idOf(key), clock: seconds(is) },
    evidence: [{ event: `${key}@${is.at}`, time: is.at, says: figure(is) }],
  });
}

/** How far its clock is ahead of ours, as a person says it. */
const seconds = ({ offsetMs }: ClockEstimate): string =>
  `${offsetMs > 0 ? '−' : '+'}${(Math.abs(offsetMs) / 1000).toFixed(1)} s`;

/** With how far that may be wrong; what it is a figure of stands behind, for who reads it in words. */
const figure = (known: ClockEstimate): string =>
  `${seconds(known)} ± ${(known.errorMs / 1000).toFixed(3)} s: clock against the hub`;
