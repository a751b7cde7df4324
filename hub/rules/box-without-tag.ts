// R-12, box seen without its tag: a camera made out a box at a lane, and no antenna there read a tag of it.
import type { Finding } from '../flow.ts';
import type { Say } from '../say.ts';
import { conclude, ended, idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import { atLane, type LaneMemory, nobodyThere, toldToLane } from './lane-sighting.ts';
import type { Moment, Rule, Step } from './rule.ts';

/** Of a box: by lane when a tag of it was read last, ms, and what stands. Of a lane: see lane-sighting. */
interface Memory extends LaneMemory {
  readonly reads: ReadonlyMap<string, number>;
  readonly open: ReadonlyMap<string, Finding>;
}

/**
 * Devices tell their lane, the lane tells the box once its antennas' agents have told everything, and the box knows what
 * was read of its tags: that nothing was is an absence, and needs those witnesses.
 */
export const boxWithoutTag: Rule<Memory> = {
  id: 'box-without-tag',
  version: 2,
  keys: ['device', 'lane', 'container'],
  severity: 'S3',
  integrity: false,
  latched: false,
  mergeGapMs: 60_000,
  start: { ...nobodyThere, reads: new Map(), open: new Map() },

  step(memory, moment) {
    const { event, kind } = moment;
    if (kind === 'device') return { memory, says: toldToLane(moment) };
    if (kind === 'lane') return atLane(memory, moment);
    if (event.kind !== 'said') return { memory };
    if (event.say.what === 'seen') return read(memory, moment, event.say.antenna);
    return event.say.what === 'checked' ? checked(memory, moment, event.say) : { memory };
  },
};

/** Wherever its tag is read, it has one again. */
function read(memory: Memory, moment: Moment, antenna: string): Step<Memory> {
  const { event, world } = moment;
  const { lane } = world.deviceOf(`device:${antenna}`) ?? {};
  const findings = [...memory.open.values()].map((one) => ended(one, event.time, witnessed(moment, 'seen')));
  const open = findings.length === 0 ? memory.open : new Map<string, Finding>();
  if (lane === undefined || memory.reads.get(lane) === event.time)
    return findings.length === 0 ? { memory } : { memory: { ...memory, open }, findings };
  // What was read longer ago than two windows answers no question that may yet be asked.
  const recent = [...memory.reads].filter(([, time]) => time >= event.time - 2 * world.tagWindowMs);
  return { memory: { ...memory, open, reads: new Map(recent).set(lane, event.time) }, findings };
}

function checked(memory: Memory, moment: Moment, say: Extract<Say, { what: 'checked' }>): Step<Memory> {
  const { lane, since } = say;
  if (memory.open.has(lane) || (memory.reads.get(lane) ?? -Infinity) >= since) return { memory };
  const finding = unread(moment, say);
  return { memory: { ...memory, open: new Map(memory.open).set(lane, finding) }, findings: [finding] };
}

function unread({ key, name, carries, carrier, world }: Moment, say: Extract<Say, { what: 'checked' }>): Finding {
  const { lane, camera, antennas, since, feed, seen } = say;
  const windowS = (seen.time - since) / 1000;
  const { site = '' } = world.laneOf(lane) ?? world.deviceOf(camera) ?? {};
  return conclude(boxWithoutTag, {
    ...{ scope: lane, site, feed, from: seen.time },
    ...{ measure: 'without a read for', value: windowS, limit: windowS, unit: 's' },
    facts: {
      ...{ asset: name ?? key, lane, camera: idOf(camera), antennas: antennas.join(' '), carrier },
      ...{ tag: carries.find((one) => one.startsWith('tag:')), plan: world.plan },
    },
    evidence: [seen],
  });
}
