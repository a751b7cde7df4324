// The day as it is told: what every agent of the port observes in a stretch of time. Pure: same seed, same day.
import type { Observed } from '../adapter.ts';
import { type Actor, fixesOf, fixMs } from './actor.ts';
import { fixOf, fleetOf } from './fleet.ts';
import { boxOf } from './marks.ts';
import { devices, soleCamera, stack } from './places.ts';
import { ordinary } from './visit.ts';
import { isCovered, roundMs, type Wrong, wrongsOf } from './wrongs.ts';

/** One thing told, by which agent; times are elapsed since the start of the day, ms, and may be before it. */
export interface Told {
  readonly agent: string;
  readonly observed: Observed;
}

/** Who speaks, and where. Ships and vehicles by `sim`, facts of customs by their desk, the rest by whoever watches there. */
export const agents = {
  ...{ sim: 'shatian-wharf', yard: 'shatian-wharf', 'gate-main': 'shatian-wharf', 'quay-cameras': 'shatian-wharf' },
  'customs-desk': 'shatian-wharf',
} as const;

/** Trucks on their way at any moment, and how long after one its slot's next one comes. */
const slots = 14;
const visitMs = 480_000;
const boxes = 48;
const namesMs = 60_000;
const healthMs = 60_000;

export interface Day {
  readonly seed: number;
  readonly fleet: ReturnType<typeof fleetOf>;
  readonly actors: Map<string, readonly Actor[]>;
}

export const dayOf = (seed: number): Day => ({ seed, fleet: fleetOf(seed), actors: new Map() });

/** Everything from `from` until before `to`, in order. With `begins` also what stands by then: a fact, not a moment. */
export function toldBetween(day: Day, from: number, to: number, begins = false): Told[] {
  const told: Told[] = [...ships(day, from, to), ...health(from, to), ...yardBoxes(day, from, to)];
  for (const actor of actorsBetween(day, from, to)) {
    for (const observed of fixesOf(actor, from, to)) told.push({ agent: 'sim', observed });
    for (const { at, agent, stands = false, observed } of actor.acts) {
      const is = at >= from && at < to;
      if (is || (begins && stands && at < from && actor.to > from))
        told.push({ agent, observed: { ...observed, time: at } });
    }
  }
  return told.sort((a, b) => a.observed.time - b.observed.time);
}

/** What goes wrong in the round that begins at `began`, for whoever wants to know whether it was found. */
export const truthOf = (seed: number, round = 0): Wrong[] => wrongsOf(seed, round, round * roundMs);

function actorsBetween(day: Day, from: number, to: number): Actor[] {
  const found: Actor[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    const offset = Math.floor((slot * visitMs) / slots);
    const first = Math.floor((from + offset) / visitMs) - 1;
    const last = Math.floor((to + offset) / visitMs);
    for (let turn = first; turn <= last; turn += 1) {
      const n = (turn + 2) * slots + slot;
      found.push(...known(day, `visit ${n}`, () => [ordinary(day.seed, n, turn * visitMs - offset)].filter(isTold)));
    }
  }
  for (let round = Math.max(0, Math.floor(from / roundMs) - 1); round <= Math.floor(to / roundMs) + 1; round += 1)
    found.push(
      ...known(day, `round ${round}`, () => wrongsOf(day.seed, round, round * roundMs).flatMap(({ actors }) => actors)),
    );
  return found.filter((actor) => actor.to > from && actor.from < to);
}

/**
 * The day begins with nobody at a barrier: five agents come up each in its own time, and a truck that leaves before the
 * desk has told of its release would be an alert for a moment, and then none.
 */
const quietMs = 10_000;
const isTold = ({ acts }: Actor): boolean =>
  !acts.some(({ at, observed }) => observed.type === 'gate.passage' && at >= 0 && at < quietMs);

/** Made once; what is long over is made again should anybody ask. */
const knownMost = 200;

function known(day: Day, name: string, make: () => readonly Actor[]): readonly Actor[] {
  const actors = day.actors.get(name) ?? make();
  day.actors.set(name, actors);
  const [eldest] = day.actors.keys();
  if (day.actors.size > knownMost && eldest !== undefined) day.actors.delete(eldest);
  return actors;
}

/** Moments of a beat within a stretch of time. */
function* beats(from: number, to: number, everyMs: number): Generator<number> {
  for (let at = Math.ceil(from / everyMs) * everyMs; at < to; at += everyMs) yield at;
}

function* ships({ fleet }: Day, from: number, to: number): Generator<Told> {
  for (const time of beats(Math.max(0, from), to, fixMs)) {
    for (const vessel of fleet) {
      const subject = `mmsi:${vessel.mmsi}`;
      const { name, shipType, hull } = vessel;
      if (time % namesMs === 0)
        yield { agent: 'sim', observed: { type: 'vessel.static', subject, time, data: { name, shipType, ...hull } } };
      yield { agent: 'sim', observed: { type: 'vessel.position', subject, time, data: { ...fixOf(vessel, time) } } };
    }
  }
}

/** At the start, and each minute: who watches says whether it does. */
function* health(from: number, to: number): Generator<Told> {
  for (const time of beats(Math.max(0, from), to, healthMs)) {
    for (const [agent, all] of Object.entries(devices))
      for (const subject of all) {
        const state = subject === soleCamera && isCovered(time) ? 'obscured' : 'healthy';
        yield { agent, observed: { type: 'device.health', subject, time, data: { state } } };
      }
  }
}

/** Boxes that stand in the yard: placed once, by the yard's own survey. */
function* yardBoxes({ seed }: Day, from: number, to: number): Generator<Told> {
  if (from > 0 || to <= 0) return;
  for (let i = 0; i < boxes; i += 1) {
    const [lon, lat] = stack(i);
    const data = { lon: Math.round(lon * 1e7) / 1e7, lat: Math.round(lat * 1e7) / 1e7, accuracyM: 1 };
    yield {
      agent: 'yard',
      observed: { type: 'asset.position', subject: `container:${boxOf(seed, 900_000 + i)}`, time: 0, data },
    };
  }
}
