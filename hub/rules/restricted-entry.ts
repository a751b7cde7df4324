// R-03, restricted entry: a thing is inside a restricted fence in which it has no business.
import { metresBeyond } from '../../geo/fence.ts';
import type { Finding, Place } from '../flow.ts';
import { conclude, ended, fenceWords } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import { type Lasting, type Lastings, waitingForNothing, waitOn } from './lasting.ts';
import type { Moment, Rule } from './rule.ts';

export const restrictedEntry: Rule<Lastings> = {
  id: 'restricted-entry',
  version: 5,
  keys: ['vessel', 'vehicle'],
  severity: 'S2',
  integrity: false,
  mergeGapMs: 0,
  patient: true,
  start: waitingForNothing,

  step(lastings, moment) {
    const { event, place, inside } = moment;
    if (event.kind === 'tick') return waitOn(lastings, moment);
    if (place === undefined || (event.kind !== 'position' && event.kind !== 'plan')) return { memory: lastings };
    if (inside.length === 0 && lastings.size === 0) return { memory: lastings };
    const trespassed = inside.filter((fence) => forbids(moment, fence));
    const over = [...lastings].filter(([fence]) => !trespassed.includes(fence));
    const began = trespassed.filter((fence) => !lastings.has(fence));
    if (over.length === 0 && began.length === 0) return waitOn(lastings, moment);
    const next = new Map(lastings);
    for (const [fence] of over) next.delete(fence);
    for (const fence of began) next.set(fence, entered(moment, place, fence));
    const step = waitOn(next, moment);
    const left = over.flatMap(([fence, { told, finding }]) => (told ? [leave(moment, fence, finding)] : []));
    return { ...step, findings: [...(step.findings ?? []), ...left] };
  },
};

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
    facts: { asset: name ?? key, ...fenceWords(world, fence), plan: world.plan },
    evidence: [witnessed(moment, 'inside')],
  });
  return { since, due: since + dwellOf(moment), told: false, finding };
}

/** Ended by leaving, by leave being given, or by the fence being taken away: the world the event saw says which. */
function leave(moment: Moment, fence: string, finding: Finding): Finding {
  const { inside, world } = moment;
  const says = !inside.includes(fence) ? (world.factsOf(fence) ? 'outside' : 'fence gone') : 'now allowed';
  return ended(finding, dated(moment, fence), witnessed(moment, says));
}

/** By the fence step where it saw a crossing: the first of the fixes in a row that showed it. */
const dated = ({ crossings, event }: Moment, fence: string): number =>
  crossings.find((crossing) => crossing.fence === fence)?.time ?? event.time;

/** Metres from the fence's edge, to the centimetre. */
function depthM({ world }: Moment, { spot }: Place, id: string): number {
  const fence = world.fenceOf(id);
  return fence === undefined ? 0 : Math.abs(metresBeyond(fence, spot));
}
