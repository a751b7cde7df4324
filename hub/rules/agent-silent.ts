// R-22, agent silent: an agent that should be telling is not heard beyond its grace. Blind is loud.
import type { Feed } from '../contracts/ids.ts';
import type { Finding, KeyEvent, World } from '../flow.ts';
import type { Moment, Rule } from './rule.ts';

/** `heardAt`: the last sign of life, or the moment the hub began to listen, whichever is later. */
interface Memory {
  readonly heardAt: number;
  readonly connection: number;
  readonly epoch: string;
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
  start: { heardAt: 0, connection: 0, epoch: '', expected: false, site: '', feed: 'live', open: undefined },

  step(memory, moment) {
    const { event, world } = moment;
    if (event.kind === 'beat') return event.online ? heard(memory, event, world) : gone(memory, event, world);
    if (event.kind === 'listening') return listening(memory, event.time, world);
    if (event.kind === 'tick') return judge(memory, moment);
    return { memory };
  },
};

const wake = (memory: Memory, world: World) => ({
  memory,
  wakeAt: { at: memory.heardAt + world.graceMs, witness: 'hub' as const },
});

/** A recording that ended, or one that is only replayed, owes the hub nothing more. */
function heard(memory: Memory, beat: Beat, world: World) {
  const { connection, epoch, site, feed } = beat;
  const expected = feed !== 'historical' && !beat.finished;
  const next: Memory = { heardAt: beat.time, connection, epoch, expected, site, feed, open: undefined };
  const findings = memory.open === undefined ? [] : [{ ...memory.open, to: beat.time }];
  return expected ? { ...wake(next, world), findings } : { memory: next, findings };
}

/** A will: only of the connection we know, or it is a stale one after a new birth. The grace runs on all the same. */
function gone(memory: Memory, beat: Beat, world: World) {
  const stale = beat.epoch !== memory.epoch || beat.connection < memory.connection;
  if (stale || !memory.expected || memory.open !== undefined) return { memory };
  return wake(beat.finished ? { ...memory, expected: false } : memory, world);
}

function listening(memory: Memory, time: number, world: World) {
  if (!memory.expected || memory.open !== undefined) return { memory };
  return wake({ ...memory, heardAt: Math.max(memory.heardAt, time) }, world);
}

function judge(memory: Memory, { key, event, world }: Moment) {
  const silentMs = event.time - memory.heardAt;
  if (!memory.expected || memory.open !== undefined) return { memory };
  if (silentMs < world.graceMs) return wake(memory, world);
  const finding: Finding = {
    rule: agentSilent.id,
    scope: 'agent',
    site: memory.site,
    feed: memory.feed,
    severity: agentSilent.severity,
    from: memory.heardAt,
    why: {
      rule: agentSilent.id,
      version: agentSilent.version,
      measure: 'silent for at least',
      value: silentMs / 1000,
      limit: world.graceMs / 1000,
      unit: 's',
      facts: { agent: key.slice(key.indexOf(':') + 1) },
      evidence: [{ event: `${key}:${memory.epoch}:beat`, time: memory.heardAt, says: 'last heard' }],
    },
  };
  return { memory: { ...memory, open: finding }, findings: [finding] };
}
