// R-22, agent silent: an agent that should be telling is not heard beyond its grace. Blind is loud.
import type { Feed } from '../contracts/ids.ts';
import type { Finding, KeyEvent, World } from '../flow.ts';
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
  mergeGapMs: 0,
  start: { since: 0, heard: false, expected: false, site: '', feed: 'live', open: undefined },

  step(memory, moment) {
    const { event } = moment;
    if (event.kind === 'beat') return event.online ? heard(memory, event, moment) : gone(memory, event, moment.world);
    if (event.kind === 'listening' || event.kind === 'plan') return listening(memory, moment);
    if (event.kind === 'tick') return judge(memory, moment);
    return { memory };
  },
};

const wake = (memory: Memory, world: World) => ({
  memory,
  wakeAt: { at: memory.since + world.graceMs, witnesses: ['hub'] as const },
});

/** What the agent speaks for sees as long as it is heard, and not when it is silent. */
const tell = ({ key, world }: Moment, sees: boolean): Said[] =>
  world.devicesOf(key).map((to) => ({ to, say: { what: 'health', sees, says: sees ? 'heard' : 'agent silent' } }));

/** A recording that ended, or one that is only replayed, owes the hub nothing more. */
function heard(memory: Memory, { time, site, feed, finished }: Beat, moment: Moment): Step<Memory> {
  const expected = feed !== 'historical' && !finished;
  const next: Memory = { since: time, heard: true, expected, site, feed, open: undefined };
  const findings = memory.open === undefined ? [] : [{ ...memory.open, to: time }];
  const seesNow = expected && (!memory.heard || memory.open !== undefined || !memory.expected);
  const says = seesNow ? tell(moment, true) : finished && memory.expected ? tell(moment, false) : [];
  if (expected) return { ...wake(next, moment.world), findings, says };
  return { memory: next, findings, says, wakeAt: null };
}

/** A will: the grace runs on all the same. */
function gone(memory: Memory, beat: Beat, world: World): Step<Memory> {
  if (!memory.expected || memory.open !== undefined) return { memory };
  return wake(beat.finished ? { ...memory, expected: false } : memory, world);
}

/** The silence before the hub listened, or before the plan asked for this agent, is nobody's. */
function listening(memory: Memory, moment: Moment): Step<Memory> {
  const { key, event, world } = moment;
  const site = world.expected.get(key);
  if (!memory.heard && !memory.expected && site !== undefined)
    return wake({ ...memory, since: event.time, expected: true, site }, world);
  // A new plan may have given it other devices.
  const says = event.kind === 'plan' && memory.heard ? tell(moment, memory.expected && memory.open === undefined) : [];
  if (event.kind === 'plan' || !memory.expected || memory.open !== undefined) return { memory, says };
  return wake({ ...memory, since: Math.max(memory.since, event.time) }, world);
}

function judge(memory: Memory, moment: Moment): Step<Memory> {
  const { key, event, world } = moment;
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
  return { memory: { ...memory, open: finding }, findings: [finding], says: tell(moment, false) };
}
