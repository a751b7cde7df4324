// Where a thing is: the place that is believed, the fences it is in by that and by what is in force, and what it crossed.
import { type Crossing, type FenceMemory, fenceStep, insideOf, nowhere, uncertainOf } from '../../geo/fence-step.ts';
import { type Dimensions, hullOf } from '../../geo/hull.ts';
import { toSpot } from '../../geo/plane.ts';
import { within as sure } from '../../geo/stand.ts';
import { type Anchor, strideTo } from '../../geo/stride.ts';
import type { KeyKind } from '../contracts/key-kind.ts';
import type { KeyEvent, Place } from '../flow.ts';
import type { World } from '../world.ts';
import { inForceAt } from './in-force.ts';
import { motionAfter, type Strange } from './motion.ts';

/** Pointers stay as they are where nothing changed. */
export interface Whereabouts {
  readonly place: Place | undefined;
  /** A fix that could not be, since the last that could. */
  readonly strange: Strange | undefined;
  readonly fences: FenceMemory;
  /** Fences it is in by their shape, and of these those in force, sorted. */
  readonly within: readonly string[];
  readonly inside: readonly string[];
  /** Fences of which it is not certain by now. */
  readonly uncertain: readonly string[];
  /** Of a ship: by her heading as she told it last. */
  readonly headingDeg: number | undefined;
  /** Where its next stride begins. */
  readonly anchor: Anchor | undefined;
  /** Its carrier told where it is, and not it itself. */
  readonly led: boolean;
}

export interface Moved {
  readonly where: Whereabouts;
  readonly crossings: readonly Crossing[];
}

const noFence: readonly string[] = [];
const untouched: readonly Crossing[] = [];

export const unseen: Whereabouts = {
  ...{ place: undefined, strange: undefined, fences: nowhere, anchor: undefined, headingDeg: undefined },
  ...{ led: false, within: noFence, inside: noFence, uncertain: noFence },
};

/** Of a key, what bears on where it is. */
interface Bearer {
  readonly kind: KeyKind;
  readonly world: World;
  /** The world before it; the first one is its own. */
  readonly before: World;
  readonly carrier: string | undefined;
  readonly dimensions: Dimensions | undefined;
}

/** Folds one event: what tells a place moves it, what tells none may still find that a fence came into force or went out of it. */
export function whereAfter(was: Whereabouts, event: KeyEvent, bearer: Bearer): Moved {
  if (event.kind === 'said' && event.say.what === 'carried') return carriedTo(was, event);
  // For its one rule alone: what a window changes at the same moment is for all, with the turn.
  if (event.kind === 'tick') return stays(was);
  const moved = event.kind === 'plan' ? replanned(was, event.time, bearer) : seenAt(was, event, bearer);
  // Whom its carrier leads hears of windows and of new plans from it.
  if (isLed(moved.where, bearer.carrier)) return moved;
  return bearer.world.isTimed || was.inside !== was.within ? timed(moved, was, event, bearer.world) : moved;
}

function timed({ where, crossings }: Moved, was: Whereabouts, event: KeyEvent, world: World): Moved {
  const { within, fences } = where;
  const seen = inForceAt({ was: was.inside, within, fences, crossings }, event, world);
  return { where: { ...where, inside: seen.inside }, crossings: seen.crossings };
}

/** Put down, it goes on by itself from where its carrier last said it was. */
export const isLed = ({ led }: Whereabouts, carrier: string | undefined): boolean => led && carrier !== undefined;

function seenAt(was: Whereabouts, event: KeyEvent, bearer: Bearer): Moved {
  const seen = placeOf(event);
  // A guess from cell towers proves no place.
  if (seen === undefined || (seen.fix.guessed === true && was.place !== undefined)) return stays(was);
  const { place, strange } = motionAfter(was.place, was.strange, seen, bearer);
  if (place !== seen) return stays({ ...was, strange });
  if (seen.fix.guessed === true) return stays({ ...was, place });
  // After a fix that could not be no straight way leads here.
  return movedTo(was, place, was.strange === undefined ? was.anchor : undefined, bearer);
}

const stays = (where: Whereabouts): Moved => ({ where, crossings: untouched });

