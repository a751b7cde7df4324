// R-22 for devices, device silent: a reader or camera that does not see. It tells the perimeter segments it watches.
import type { Finding, KeyEvent } from '../flow.ts';
import type { SegmentFacts } from '../world.ts';
import { amended, conclude, ended, fenceWords, idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Rule, Said, Step } from './rule.ts';

type Health = Extract<KeyEvent, { kind: 'device.health' }>;

/** What its agent's being heard means for it, what it says of itself, and which of them is told. */
interface Memory {
  readonly agentSees: boolean | undefined;
  readonly agentSays: string;
  readonly state: Health['data']['state'] | undefined;
  readonly open: Finding | undefined;
}

export const deviceSilent: Rule<Memory> = {
  id: 'device-silent',
  version: 1,
  keys: ['device'],
  severity: 'S2',
  integrity: true,
  latched: false,
  // One that comes and goes is one trouble.
  mergeGapMs: 60_000,
  start: { agentSees: undefined, agentSays: '', state: undefined, open: undefined },

  step(memory, moment) {
    const step = judged(memory, moment);
    const says = said(memory, step.memory, moment);
    return says.length === 0 ? step : { ...step, says };
  },
};

function judged(memory: Memory, moment: Moment): Step<Memory> {
  const { event } = moment;
  if (event.kind === 'device.health') return told(memory, moment, event);
  if (event.kind === 'said' && event.say.what === 'health') {
    const { sees, says } = event.say;
    if (sees === memory.agentSees && says === memory.agentSays) return { memory };
    return { memory: { ...memory, agentSees: sees, agentSays: says } };
  }
  if (event.kind !== 'plan' || memory.open === undefined) return { memory };
  if (moment.world.deviceOf(moment.key) !== undefined) return { memory };
  const finding = ended(memory.open, event.time, witnessed(moment, 'not in the plan'));
  return { memory: { ...memory, open: undefined }, findings: [finding] };
}

/** Maintenance is announced: it does not see, and that is no trouble of its own. */
function told(memory: Memory, moment: Moment, event: Health): Step<Memory> {
  const { state } = event.data;
  if (state === memory.state) return { memory };
  if (state === 'healthy' || state === 'maintenance') {
    const next = { ...memory, state, open: undefined };
    const end = memory.open && ended(memory.open, event.time, witnessed(moment, state));
    return { memory: next, findings: end === undefined ? [] : [end] };
  }
  const open =
    memory.open === undefined ? unseeing(moment, event) : amended(memory.open, { state }, witnessed(moment, state));
  return { memory: { ...memory, state, open }, findings: [open] };
}

function unseeing(moment: Moment, event: Health): Finding {
  const { key, world } = moment;
  const { state, says } = event.data;
  const device = world.deviceOf(key);
  const alone = segmentsOf(moment).find(({ sensors }) => sensors.length === 1);
  return conclude(deviceSilent, {
    ...{ scope: 'device', site: device?.site ?? event.site, feed: event.feed, from: event.time },
    severity: alone === undefined ? deviceSilent.severity : 'S1',
    ...{ measure: 'sensors that see', value: 0, limit: 1, unit: 'sensors' },
    facts: {
      ...{ device: idOf(key), agent: event.agent, state, says, lane: device?.lane },
      ...(device?.fence !== undefined && fenceWords(world, device.fence)),
      ...{ segment: alone?.id, segmentZh: alone?.nameZh, segmentEn: alone?.nameEn, plan: world.plan },
    },
    evidence: [witnessed(moment, state)],
  });
}

const segmentsOf = ({ key, world }: Moment): SegmentFacts[] =>
  (world.deviceOf(key)?.segments ?? []).flatMap((segment) => world.segmentOf(idOf(segment)) ?? []);

/** Undefined while nobody has told: neither its agent, nor it of itself. */
function sees({ agentSees, state }: Memory): boolean | undefined {
  if (agentSees === undefined && state === undefined) return undefined;
  return agentSees !== false && (state === undefined || state === 'healthy');
}

/** To its segments when it changes; and when a plan may have given it others, what holds by then. */
function said(was: Memory, is: Memory, { key, event, world }: Moment): Said[] {
  const now = sees(is);
  if (now === undefined || (now === sees(was) && event.kind !== 'plan')) return [];
  const says = now ? 'sees' : is.agentSees === false ? is.agentSays : (is.state ?? '');
  return (world.deviceOf(key)?.segments ?? []).map((to) => ({ to, say: { what: 'health', sees: now, says } }));
}
