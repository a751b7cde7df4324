// R-03, restricted entry: a thing is inside a restricted fence in which it has no business.
import { metresBeyond } from '../../geo/fence.ts';
import type { Evidence } from '../contracts/alert.ts';
import type { Finding, Place } from '../flow.ts';
import type { Moment, Rule, Step } from './rule.ts';

/** By fence: since when it is inside without leave, where it has been told, the finding; and when to look again. */
interface Stay {
  readonly since: number;
  readonly open: Finding | undefined;
}
type Memory = ReadonlyMap<string, Stay>;

export const restrictedEntry: Rule<Memory> = {
  id: 'restricted-entry',
  version: 2,
  keys: ['vessel', 'vehicle'],
  severity: 'S2',
  integrity: false,
  mergeGapMs: 0,
  start: new Map(),

  step(memory, moment) {
    const { event, place, inside } = moment;
    if (event.kind === 'tick') return stayed(memory, moment);
    if (place === undefined || (event.kind !== 'position' && event.kind !== 'plan')) return { memory };
    if (inside.length === 0 && memory.size === 0) return { memory };
    const trespassed = inside.filter((fence) => forbids(moment, fence));
    const began = trespassed.filter((fence) => !memory.has(fence));
    const over = [...memory].filter(([fence]) => !trespassed.includes(fence));
    if (began.length === 0 && over.length === 0) return { memory };
    const next = new Map(memory);
    for (const fence of began) next.set(fence, enter(moment, place, fence));
    for (const [fence] of over) next.delete(fence);
    const told = began.flatMap((fence) => next.get(fence)?.open ?? []);
    const left = over.flatMap(([fence, { open }]) => (open === undefined ? [] : [leave(moment, place, fence, open)]));
    return { memory: next, findings: [...told, ...left], wakeAt: nextLook(next, moment) };
  },
};

/** A vehicle may cut a corner: it must stay a while. A ship is where it is. */
const dwellOf = ({ kind, world }: Moment): number => (kind === 'vehicle' ? world.entryDwellMs : 0);

function enter(moment: Moment, place: Place, fence: string): Stay {
  const since = dated(moment, fence);
  return { since, open: dwellOf(moment) === 0 ? entered(moment, place, fence, since) : undefined };
}

/** That it is still inside when its time is up needs the witness that would have seen it leave. */
function nextLook(memory: Memory, moment: Moment): Step<Memory>['wakeAt'] {
  const agent = moment.place?.agent ?? '';
  const waiting = [...memory.values()].filter(({ open }) => open === undefined).map(({ since }) => since);
  return waiting.length === 0 ? null : { at: Math.min(...waiting) + dwellOf(moment), witnesses: [`agent:${agent}`] };
}

/** Where the witness is silent nothing is known of a stay: that is the witness's alert. */
function stayed(memory: Memory, moment: Moment): Step<Memory> {
  const { event, place } = moment;
  if (event.kind !== 'tick' || event.silent.length > 0 || place === undefined) return { memory };
  const next = new Map(memory);
  const findings: Finding[] = [];
  for (const [fence, stay] of memory) {
    if (stay.open !== undefined || stay.since + dwellOf(moment) > event.time) continue;
    const open = entered(moment, place, fence, stay.since);
    findings.push(open);
    next.set(fence, { ...stay, open });
  }
  return { memory: next, findings, wakeAt: nextLook(next, moment) };
}

function forbids({ world, key, kind }: Moment, fence: string): boolean {
  const facts = world.factsOf(fence);
  return facts?.restricted === true && !facts.allowed.includes(key) && !facts.allowed.includes(`kind:${kind}`);
}

function entered(moment: Moment, place: Place, fence: string, from: number): Finding {
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
    from,
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
function leave(moment: Moment, place: Place, fence: string, open: Finding): Finding {
  const { inside, world } = moment;
  const says = !inside.includes(fence) ? (world.factsOf(fence) ? 'outside' : 'fence gone') : 'now allowed';
  const why = { ...open.why, evidence: [...open.why.evidence, witnessed(moment, place, says)] };
  return { ...open, to: dated(moment, fence), why };
}

/** By the fence step where it saw a crossing: the first of the fixes in a row that showed it. */
const dated = ({ crossings, event }: Moment, fence: string): number =>
  crossings.find((crossing) => crossing.fence === fence)?.time ?? event.time;

function depthM({ world }: Moment, { spot }: Place, id: string): number {
  const fence = world.fenceOf(id);
  return fence === undefined ? 0 : Math.abs(metresBeyond(fence, spot));
}

function witnessed({ event }: Moment, { event: id, time, fix, deviceTime }: Place, says: string): Evidence {
  const { lon, lat } = fix;
  if (event.kind === 'plan') return { event: `plan:${event.plan}`, time: event.time, says, lon, lat };
  return { event: id, time, says, lon, lat, ...(deviceTime === undefined ? {} : { deviceTime }) };
}
