// No rule of the port's: asks that a thing be looked at when a fence that it is in by its shape comes into force or goes out of it.
import { isInForce, turnAfter, turnBefore } from '../../geo/force.ts';
import { doubtMostMs } from './in-force.ts';
import type { Moment, Rule, Step } from './rule.ts';

const nothingToAwait: Step<undefined> = { memory: undefined, wakeAt: null };

/** It finds nothing: the look itself is what the other rules see. Whoever saw the thing last must have told so far. */
export const fenceTurns: Rule<undefined> = {
  id: 'fence-turns',
  version: 1,
  keys: ['vessel', 'vehicle', 'container', 'seal'],
  severity: 'S4',
  integrity: false,
  latched: false,
  mergeGapMs: 0,
  patient: true,
  start: undefined,

  step(_, moment) {
    const { world, within, isLed, place } = moment;
    if (!world.isTimed || within.length === 0 || isLed) return nothingToAwait;
    const at = nextTurn(moment);
    if (at === Infinity) return nothingToAwait;
    return { memory: undefined, wakeAt: { at, witnesses: [`agent:${place?.agent ?? ''}`] } };
  },
};

const nextTurn = ({ world, within, inside, event: { time } }: Moment): number =>
  within.reduce((next, fence) => {
    const turns = world.turnsOf(fence);
    if (turns === undefined) return next;
    // Closed over one that was about to leave: once more when that can no longer be.
    const isLeaving = inside.includes(fence) && !isInForce(turns, time);
    const doubted = isLeaving ? turnBefore(turns, time) + doubtMostMs : Infinity;
    return Math.min(next, doubted, turnAfter(turns, time));
  }, Infinity);
