// R-04, corridor deviation: a vehicle on a controlled movement has left the corridor it must keep to.
import { metresBeyond } from '../../geo/fence.ts';
import { isInForce } from '../../geo/force.ts';
import type { Finding } from '../flow.ts';
import { conclude, ended, feedOf, fenceWords } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import { type Lasting, type Lastings, waitingForNothing, waitOn } from './lasting.ts';
import type { Moment, Rule, Step } from './rule.ts';
import { type Trip, type Trips, withOpened } from './trips.ts';

/** Open movements by name, and by the same name since when the vehicle is off. */
interface Memory {
  readonly trips: Trips;
  readonly off: Lastings;
}

export const corridorDeviation: Rule<Memory> = {
  id: 'corridor-deviation',
  version: 5,
  keys: ['vehicle'],
  severity: 'S1',
  integrity: false,
  // What can have become of the goods meanwhile their seals say, and those latch.
  latched: false,
  mergeGapMs: 0,
  patient: true,
  start: { trips: new Map(), off: waitingForNothing },

  step(memory, moment) {
    const { event } = moment;
    if (event.kind === 'movement.opened') return opened(memory, moment, withOpened(memory.trips, event));
    if (event.kind === 'movement.closed') return closed(memory, moment);
    if (memory.trips.size === 0) return { memory };
    if (!tells.has(event.kind)) return { memory };
    return follow(memory, moment);
  },
};

/** What tells where it is, or what its corridor is, or that it has lasted. */
const tells: ReadonlySet<string> = new Set(['position', 'plan', 'tick', 'turn']);

/** Too many open ones, and the oldest is let go: what was told of it ends with it. */
function opened(memory: Memory, moment: Moment, trips: Trips): Step<Memory> {
  if (trips === memory.trips) return follow(memory, moment);
  const gone = [...memory.off].filter(([movement]) => !trips.has(movement));
  const off = new Map([...memory.off].filter(([movement]) => trips.has(movement)));
  const over = gone.flatMap(([, { told, finding }]) =>
    told ? [ended(finding, moment.event.time, witnessed(moment, 'another movement'))] : [],
  );
  const step = follow({ trips, off: gone.length === 0 ? memory.off : off }, moment);
  return { ...step, findings: [...over, ...(step.findings ?? [])] };
}

function closed(memory: Memory, moment: Moment): Step<Memory> {
  const { event } = moment;
  if (event.kind !== 'movement.closed' || !memory.trips.has(event.data.movement)) return { memory };
  const { movement } = event.data;
  const trips = new Map(memory.trips);
  const lastings = new Map(memory.off);
  const off = lastings.get(movement);
  trips.delete(movement);
  lastings.delete(movement);
  const at = event.issuedAt ?? event.time;
  const over = off?.told === true ? [ended(off.finding, at, witnessed(moment, 'movement closed'))] : [];
  return withTrips(memory, trips, waitOn(off === undefined ? memory.off : lastings, moment), over);
}

/** Every open movement at this moment: is the vehicle where it should be? */
function follow(memory: Memory, moment: Moment): Step<Memory> {
  let { trips } = memory;
  let lastings = memory.off;
  const back: Finding[] = [];
  for (const [movement, trip] of memory.trips) {
    const off = lastings.get(movement);
    const now = offWay(moment, movement, trip, off);
    if (!trip.begun && moment.inside.includes(trip.corridor))
      trips = new Map(trips).set(movement, { ...trip, begun: true });
    if (now === off) continue;
    const next = new Map(lastings);
    if (now === undefined) next.delete(movement);
    else next.set(movement, now);
    lastings = next;
    if (now === undefined && off?.told === true) back.push(returned(moment, trip, off.finding));
  }
  return withTrips(memory, trips, waitOn(lastings, moment), back);
}

function withTrips(was: Memory, trips: Trips, step: Step<Lastings>, over: readonly Finding[]): Step<Memory> {
  const memory = trips === was.trips && step.memory === was.off ? was : { trips, off: step.memory };
  return { ...step, memory, findings: [...over, ...(step.findings ?? [])] };
}

/** Neither in its corridor nor at its destination. A corridor that the plan no longer has, or that is not in force, cannot be left. */
function offWay(moment: Moment, movement: string, trip: Trip, off: Lasting | undefined): Lasting | undefined {
  const { within } = moment;
  const { begun, corridor, destination } = trip;
  const isOff = begun && isAsked(moment, corridor) && !within.includes(corridor);
  if (!isOff || (destination !== undefined && within.includes(destination))) return undefined;
  return tooFar(moment, movement, trip, off ?? strayed(moment, movement, trip));
}

const isAsked = ({ world, event }: Moment, corridor: string): boolean =>
  world.fenceOf(corridor) !== undefined && isInForce(world.turnsOf(corridor), event.time);

function strayed(moment: Moment, movement: string, trip: Trip): Lasting {
  const { crossings, event, world } = moment;
  const left = crossings.find(({ fence }) => fence === trip.corridor || fence === trip.destination);
  const since = left?.time ?? event.time;
  const s = world.corridorOutsideMs / 1000;
  const finding = deviated(moment, movement, trip, since, { measure: 'outside for', value: s, limit: s, unit: 's' });
  return { since, due: since + world.corridorOutsideMs, told: false, finding };
}

/** So far out that it is no detour round a pothole: told at once. By how much the fix may be wrong is taken off. */
function tooFar(moment: Moment, movement: string, trip: Trip, off: Lasting): Lasting {
  const { event, place, world } = moment;
  const fence = world.fenceOf(trip.corridor);
  if (off.told || fence === undefined || place === undefined) return off;
  if (event.kind !== 'position' || event.fix.guessed === true) return off;
  const value =
    Math.round(metresBeyond(fence, place.spot) * 100 - (place.fix.accuracyMm ?? world.untoldAccuracyMm) / 5) / 100;
  const limit = world.corridorOutsideM;
  if (value <= limit) return off;
  const measured = { measure: 'from the corridor by', value, limit, unit: 'm' };
  return { ...off, due: event.time, finding: deviated(moment, movement, trip, off.since, measured) };
}

type Measured = Pick<Finding['why'], 'measure' | 'value' | 'limit' | 'unit'>;

function deviated(moment: Moment, movement: string, { kind, corridor, destination }: Trip, from: number, by: Measured) {
  const { key, name, world } = moment;
  return conclude(corridorDeviation, {
    scope: movement,
    site: world.factsOf(corridor)?.site ?? '',
    feed: feedOf(moment),
    from,
    ...by,
    facts: {
      asset: name ?? key,
      movement,
      kind,
      corridor,
      ...fenceWords(world, corridor),
      destination,
      plan: world.plan,
    },
    evidence: [witnessed(moment, 'outside')],
  });
}

function returned(moment: Moment, { corridor, destination }: Trip, finding: Finding): Finding {
  const { crossings, event, within, world } = moment;
  const to = crossings.find(({ fence }) => fence === corridor || fence === destination)?.time ?? event.time;
  return ended(finding, to, witnessed(moment, reason()));

  function reason(): string {
    if (within.includes(corridor)) return 'back in the corridor';
    if (destination !== undefined && within.includes(destination)) return 'entered';
    if (world.fenceOf(corridor) === undefined) return 'fence gone';
    return isAsked(moment, corridor) ? 'another corridor' : 'fence not in force';
  }
}
