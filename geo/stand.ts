// How one fence stands to one thing, and what a fix makes of that: so many of so many fixes, over so long.
import { type Fence, isInside } from './fence.ts';
import type { FenceIndex } from './fence-index.ts';
import type { Hull } from './hull.ts';
import { enteringByHull, leavingByHull } from './hull-word.ts';
import { meetsHull } from './meet-hull.ts';
import type { Spot } from './plane.ts';
import { entering, leaving, type Word } from './word.ts';

/** One fence's view of one thing: what is believed, and what speaks against it. */
export interface Stand {
  readonly inside: boolean;
  /** Fixes that speak against it since the first that did, as many as are needed at most; 0 where none does. */
  readonly against: number;
  /** Of the last fixes that told anything, a bit each, the newest lowest: 1 where one spoke for what is believed. */
  readonly misses: number;
  /** The first fix that spoke against it, ms. */
  readonly since: number;
  /** By its own error the last fix may lie on either side. */
  readonly unsure: boolean;
}

/** What a fix is to every fence. */
export interface Heard {
  readonly spot: Spot;
  readonly hull: Hull | undefined;
  readonly time: number;
  readonly errorMm: number;
  /** It was folded before, among these fences, and they are others now. */
  readonly former: Former | undefined;
}

/** The fences of before, and where the thing was among them, for they may lie on another plane. */
export interface Former {
  readonly index: FenceIndex;
  readonly spot: Spot;
  readonly hull: Hull | undefined;
}

/** In it, and nothing speaks against that. */
export const within: Stand = { inside: true, against: 0, misses: 0, since: 0, unsure: false };
const withinUnsure: Stand = { ...within, unsure: true };
const beyondUnsure: Stand = { ...withinUnsure, inside: false };

/** @returns what is believed now: the same object where nothing changed; undefined is outside without a doubt */
export function stand(fence: Fence, was: Stand | undefined, isIn: boolean, heard: Heard): Stand | undefined {
  const word = wordOf(fence, was?.inside ?? false, isIn, heard);
  if (heard.former !== undefined) return retold(was, word, wordBefore(fence.id, was, heard, heard.former));
  if (word === 'nothing') return unsureOf(was);
  return word === 'for' ? spokenAgainst(fence, was, heard.time) : spokenFor(fence, was);
}

function wordOf(fence: Fence, inside: boolean, isIn: boolean, at: Pick<Heard, 'spot' | 'hull' | 'errorMm'>): Word {
  const { spot, hull, errorMm } = at;
  if (hull !== undefined && fence.byHull)
    return inside ? leavingByHull(fence, hull, errorMm, isIn) : enteringByHull(fence, hull, errorMm, isIn);
  return inside ? leaving(fence, spot, errorMm, isIn) : entering(fence, spot, errorMm, isIn);
}

/**
 * The fix is not a new one: what it said of the fence as that was before it does not say twice. What it says now and did not
 * then is the fence's own doing, and believed at once, for what is parked may never send another.
 */
function retold(was: Stand | undefined, word: Word, before: Word): Stand | undefined {
  if (word === before || word === 'nothing') return was;
  const inside = was?.inside ?? false;
  if (word === 'against') return inside ? sure(was) : undefined;
  return inside ? undefined : within;
}

/** Of a fence that was not there nothing was in. */
function wordBefore(id: string, was: Stand | undefined, { errorMm }: Heard, { index, spot, hull }: Former): Word {
  const number = index.numberOf(id);
  if (number === undefined) return 'against';
  const fence = index.fence(number);
  const isIn = hull !== undefined && fence.byHull ? meetsHull(fence, hull) : isInside(fence, spot);
  return wordOf(fence, was?.inside ?? false, isIn, { spot, hull, errorMm });
}

const sure = (was: Stand | undefined): Stand | undefined => (was !== undefined && isSure(was) ? was : within);

/** It is in it, and nothing speaks against that. */
export const isSure = ({ inside, against, unsure }: Stand): boolean => inside && against === 0 && !unsure;

/** A fix that tells nothing neither counts nor breaks a row. */
function unsureOf(was: Stand | undefined): Stand {
  if (was === undefined) return beyondUnsure;
  if (was.unsure) return was;
  return was.against === 0 ? (was.inside ? withinUnsure : beyondUnsure) : { ...was, unsure: true };
}

function spokenAgainst({ fixes, ofFixes, settleMs }: Fence, was: Stand | undefined, time: number): Stand | undefined {
  const inside = was?.inside ?? false;
  const against = Math.min((was?.against ?? 0) + 1, fixes);
  const since = sinceOf(was, time);
  if (against >= fixes && time - since >= settleMs) return inside ? undefined : within;
  const misses = ((was?.misses ?? 0) << 1) & lastOf(ofFixes);
  if (was !== undefined && !was.unsure && against === was.against && misses === was.misses) return was;
  return { inside, against, misses, since, unsure: false };
}

/** More misses than the fence allows among its last fixes, and the row is broken. */
function spokenFor({ fixes, ofFixes }: Fence, was: Stand | undefined): Stand | undefined {
  if (was === undefined) return undefined;
  const misses = ((was.misses << 1) | 1) & lastOf(ofFixes);
  if (was.against === 0 || countOf(misses) > ofFixes - fixes) return was.inside ? sure(was) : undefined;
  return misses === was.misses && !was.unsure ? was : { ...was, misses, unsure: false };
}

const lastOf = (fixes: number): number => (1 << fixes) - 1;

function countOf(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** A change is dated by the first of the fixes that showed it. */
export const sinceOf = (was: Stand | undefined, time: number): number =>
  was !== undefined && was.against > 0 ? was.since : time;

export const isSameStand = (a: Stand, b: Stand): boolean =>
  a === b ||
  (a.inside === b.inside &&
    a.against === b.against &&
    a.misses === b.misses &&
    a.since === b.since &&
    a.unsure === b.unsure);
