// R-03, restricted entry: a thing is inside a restricted fence in which it has no business.
import { distanceToEdge } from '../../geo/polygon.ts';
import type { Evidence } from '../contracts/alert.ts';
import type { Finding } from '../flow.ts';
import type { Moment, Place, Rule } from './rule.ts';

/** The findings still open, by fence. */
type Memory = ReadonlyMap<string, Finding>;

export const restrictedEntry: Rule<Memory> = {
  id: 'restricted-entry',
  version: 1,
  keys: 'vessel',
  severity: 'S2',
  integrity: false,
  mergeGapMs: 0,
  start: new Map(),

  step(memory, moment) {
    const { event, place, inside } = moment;
    if (place === undefined || (event.kind !== 'position' && event.kind !== 'plan')) return { memory };
    if (inside.length === 0 && memory.size === 0) return { memory };
    const trespassed = inside.filter((fence) => forbids(moment, fence));
    const began = trespassed.filter((fence) => !memory.has(fence)).map((fence) => entered(moment, place, fence));
    const over = [...memory].filter(([fence]) => !trespassed.includes(fence));
    if (began.length === 0 && over.length === 0) return { memory };
    const open = new Map(memory);
    for (const finding of began) open.set(finding.scope, finding);
    for (const [fence] of over) open.delete(fence);
    return { memory: open, findings: [...began, ...over.map(([, finding]) => left(moment, place, finding))] };
  },
};

function forbids({ world, key }: Moment, fence: string): boolean {
  const facts = world.factsOf(fence);
  return facts?.restricted === true && !facts.allowed.includes(key);
}

function entered(moment: Moment, place: Place, fence: string): Finding {
  const { key, name, world } = moment;
  const facts = world.factsOf(fence);
  const { site = place.site, nameZh = fence, nameEn = fence } = facts ?? {};
  const asset = name ?? key;
  return {
    rule: restrictedEntry.id,
    scope: fence,
    site,
    feed: place.feed,
    severity: restrictedEntry.severity,
    from: dated(moment, fence),
    why: {
      rule: restrictedEntry.id,
      version: restrictedEntry.version,
      measure: 'inside by',
      value: depthM(moment, place, fence),
      limit: 0,
      unit: 'm',
      facts: { asset, fence, fenceZh: nameZh, fenceEn: nameEn, plan: world.plan },
      evidence: [witnessed(moment, place, 'inside')],
    },
  };
}

/** Ended by leaving, by leave being given, or by the fence being taken away: the world the event saw says which. */
function left(moment: Moment, place: Place, open: Finding): Finding {
  const { inside, world } = moment;
  const says = !inside.includes(open.scope) ? (world.factsOf(open.scope) ? 'outside' : 'fence gone') : 'now allowed';
  const why = { ...open.why, evidence: [...open.why.evidence, witnessed(moment, place, says)] };
  return { ...open, to: dated(moment, open.scope), why };
}

/** By the fence step where it saw a crossing: the first of the fixes in a row that showed it. */
const dated = ({ crossings, event }: Moment, fence: string): number =>
  crossings.find((crossing) => crossing.fence === fence)?.time ?? event.time;

/** Metres from the fence's edge, to the centimetre. */
function depthM({ world }: Moment, { spot }: Place, id: string): number {
  const fence = world.fences.find((one) => one.id === id);
  return fence === undefined ? 0 : Math.round(distanceToEdge(fence.polygon, spot) / 10) / 100;
}

function witnessed({ event }: Moment, { event: id, lon, lat, deviceTime }: Place, says: string): Evidence {
  const seen = { time: event.time, says, lon, lat };
  if (event.kind === 'plan') return { event: `plan:${event.plan}`, ...seen };
  return { event: id, ...seen, ...(deviceTime === undefined ? {} : { deviceTime }) };
}
