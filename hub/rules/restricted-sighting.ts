// R-03 by camera, restricted sighting: a camera made out a person or vehicle where nobody of the kind may be.
import type { Evidence } from '../contracts/alert.ts';
import { readPlate } from '../contracts/identity/plate.ts';
import type { CameraDetection } from '../contracts/observation.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import { conclude, ended, fenceWords, idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Rule, Step, Wish } from './rule.ts';

/** What is in sight: since the finding began, last at `last`, ms, told by `agent`. */
interface Sight {
  readonly finding: Finding;
  readonly last: number;
  readonly evidence: Evidence;
  readonly agent: string;
  /** Its tick came in silence: it may be there yet. */
  readonly asked?: boolean;
}

/** By what was made out. */
type Memory = ReadonlyMap<string, Sight>;

/** Analytics that are less sure than this of what they see are not believed; those that do not say are. */
const confidenceLeast = 0.5;

type Detection = Extract<KeyEvent, { kind: 'camera.detection' }>;

export const restrictedSighting: Rule<Memory> = {
  id: 'restricted-sighting',
  version: 2,
  keys: ['device'],
  severity: 'S2',
  integrity: false,
  latched: true,
  mergeGapMs: 0,
  start: new Map(),

  step(memory, moment) {
    const { event } = moment;
    if (event.kind === 'camera.detection') return detected(memory, moment, event);
    if (event.kind === 'tick') return event.silent.length > 0 ? unheard(memory, moment) : quiet(memory, moment);
    return event.kind === 'plan' && memory.size > 0 ? replanned(memory, moment) : { memory };
  },
};

/** A person stays one alert however often the camera sees them: only when they were seen last moves on. */
function detected(memory: Memory, moment: Moment, event: Detection): Step<Memory> {
  const fence = moment.world.deviceOf(moment.key)?.fence;
  const { what, confidence = 1 } = event.data;
  if (fence === undefined || confidence < confidenceLeast || !forbids(moment, fence, event.data)) return { memory };
  const known = memory.get(what);
  // Whether it had gone before this is still waited for: by its tick this is another sighting, or, in silence, the same.
  if (known !== undefined && known.asked !== true && dueOf(known, moment) < event.time) return { memory };
  const evidence = witnessed(moment, 'seen');
  const finding = known?.finding ?? sighted(moment, event, fence, evidence);
  const sights = new Map(memory).set(what, { finding, last: event.time, evidence, agent: event.agent });
  return { memory: sights, findings: known === undefined ? [finding] : [], ...next(sights, moment) };
}

function forbids({ world }: Moment, fence: string, { what, plate }: CameraDetection): boolean {
  const facts = world.factsOf(fence);
  if (what !== 'person' && what !== 'vehicle') return false;
  if (facts?.restricted !== true || facts.allowed.includes(`kind:${what}`)) return false;
  const read = plate === undefined ? undefined : readPlate(plate);
  return !(read?.ok === true && facts.allowed.includes(`vehicle:${read.value.plate}`));
}

const dueOf = ({ last }: Sight, { world }: Moment): number => last + world.sightingQuietMs;

function unheard(memory: Memory, moment: Moment): Step<Memory> {
  const isDue = (sight: Sight): boolean => dueOf(sight, moment) <= moment.event.time;
  const sights = new Map([...memory].map(([what, one]) => [what, isDue(one) ? { ...one, asked: true } : one] as const));
  return { memory: sights, ...next(sights, moment) };
}

/** Not seen for long enough, by a camera whose agent has told everything so far. */
function quiet(memory: Memory, moment: Moment): Step<Memory> {
  const { event, world } = moment;
  const sights = new Map(memory);
  const findings: Finding[] = [];
  for (const [what, { finding, last, evidence }] of memory) {
    if (last + world.sightingQuietMs > event.time) continue;
    sights.delete(what);
    findings.push(gone(finding, evidence, event.time));
  }
  return { memory: sights, findings, ...next(sights, moment) };
}

/** Seen but once: there is no other event to name. */
const gone = (finding: Finding, last: Evidence, to: number): Finding =>
  finding.why.evidence[0]?.event === last.event
    ? { ...finding, to }
    : ended(finding, to, { ...last, says: 'seen last' });

/** The wish is always for the first that is due, and stands while what is due by now is still waited for. */
function next(sights: Memory, moment: Moment): { wakeAt?: Wish | null } {
  const waiting = [...sights.values()].filter(({ asked }) => asked !== true);
  const first = waiting.toSorted((a, b) => a.last - b.last)[0];
  if (first === undefined) return { wakeAt: null };
  const at = dueOf(first, moment);
  return at <= moment.event.time ? {} : { wakeAt: { at, witnesses: [`agent:${first.agent}`] } };
}

/** Where a new plan lets them be, or looks elsewhere with this camera, there is nothing to be told of. */
function replanned(memory: Memory, moment: Moment): Step<Memory> {
  const { event, key, world } = moment;
  const fence = world.deviceOf(key)?.fence;
  const sights = new Map(memory);
  const findings: Finding[] = [];
  for (const [what, { finding }] of memory) {
    const isSame = finding.why.facts['fence'] === fence;
    if (isSame && fence !== undefined && forbids(moment, fence, { what: what as CameraDetection['what'] })) continue;
    sights.delete(what);
    findings.push(ended(finding, event.time, witnessed(moment, 'now allowed')));
  }
  return findings.length === 0 ? { memory } : { memory: sights, findings, ...next(sights, moment) };
}

function sighted(
  { key, world }: Moment,
  { data, feed, site, time }: Detection,
  fence: string,
  evidence: Evidence,
): Finding {
  const { what, plate, confidence = 1 } = data;
  return conclude(restrictedSighting, {
    scope: `${fence}/${what}`,
    site: world.factsOf(fence)?.site ?? site,
    ...{ feed, from: time, measure: 'seen by a camera', value: confidence, limit: confidenceLeast, unit: '' },
    facts: { device: idOf(key), what, plate, ...fenceWords(world, fence), plan: world.plan },
    evidence: [evidence],
  });
}
