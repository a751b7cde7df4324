// R-23, segment blind: a piece of the perimeter stands for the physical fence, and none of its sensors sees.
import type { Evidence } from '../contracts/alert.ts';
import type { Finding } from '../flow.ts';
import type { SegmentFacts } from '../world.ts';
import { conclude, ended, feedOf, fenceWords, idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Rule, Step } from './rule.ts';

/** What a sensor told last. */
interface Watching {
  readonly sees: boolean;
  readonly evidence: Evidence;
}

interface Memory {
  readonly sensors: ReadonlyMap<string, Watching>;
  readonly open: Finding | undefined;
}

/** More sensors than that watch no one segment. */
const sensorsMost = 64;

export const segmentBlind: Rule<Memory> = {
  id: 'segment-blind',
  version: 1,
  keys: ['segment'],
  severity: 'S1',
  integrity: true,
  latched: false,
  // A sensor that comes and goes is one trouble.
  mergeGapMs: 60_000,
  start: { sensors: new Map(), open: undefined },

  step(memory, moment) {
    const { event, world, key } = moment;
    const segment = world.segmentOf(idOf(key));
    if (event.kind === 'plan')
      return segment === undefined ? abolished(memory, moment) : watched(memory, moment, segment);
    if (event.kind !== 'said' || event.say.what !== 'health' || segment === undefined) return { memory };
    const { by, say } = event;
    const known = memory.sensors.get(by);
    const evidence = witnessed(moment, `${idOf(by)}: ${say.says}`);
    // Said again by reason of a new plan: the evidence is the event that it was said of first.
    if (known?.sees === say.sees && known.evidence.says === evidence.says) return watched(memory, moment, segment);
    if (known === undefined && memory.sensors.size >= sensorsMost) return { memory };
    const sensors = new Map(memory.sensors).set(by, { sees: say.sees, evidence });
    return watched({ ...memory, sensors }, moment, segment);
  },
};

/** By those of its sensors that ever told: one that nobody has ever heard of proves nothing. */
function watched(memory: Memory, moment: Moment, segment: SegmentFacts): Step<Memory> {
  const known = segment.sensors.flatMap((sensor) => memory.sensors.get(sensor) ?? []);
  const isBlind = known.length > 0 && !known.some(({ sees }) => sees);
  if (isBlind === (memory.open !== undefined)) return { memory };
  if (isBlind) {
    const open = blind(moment, segment, known);
    return { memory: { ...memory, open }, findings: [open] };
  }
  return over(memory, moment, 'sees again');
}

const abolished = (memory: Memory, moment: Moment): Step<Memory> =>
  over({ ...memory, sensors: new Map() }, moment, 'not in the plan');

function over(memory: Memory, moment: Moment, says: string): Step<Memory> {
  if (memory.open === undefined) return { memory };
  const finding = ended(memory.open, moment.event.time, witnessed(moment, says));
  return { memory: { ...memory, open: undefined }, findings: [finding] };
}

function blind(moment: Moment, segment: SegmentFacts, known: readonly Watching[]): Finding {
  const { event, world } = moment;
  const { id, site, fence, nameZh, nameEn, sensors } = segment;
  return conclude(segmentBlind, {
    ...{ scope: 'segment', site, feed: feedOf(moment), from: event.time },
    ...{ measure: 'sensors that see', value: 0, limit: 1, unit: 'sensors' },
    facts: {
      ...{ segment: id, segmentZh: nameZh, segmentEn: nameEn, ...fenceWords(world, fence) },
      ...{ sensors: sensors.map(idOf).join(', '), plan: world.plan },
    },
    evidence: known.map(({ evidence }) => evidence).slice(0, 16),
  });
}
