// R-22, agent silent: an agent that should be telling is not heard beyond its grace. Blind is loud.
import type { Feed } from '../contracts/ids.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import type { World } from '../world.ts';
import { conclude, idOf } from './conclusion.ts';
import type { Moment, Rule, Said, Step } from './rule.ts';

/** `since`: the last sign of life, or the moment the hub began to listen, whichever is later. */
interface Memory {
  readonly since: number;
  readonly heard: boolean;
  readonly expected: boolean;
  readonly site: string;
  readonly feed: Feed;
  readonly open: Finding | undefined;
}

type Beat = Extract<KeyEvent, { kind: 'beat' }>;

export const agentSilent: Rule<Memory> = {
  id: 'agent-silent',
  version: 2,
  keys: ['agent'],
  severity: 'S2',
  integrity: true,
  latched: false,
  mergeGapMs: 0,
  start: { since: 0, heard: false, expected: false, site: '', feed: 'live', open: undefined },

  step(memory, moment) {
    const step = judged(memory, moment);
    const says = said(memory, step.memory, moment);
    return says.length === 0 ? step : { ...step, says };
  },
};

function judged(memory: Memory, moment: Moment): Step<Memory> {
  const { event, world } = moment;
  if (event.kind === 'beat') return event.online ? heard(memory, event, world) : gone(memory, event, world);
  if (event.kind === 'listening' || event.kind === 'plan') return listening(memory, moment);
  return event.kind === 'tick' ? missed(memory, moment) : { memory };
}

const wake = (memory: Memory, world: World): Step<Memory> => ({
  memory,
  wakeAt: { at: memory.since + world.graceMs, witnesses: ['hub'] },
});

/** A recording that ended, or one that is only replayed, owes the hub nothing more. */
function heard({ open }: Memory, { time, site, feed, finished }: Beat, world: World): Step<Memory> {
  const expected = feed !== 'historical' && !finished;
  const next: Memory = { since: time, heard: true, expected, site, feed, open: undefined };
  const findings = open === undefined ? [] : [{ ...open, to: time }];
  return expected ? { ...wake(next, world), findings } : { memory: next, findings, wakeAt: null };
}

/** A will: the grace runs on all the same. */
function gone(memory: Memory, beat: Beat, world: World): Step<Memory> {
  if (!memory.expected || memory.open !== undefined) return { memory };
  return beat.finished ? { memory: { ...memory, expected: false }, wakeAt: null } : wake(memory, world);
}

/** The silence before the hub listened, or before the plan asked for this agent, is nobody's. */
function listening(memory: Memory, { key, event, world }: Moment): Step<Memory> {
  const site = world.expected.get(key);
  if (!memory.heard && !memory.expected && site !== undefined)
    return wake({ ...memory, since: event.time, expected: true, site }, world);
  if (event.kind === 'plan' || !memory.expected || memory.open !== undefined) return { memory };
  return wake({ ...memory, since: Math.max(memory.since, event.time) }, world);
}

function missed(memory: Memory, { key, event, world }: Moment): Step<Memory> {
  const silentMs = event.time - memory.since;
  if (!memory.expected || memory.open !== undefined) return { memory };
  if (silentMs < world.graceMs) return wake(memory, world);
  const { since, site, feed } = memory;
  const open = conclude(agentSilent, {
    ...{ scope: 'agent', site, feed, from: since },
    ...{ measure: 'silent for at least', value: silentMs / 1000, limit: world.graceMs / 1000, unit: 's' },
    facts: { agent: idOf(key) },
    evidence: [{ event: `${key}@${since}`, time: since, says: memory.heard ? 'last heard' : 'never heard' }],
  });
  return { memory: { ...memory, open }, findings: [open] };
}

/**
 * Does what it speaks for see, as far as it goes? As long as it is heard; neither in its silence nor after it has finished.
 * Of a recording, and of one never heard and not yet missed, nothing is known.
 */
function sees({ heard, expected, feed, open }: Memory): boolean | undefined {
  if (open !== undefined) return false;
  return heard && feed !== 'historical' ? expected : undefined;
}

/** To its devices when it changes; and when a plan may have given it others, what holds by then. */
function said(was: Memory, is: Memory, { key, event, world }: Moment): Said[] {
  const now = sees(is);
  if (now === undefined || (now === sees(was) && event.kind !== 'plan')) return [];
  const says = now ? 'heard' : is.open === undefined ? 'agent finished' : 'agent silent';
  return world.devicesOf(key).map((to) => ({ to, say: { what: 'health', sees: now, says } }));
}
