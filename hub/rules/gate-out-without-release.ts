// R-02, gate out without release: a thing passed a lane outwards through a fence that nobody leaves without a release.
import type { Finding } from '../flow.ts';
import type { LaneFacts } from '../world.ts';
import { conclude, ended, feedOf, fenceWords } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import { type Passage, passageOf, sameWay, wayOf } from './passage.ts';
import { inForce, needsRelease, noReleases, type Releases, releasesAfter, withReleases } from './releases.ts';
import type { Moment, Rule, Step } from './rule.ts';

/** A passage out that may yet get its release; the finding is made when it passes. */
interface Waiting {
  readonly finding: Finding;
  readonly fence: string;
  readonly due: number;
  readonly told: boolean;
}

/** By lane what passed out and has not come back; and the passage told last, to know one told twice. */
interface Memory {
  readonly releases: Releases;
  readonly out: ReadonlyMap<string, Waiting>;
  readonly last: Passage | undefined;
}

/** The same passage is told by the box's own number and by its truck's plate. */
const twiceWithinMs = 60_000;

export const gateOutWithoutRelease: Rule<Memory> = {
  id: 'gate-out-without-release',
  version: 1,
  keys: ['vehicle', 'container'],
  severity: 'S1',
  integrity: true,
  latched: true,
  mergeGapMs: 0,
  start: { releases: noReleases, out: new Map(), last: undefined },

  step(memory, moment) {
    const { event } = moment;
    const releases = releasesAfter(memory.releases, moment);
    if (releases !== memory.releases) return learnt({ ...memory, releases });
    if (event.kind === 'tick') return waited(memory, moment);
    const passage = passageOf(event);
    if (passage !== undefined) return passed(memory, moment, passage);
    return memory.out.size === 0 ? { memory } : seen(memory, moment);
  },
};

function learnt(memory: Memory): Step<Memory> {
  const out = new Map<string, Waiting>();
  const findings: Finding[] = [];
  for (const [lane, waiting] of memory.out) {
    const finding = waiting.told ? withReleases(waiting.finding, memory.releases) : waiting.finding;
    out.set(lane, { ...waiting, finding });
    if (finding !== waiting.finding) findings.push(finding);
  }
  return { memory: { ...memory, out }, findings };
}

function passed(memory: Memory, moment: Moment, passage: Passage): Step<Memory> {
  const { event, world } = moment;
  const lane = world.laneOf(passage.lane);
  if (lane === undefined || isToldTwice(memory, passage)) return { memory };
  const known = { ...memory, last: passage };
  const way = wayOf(passage, lane);
  if (way === 'in') return over(known, moment, ({ fence }) => fence === lane.fence, event.time, 'passed');
  return way === 'out' ? went(known, moment, passage, lane) : { memory: known };
}

const isToldTwice = ({ last }: Memory, passage: Passage): boolean =>
  last !== undefined && sameWay(last, passage) && passage.time - last.time < twiceWithinMs;

function went(memory: Memory, moment: Moment, passage: Passage, lane: LaneFacts): Step<Memory> {
  const { kind, world } = moment;
  const open = memory.out.has(lane.id) || !needsRelease(world, lane.fence, kind);
  if (open || inForce(memory.releases, passage.time)) return { memory };
  const finding = passedOut(moment, passage, lane);
  const told = world.releaseGraceMs === 0;
  const due = passage.time + world.releaseGraceMs;
  const known = told ? withReleases(finding, memory.releases) : finding;
  const out = new Map(memory.out).set(lane.id, { finding: known, fence: lane.fence, due, told });
  return { memory: { ...memory, out }, findings: told ? [known] : [], ...next(out, passage.time) };
}

/** The grace is for releases that come seconds late: one in force when it is over counts as if it had been in time. */
function waited(memory: Memory, { event }: Moment): Step<Memory> {
  const out = new Map(memory.out);
  const findings: Finding[] = [];
  for (const [lane, waiting] of memory.out) {
    if (waiting.told || waiting.due > event.time) continue;
    if (inForce(memory.releases, event.time)) out.delete(lane);
    else {
      const finding = withReleases(waiting.finding, memory.releases);
      findings.push(finding);
      out.set(lane, { ...waiting, finding, told: true });
    }
  }
  return { memory: { ...memory, out }, findings, ...next(out, event.time) };
}

function next(out: Memory['out'], time: number): Pick<Step<Memory>, 'wakeAt'> {
  const due = [...out.values()].filter(({ told, due }) => !told && due > time).map(({ due }) => due);
  return { wakeAt: due.length === 0 ? null : { at: Math.min(...due), witnesses: ['hub'] } };
}

/** Seen to enter again; that it still seems inside right after the gate is only its last fix. */
function seen(memory: Memory, moment: Moment): Step<Memory> {
  const { crossings, event, kind, world } = moment;
  if (event.kind === 'plan')
    return over(memory, moment, ({ fence }) => !needsRelease(world, fence, kind), event.time, 'now allowed');
  const isBack = ({ fence, finding }: Waiting): boolean =>
    crossings.some((one) => one.kind === 'enter' && one.fence === fence && one.time > finding.from);
  return crossings.length === 0 ? { memory } : over(memory, moment, isBack, event.time, 'entered');
}

function over(
  memory: Memory,
  moment: Moment,
  isOver: (one: Waiting) => boolean,
  to: number,
  says: string,
): Step<Memory> {
  const gone = [...memory.out].filter(([, one]) => isOver(one));
  if (gone.length === 0) return { memory };
  const out = new Map(memory.out);
  for (const [lane] of gone) out.delete(lane);
  const findings = gone.flatMap(([, { told, finding }]) => (told ? [ended(finding, to, witnessed(moment, says))] : []));
  return { memory: { ...memory, out }, findings, ...next(out, moment.event.time) };
}

function passedOut(moment: Moment, { direction, time }: Passage, { id, fence, site }: LaneFacts): Finding {
  const { key, name, carrier, world } = moment;
  return conclude(gateOutWithoutRelease, {
    // Out with another load is another finding, as with an exit.
    ...{ scope: carrier === undefined ? id : `${id}@${carrier}`, site, feed: feedOf(moment), from: time },
    ...{ measure: 'releases in force', value: 0, limit: 1, unit: 'releases' },
    facts: { asset: name ?? key, lane: id, direction, ...fenceWords(world, fence), carrier, plan: world.plan },
    evidence: [witnessed(moment, 'passed')],
  });
}
