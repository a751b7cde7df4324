// R-01, fence exit without release: a thing left a fence that nobody leaves without a release, and had none.
import type { Crossing } from '../../geo/fence-step.ts';
import type { Finding } from '../flow.ts';
import { causeWords, conclude, ended, feedOf, fenceWords, segmentWords } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import { inForce, needsRelease, noReleases, type Releases, releasesAfter, withReleases } from './releases.ts';
import type { Moment, Rule, Step } from './rule.ts';
import { noWaysOut, segmentLeft, type WaysOut, waysOutAfter } from './way-out.ts';

/** What is known of its releases, by fence the exits it has not come back from, and how it is about to leave others. */
interface Memory {
  readonly releases: Releases;
  readonly out: ReadonlyMap<string, Finding>;
  readonly ways: WaysOut;
}

export const fenceExitWithoutRelease: Rule<Memory> = {
  id: 'fence-exit-without-release',
  version: 2,
  keys: ['vehicle', 'container'],
  severity: 'S1',
  integrity: true,
  latched: true,
  mergeGapMs: 0,
  start: { releases: noReleases, out: new Map(), ways: noWaysOut },

  step(memory, moment) {
    const { event, crossings } = moment;
    const releases = releasesAfter(memory.releases, moment);
    if (releases !== memory.releases) return learnt({ ...memory, releases });
    const after = crossings.length === 0 ? { memory } : crossed(memory, moment);
    return event.kind === 'plan' ? replanned(after, moment) : underWay(after, moment);
  },
};

function underWay(step: Step<Memory>, moment: Moment): Step<Memory> {
  const { memory } = step;
  const ways = waysOutAfter(memory.ways, moment, (fence) => needsRelease(moment.world, fence, moment.kind));
  return ways === memory.ways ? step : { ...step, memory: { ...memory, ways } };
}

/** Only exits that still stand open are amended: one that came back is over. */
function learnt(memory: Memory): Step<Memory> {
  const out = new Map<string, Finding>();
  const findings: Finding[] = [];
  for (const [fence, finding] of memory.out) {
    const known = withReleases(finding, memory.releases);
    out.set(fence, known);
    if (known !== finding) findings.push(known);
  }
  return { memory: { ...memory, out }, findings };
}

function crossed(memory: Memory, moment: Moment): Step<Memory> {
  const out = new Map(memory.out);
  const findings: Finding[] = [];
  for (const crossing of moment.crossings) {
    const { fence, kind, time } = crossing;
    const before = out.get(fence);
    if (kind === 'enter' && before !== undefined) {
      findings.push(ended(before, time, witnessed(moment, 'entered')));
      out.delete(fence);
    }
    if (kind === 'enter' || before !== undefined || !isBarred(memory, moment, crossing)) continue;
    const finding = withReleases(left(memory, moment, crossing), memory.releases);
    findings.push(finding);
    out.set(fence, finding);
  }
  return findings.length === 0 ? { memory } : { memory: { ...memory, out }, findings };
}

/**
 * The release must have been in force at the first fix that was outside, not when the exit was believed. Who is outside
 * because the fence was redrawn, or is no longer in force, has not left it.
 */
const isBarred = ({ releases }: Memory, { world, kind }: Moment, { fence, time, cause }: Crossing): boolean =>
  (cause === 'moved' || cause === 'passed') && needsRelease(world, fence, kind) && !inForce(releases, time);

/** A fence that is gone, or needs no release any more, ends what it asked for. */
function replanned({ memory, findings = [] }: Step<Memory>, moment: Moment): Step<Memory> {
  const { world, kind, event } = moment;
  const over = [...memory.out].filter(([fence]) => !needsRelease(world, fence, kind));
  if (over.length === 0) return { memory, findings };
  const out = new Map(memory.out);
  const gone = over.map(([fence, finding]) => {
    out.delete(fence);
    const says = world.factsOf(fence) === undefined ? 'fence gone' : 'now allowed';
    return ended(finding, event.time, witnessed(moment, says));
  });
  return { memory: { ...memory, out }, findings: [...findings, ...gone] };
}

function left({ ways }: Memory, moment: Moment, { fence, time }: Crossing): Finding {
  const { key, name, carrier, world } = moment;
  return conclude(fenceExitWithoutRelease, {
    // Out with another load is another finding: a box that turns out to be on another truck left by that one.
    scope: carrier === undefined ? fence : `${fence}@${carrier}`,
    site: world.factsOf(fence)?.site ?? '',
    feed: feedOf(moment),
    from: time,
    ...{ measure: 'releases in force', value: 0, limit: 1, unit: 'releases' },
    facts: {
      ...{ asset: name ?? key, ...fenceWords(world, fence), ...causeWords(moment, fence) },
      ...segmentWords(world, segmentLeft(ways, moment, fence)),
      ...{ carrier, plan: world.plan },
    },
    evidence: [witnessed(moment, 'left')],
  });
}
