// R-22, agent silent: an agent that should be telling is not heard beyond its grace. Blind is loud.
import type { Feed } from '../contracts/ids.ts';
import type { Finding, KeyEvent, World } from '../flow.ts';
import type { Moment, Rule } from './rule.ts';

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
  version: 1,
  keys: 'agent',
  severity: 'S2',
  integrity: true,
  mergeGapMs: 0,
  start: { since: 0, heard: false, expected: false, site: '', feed: 'live', open: undefined },

  step(memory, moment) {
    const { event, world } = moment;
    if (event.kind === 'beat') return event.online ? heard(memory, event, world) : gone(memory, event, world);
    if (event.kind === 'listening' || event.kind === 'plan') return listening(memory, moment);
    if (event.kind === 'tick') return judge(memory, moment);
    return { memory };
  },
};

const wake = (memory: Memory, world: World) => ({
  memory,
  wakeAt: { at: memory.since + world.graceMs, witness: 'hub' as const },
});

/** A recording that ended, or one that is only replayed, owes the hub nothing more. */
function heard(memory: Memory, { time, site, feed, finished }: Beat, world: World) {
  const expected = feed !== 'historical' && !finished;
  const next: Memory = { since: time, heard: true, expected, site, feed, open: undefined };
  const findings = memory.open === undefined ? [] : [{ ...memory.open, to: time }];
  return expected ? { ...wake(next, world), findings } : { memory: next, findings };
}

/** A will: the grace runs on all the same. */
function gone(memory: Memory, beat: Beat, world: World) {
  if (!memory.expected || memory.open !== undefined) return { memory };
  return wake(beat.finished ? { ...memory, expected: false } : memory, world);
}

/** The silence before the hub listened, or before the plan asked for this agent, is nobody's. */
function listening(memory: Memory, { key, event, world }: Moment) {
  const site = world.expected.get(key);
  if (!memory.heard && !memory.expected && site !== undefined)
    return wake({ ...memory, since: event.time, expected: true, site }, world);
  if (event.kind === 'plan' || !memory.expected || memory.open !== undefined) return { memory };
  return wake({ ...memory, since: Math.max(memory.since, event.time) }, world);
}

function judge(memory: Memory, { key, event, world }: Moment) {
  const silentMs = event.time - memory.since;
  if (!memory.expected || memory.open !== undefined) return { memory };
  if (silentMs < world.graceMs) return wake(memory, world);
  const says = memory.heard ? 'last heard' : 'never heard';
  const finding: Finding = {
    rule: agentSilent.id,
    scope: 'agent',
    site: memory.site,
    feed: memory.feed,
    severity: agentSilent.severity,
    from: memory.since,
    why: {
      rule: agentSilent.id,
      version: agentSilent.version,
      measure: 'silent for at least',
      value: silentMs / 1000,
      limit: world.graceMs / 1000,
      unit: 's',
      facts: { agent: key.slice(key.indexOf(':') + 1) },
      evidence: [{ event: `${key}@${memory.since}`, time: memory.since, says }],
    },
  };
  return { memory: { ...memory, open: finding }, findings: [finding] };
}
