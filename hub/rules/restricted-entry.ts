// R-03, restricted entry: a thing is inside a restricted fence in which it has no business.
import { metresBeyond } from '../../geo/fence.ts';
import { cornersOf, hullOf } from '../../geo/hull.ts';
import type { Finding, Place } from '../flow.ts';
import { causeWords, conclude, crossingOf, ended, fenceWords, leftBy } from './conclusion.ts';
import { placed, witnessed } from './evidence.ts';
import { type Lasting, type Lastings, waitingForNothing, waitOn } from './lasting.ts';
import type { Moment, Rule, Step } from './rule.ts';

export const restrictedEntry: Rule<Lastings> = {
  id: 'restricted-entry',
  version: 6,
  keys: ['vessel', 'vehicle'],
  severity: 'S2',
  integrity: false,
  latched: true,
  mergeGapMs: 0,
  patient: true,
  start: waitingForNothing,

  step(lastings, moment) {
    const { event, place, inside } = moment;
    if (event.kind === 'tick') return waitOn(lastings, moment);
    if (place === undefined || !tells.has(event.kind)) return { memory: lastings };
    const passed = passages(moment, place);
    if (inside.length === 0 && lastings.size === 0) return { memory: lastings, findings: passed };
    const trespassed = inside.filter((fence) => forbids(moment, fence));
    const over = [...lastings].filter(([fence]) => !trespassed.includes(fence));
    const began = trespassed.filter((fence) => !lastings.has(fence));
    if (over.length === 0 && began.length === 0) return withMore(waitOn(lastings, moment), passed);
    const next = new Map(lastings);
    for (const [fence] of over) next.delete(fence);
    for (const fence of began) next.set(fence, entered(moment, place, fence));
    const step = waitOn(next, moment);
    const left = over.flatMap(([fence, { told, finding }]) => (told ? [leave(moment, fence, finding)] : []));
    return withMore(step, [...left, ...passed]);
  },
};

/** What tells where it is, or what is forbidden there. */
const tells: ReadonlySet<string> = new Set(['position', 'plan', 'turn']);

const withMore = (step: Step<Lastings>, more: readonly Finding[]): Step<Lastings> =>
  more.length === 0 ? step : { ...step, findings: [...(step.findings ?? []), ...more] };

function forbids({ world, key, kind }: Moment, fence: string): boolean {
  const facts = world.factsOf(fence);
  return facts?.restricted === true && !facts.allowed.includes(key) && !facts.allowed.includes(`kind:${kind}`);
}

/** A vehicle may cut a corner: it must stay a while. A ship is where it is. */
const dwellOf = ({ kind, world }: Moment): number => (kind === 'vehicle' ? world.entryDwellMs : 0);

function entered(moment: Moment, place: Place, fence: string): Lasting {
  const { key, name, world } = moment;
  const since = dated(moment, fence);
  const finding = conclude(restrictedEntry, {
    scope: fence,
    site: world.factsOf(fence)?.site ?? place.site,
    feed: place.feed,
    from: since,
    ...{ measure: 'inside by', value: depthM(moment, place, fence), limit: 0, unit: 'm' },
    facts: { asset: name ?? key, ...fenceWords(world, fence), ...causeWords(moment, fence), plan: world.plan },
    // A window shows no place: the fix does by which it is in there. A plan names its place itself.
    evidence: [...(moment.event.kind === 'plan' ? [] : placed(moment)), witnessed(moment, 'inside')],
  });
  return { since, due: since + dwellOf(moment), told: false, finding };
}

/** Fences that it passed through between two fixes, for as long as counts: begun and over. */
function passages(moment: Moment, place: Place): Finding[] {
  const enters = moment.crossings.filter(
    ({ cause, kind, fence }) => cause === 'passed' && kind === 'enter' && forbids(moment, fence),
  );
  return enters.flatMap(({ fence, time }) => {
    const exit = moment.crossings.find((one) => one.kind === 'exit' && one.fence === fence);
    return exit === undefined || exit.time - time < dwellOf(moment)
      ? []
      : [passedThrough(moment, place, fence, time, exit.time)];
  });
}

function passedThrough(moment: Moment, place: Place, fence: string, from: number, to: number): Finding {
  const { key, name, world } = moment;
  const finding = conclude(restrictedEntry, {
    scope: fence,
    site: world.factsOf(fence)?.site ?? place.site,
    feed: place.feed,
    from,
    ...{ measure: 'inside for', value: (to - from) / 1000, limit: dwellOf(moment) / 1000, unit: 's' },
    facts: { asset: name ?? key, ...fenceWords(world, fence), cause: 'passed through', plan: world.plan },
    evidence: [witnessed(moment, 'beyond it')],
  });
  return { ...finding, to };
}

/** Ended by leaving, by leave being given, or by the fence being taken away: the world the event saw says which. */
function leave(moment: Moment, fence: string, finding: Finding): Finding {
  const says = moment.inside.includes(fence) ? 'now allowed' : leftBy(moment, fence, 'outside');
  return ended(finding, dated(moment, fence), witnessed(moment, says));
}

/** By the fence step where it saw a crossing: the first of the fixes in a row that showed it. */
const dated = (moment: Moment, fence: string): number => crossingOf(moment, fence)?.time ?? moment.event.time;

/** Metres from the fence's edge, to the centimetre; of a ship, where she is asked as a whole, of the deepest of her corners. */
function depthM({ world, dimensions, headingDeg }: Moment, { spot }: Place, id: string): number {
  const fence = world.fenceOf(id);
  if (fence === undefined) return 0;
  const hull = fence.byHull ? hullOf(spot, dimensions, headingDeg) : undefined;
  const spots = hull === undefined ? [spot] : cornersOf(hull);
  return Math.max(0, ...spots.map((one) => -metresBeyond(fence, one)));
}