/** A fix is its own place: most events are fixes, and a copy of each would live as long as the event. */
function placeOf(event: KeyEvent): Place | undefined {
  if (!('fix' in event) || event.fix === undefined || event.spot === undefined) return undefined;
  return event.kind === 'position' ? event : { ...sourceOf(event), fix: event.fix, spot: event.spot };
}

function sourceOf({ id, agent, site, feed, time, asOf, deviceTime }: Extract<KeyEvent, { id: string }>) {
  return { id, agent, site, feed, time, asOf, deviceTime };
}

function movedTo(was: Whereabouts, place: Place, from: Anchor | undefined, { world, dimensions }: Bearer): Moved {
  const accuracyMm = place.fix.accuracyMm ?? world.untoldAccuracyMm;
  const headingDeg = place.fix.headingDeg ?? was.headingDeg;
  const hull = dimensions && hullOf(place.spot, dimensions, headingDeg);
  const step = fenceStep(was.fences, world.fenceIndex, place.spot, place.time, accuracyMm, undefined, hull);
  const stride = strideTo(from, world.fenceIndex, place, accuracyMm, { before: was.fences, ...step });
  const { passed, anchor } = stride;
  const { fences, within, inside, uncertain } = by(was, step.memory, step.crossings);
  const where = { place, strange: undefined, fences, within, inside, uncertain, headingDeg, anchor, led: false };
  return { where, crossings: passed.length === 0 ? step.crossings : [...step.crossings, ...passed] };
}

/** What it is in by its fences. */
function by(was: Whereabouts, fences: FenceMemory, crossings: readonly Crossing[]): Whereabouts {
  if (fences === was.fences) return was;
  const inside = crossings.length > 0 ? insideOf(fences) : was.within;
  const uncertain = uncertainOf(fences);
  const isAsCertain = uncertain.length === 0 && was.uncertain.length === 0;
  return { ...was, fences, within: inside, inside, uncertain: isAsCertain ? was.uncertain : uncertain };
}

/**
 * With a new plan what is parked gets its enter or exit at once, not at its next fix. The plane may be another: the spot is
 * laid anew, the thing has not moved.
 */
function replanned(was: Whereabouts, time: number, { world, before, dimensions, carrier }: Bearer): Moved {
  const { plane, fenceIndex, untoldAccuracyMm } = world;
  if (was.place === undefined) return stays(was);
  const { fix } = was.place;
  const place = { ...was.place, spot: toSpot(plane, fix.lon, fix.lat) };
  const anchor = { spot: place.spot, time: place.time };
  if (isLed(was, carrier)) return stays({ ...was, place });
  if (fix.guessed === true) return stays({ ...was, place, strange: undefined });
  const accuracyMm = fix.accuracyMm ?? untoldAccuracyMm;
  const hull = hullOf(place.spot, dimensions, was.headingDeg);
  const former = {
    index: before.fenceIndex,
    spot: was.place.spot,
    hull: hullOf(was.place.spot, dimensions, was.headingDeg),
  };
  const { memory, crossings } = fenceStep(was.fences, fenceIndex, place.spot, time, accuracyMm, former, hull);
  return { where: { ...by(was, memory, crossings), place, strange: undefined, anchor }, crossings };
}

/**
 * In the carrier's fences now; those that it was in and the carrier is not it has left behind, unseen. What it has seen by
 * itself already, by a receiver of its own, is no news.
 */
function carriedTo(was: Whereabouts, event: Extract<KeyEvent, { kind: 'said' }>): Moved {
  if (event.say.what !== 'carried') return stays(was);
  const { inside, within, crossings, fix, spot } = event.say;
  const place = { ...sourceOf(event), fix, spot };
  const fences: FenceMemory = new Map(within.map((id) => [id, was.fences.get(id) ?? sure]));
  const isPassed = (fence: string) => crossings.some((one) => one.cause === 'passed' && one.fence === fence);
  const isNews = ({ fence, kind }: Crossing) => isPassed(fence) || was.inside.includes(fence) === (kind === 'exit');
  return { where: { ...unseen, place, fences, within, inside, led: true }, crossings: crossings.filter(isNews) };
}
