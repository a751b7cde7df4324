// Impossible motion: a thing is told to be where it cannot have come to; its place is not believed meanwhile.
import type { Finding } from '../flow.ts';
import { conclude, ended } from './conclusion.ts';
import { placed, witnessed } from './evidence.ts';
import type { Moment, Rule, Step, Wish } from './rule.ts';

/** What stands of it. `over` is how it would have ended, if nothing strange comes any more: by the first fix that can be. */
interface Memory {
  readonly open: Finding | undefined;
  readonly over: Finding | undefined;
}

/** Two ships of one number are told of in turn: that is one thing, over when nothing strange was told for so long, ms. */
const quietMs = 600_000;
const nothing: Memory = { open: undefined, over: undefined };

export const impossibleMotion: Rule<Memory> = {
  id: 'impossible-motion',
  version: 2,
  keys: ['vessel', 'vehicle', 'container', 'seal'],
  severity: 'S3',
  integrity: false,
  latched: false,
  mergeGapMs: quietMs,
  patient: true,
  start: nothing,

  step(memory, moment) {
    const { open, over } = memory;
    const { strange, event } = moment;
    if (event.kind === 'tick') return quiet(memory, moment);
    if (isStrange(moment)) return again(memory, moment);
    if (open === undefined || over !== undefined || strange !== undefined || event.kind !== 'position')
      return { memory };
    return { memory: { open, over: ended(open, event.time, witnessed(moment, 'a place that can be')) } };
  },
};

/** Is it this very event that cannot be? */
const isStrange = ({ strange, event }: Moment): boolean => 'id' in event && strange?.place.id === event.id;

function again(memory: Memory, moment: Moment): Step<Memory> {
  const { open, over } = memory;
  const wakeAt: Wish = { at: moment.event.time + quietMs, witnesses: [`agent:${moment.strange?.place.agent ?? ''}`] };
  if (open !== undefined) return { memory: over === undefined ? memory : { open, over: undefined }, wakeAt };
  const finding = jumped(moment);
  return { memory: { open: finding, over: undefined }, findings: [finding], wakeAt };
}

/** Nobody told anything strange for long: it was over with the first fix that could be, or now, if there was none. */
function quiet({ open, over }: Memory, moment: Moment): Step<Memory> {
  if (open === undefined) return { memory: nothing };
  return {
    memory: nothing,
    findings: [over ?? ended(open, moment.event.time, witnessed(moment, 'heard no more of it'))],
  };
}

function jumped(moment: Moment): Finding {
  const { key, name, strange, place, world } = moment;
  const { kmh = 0, mostKmh = 0, place: at } = strange ?? {};
  // Of what another site told nothing is named: sites are walls.
  const own = place?.site === at?.site ? place : undefined;
  return conclude(impossibleMotion, {
    scope: 'motion',
    site: at?.site ?? '',
    feed: at?.feed ?? 'live',
    from: at?.time ?? moment.event.time,
    ...{ measure: 'would have moved at', value: kmh, limit: mostKmh, unit: 'km/h' },
    facts: { asset: name ?? key, kmh: `${kmh} km/h`, agent: at?.agent, believed: own?.agent, plan: world.plan },
    evidence: [...(own === undefined ? [] : placed(moment)), witnessed(moment, 'seen elsewhere')],
  });
}
