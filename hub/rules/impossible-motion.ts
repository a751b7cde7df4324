// R-33, impossible motion: a thing is told to be where it cannot have come to; its place is not believed meanwhile.
import type { Finding } from '../flow.ts';
import { conclude, ended } from './conclusion.ts';
import { placed, witnessed } from './evidence.ts';
import type { Moment, Rule } from './rule.ts';

/** What stands of it, and how many fixes in a row could not be. */
interface Memory {
  readonly open: Finding | undefined;
}

export const impossibleMotion: Rule<Memory> = {
  id: 'impossible-motion',
  version: 1,
  keys: ['vessel', 'vehicle', 'container', 'seal'],
  severity: 'S3',
  integrity: false,
  // Two of one number are told of in turn: that is one thing, not one for each fix.
  mergeGapMs: 600_000,
  start: { open: undefined },

  step(memory, moment) {
    const { open } = memory;
    const { strange, event } = moment;
    if (open === undefined) {
      if (strange === undefined) return { memory };
      const finding = jumped(moment);
      return { memory: { open: finding }, findings: [finding] };
    }
    if (strange !== undefined) return { memory };
    const says = event.kind === 'plan' ? 'another plan' : 'a place that can be';
    return { memory: { open: undefined }, findings: [ended(open, event.time, witnessed(moment, says))] };
  },
};

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
