// R-12, box without tag: a lane's camera made out a box, and an antenna of that lane that sees read no tag of it.
import { readContainer } from '../contracts/identity/container.ts';
import type { CameraDetection } from '../contracts/observation.ts';
import type { Finding, KeyEvent, Say } from '../flow.ts';
import { conclude, ended, feedOf, idOf, siteOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Rule, Said, Step, Witness } from './rule.ts';

type Sighted = Extract<Say, { what: 'sighted' }>;

/**
 * A camera tells its lane, a lane the box, and adds which of its antennas see: it remembers those that said they do not,
 * and an antenna what it said of itself. A box remembers where it was read last, and the sighting for which it waits.
 */
interface Memory {
  readonly blind: readonly string[];
  readonly read: { readonly antenna: string; readonly time: number } | undefined;
  readonly waiting: Waiting | undefined;
}

/** Told once nobody has read it by `due`, ms. */
interface Waiting {
  readonly due: number;
  readonly told: boolean;
  readonly antennas: readonly string[];
  readonly finding: Finding;
}

/** Analytics that are less sure than this of what they see are not believed; those that do not say are. */
const confidenceLeast = 0.5;

export const boxWithoutTag: Rule<Memory> = {
  id: 'box-without-tag',
  version: 1,
  keys: ['device', 'lane', 'container'],
  severity: 'S3',
  integrity: false,
  // A box stands in front of a camera for a while.
  mergeGapMs: 60_000,
  start: { blind: [], read: undefined, waiting: undefined },

  step(memory, moment) {
    if (moment.kind === 'device') return ofDevice(memory, moment);
    return moment.kind === 'lane' ? atLane(memory, moment) : ofBox(memory, moment);
  },
};

function ofDevice(memory: Memory, { key, event, world }: Moment): Step<Memory> {
  const { lane, kind } = world.deviceOf(key) ?? {};
  if (lane === undefined) return { memory };
  if (event.kind === 'camera.detection') return { memory, says: sightingAt(lane, key, event.data) };
  if (event.kind !== 'device.health' || kind !== 'antenna') return { memory };
  const { state } = event.data;
  const sees = state === 'healthy';
  if (sees !== memory.blind.includes(key)) return { memory };
  const says = [{ to: `lane:${lane}`, say: { what: 'health', sees, says: state } as const }];
  return { memory: { ...memory, blind: sees ? [] : [key] }, says };
}

/** A number that is no sound one is none: which box it was nobody knows. */
function sightingAt(lane: string, camera: string, { container, confidence = 1 }: CameraDetection): readonly Said[] {
  const read = readContainer(container ?? '');
  if (!read.ok || confidence < confidenceLeast) return [];
  return [{ to: `lane:${lane}`, say: { what: 'sighted', container: read.value, camera, lane, antennas: [] } }];
}

/** Where no antenna sees, a tag that was not read proves nothing: that is an alert of its own. Of its agent's silence a tick tells. */
function atLane(memory: Memory, { event, world }: Moment): Step<Memory> {
  if (event.kind !== 'said') return { memory };
  const { by, say } = event;
  if (say.what === 'health') {
    const others = memory.blind.filter((antenna) => antenna !== by);
    if (others.length < memory.blind.length !== say.sees) return { memory };
    return { memory: { ...memory, blind: say.sees ? others : [...others, by].sort() } };
  }
  if (say.what !== 'sighted') return { memory };
  const antennas = world.antennasOf(say.lane).filter((antenna) => !memory.blind.includes(antenna));
  if (antennas.length === 0) return { memory };
  return { memory, says: [{ to: `container:${say.container}`, say: { ...say, antennas } }] };
}

function ofBox(memory: Memory, moment: Moment): Step<Memory> {
  const { event } = moment;
  if (event.kind === 'tick') return notRead(memory, event);
  if (event.kind !== 'said') return { memory };
  if (event.say.what === 'sighted') return sighted(memory, moment, event.say);
  return event.say.what === 'seen' ? read(memory, moment, `device:${event.say.antenna}`) : { memory };
}

/** A read by an antenna of the lane is what was waited for; one by any antenna ends what was told: it has a tag. */
function read(memory: Memory, moment: Moment, antenna: string): Step<Memory> {
  const { waiting } = memory;
  const next = { ...memory, read: { antenna, time: moment.event.time } };
  if (waiting?.told === true) return { memory: { ...next, waiting: undefined }, findings: [over(waiting, moment)] };
  if (waiting?.antennas.includes(antenna) !== true || moment.event.time > waiting.due) return { memory: next };
  return { memory: { ...next, waiting: undefined }, wakeAt: null };
}

const over = ({ finding }: Waiting, moment: Moment): Finding =>
  ended(finding, moment.event.time, witnessed(moment, 'seen'));

/** The first sighting at a lane is waited for; that its camera goes on seeing the box changes nothing. */
function sighted(memory: Memory, moment: Moment, say: Sighted): Step<Memory> {
  const { world, event } = moment;
  const { waiting } = memory;
  if (waiting !== undefined && (!waiting.told || waiting.finding.scope === say.lane)) return { memory };
  if (wasRead(memory, event.time - world.tagWindowMs, say.antennas)) return { memory };
  const due = event.time + world.tagWindowMs;
  const next = { due, told: false, antennas: say.antennas, finding: unread(moment, say) };
  const agents = new Set(say.antennas.flatMap((antenna) => world.deviceOf(antenna)?.agent ?? []));
  const witnesses = [...agents].sort().map((agent): Witness => `agent:${agent}`);
  const findings = waiting === undefined ? [] : [over(waiting, moment)];
  return { memory: { ...memory, waiting: next }, findings, wakeAt: { at: due, witnesses } };
}

const wasRead = ({ read }: Memory, since: number, antennas: readonly string[]): boolean =>
  read !== undefined && read.time >= since && antennas.includes(read.antenna);

/** In the silence of an antenna's agent nothing is concluded; once it has told so far, the tick comes again, heard. */
function notRead(memory: Memory, { silent }: Extract<KeyEvent, { kind: 'tick' }>): Step<Memory> {
  const { waiting } = memory;
  if (waiting === undefined) return { memory };
  if (silent.length > 0) return { memory: { ...memory, waiting: undefined } };
  return { memory: { ...memory, waiting: { ...waiting, told: true } }, findings: [waiting.finding] };
}

function unread(moment: Moment, { lane, camera, antennas }: Sighted): Finding {
  const { world, carrier, event } = moment;
  const windowS = world.tagWindowMs / 1000;
  return conclude(boxWithoutTag, {
    ...{ scope: lane, site: world.laneOf(lane)?.site ?? siteOf(moment), feed: feedOf(moment), from: event.time },
    ...{ measure: 'without a read for', value: windowS, limit: windowS, unit: 's' },
    facts: {
      ...{ asset: moment.key, lane, camera: idOf(camera), antennas: antennas.map(idOf).join(' ') },
      ...{ carrier, plan: world.plan },
    },
    evidence: [witnessed(moment, 'seen by a camera')],
  });
}
