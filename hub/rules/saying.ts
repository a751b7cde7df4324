// What a key tells others by being what it is: a tag its thing, a carrier what it carries. Rules may add to it.
import type { KeyEvent } from '../flow.ts';
import type { Say } from '../say.ts';
import type { Moment, Said } from './rule.ts';
import { stratumOf } from './strata.ts';

const nothing: readonly Said[] = [];

/** Everything said at this moment, the rules' own sayings last. */
export function saysOf(moment: Moment, byRules: readonly Said[]): readonly Said[] {
  const own = ownSays(moment);
  return byRules.length === 0 ? own : [...own, ...byRules];
}

function ownSays(moment: Moment): readonly Said[] {
  const { kind } = moment;
  if (kind === 'tag' || kind === 'plate') return ofAnIdentifier(moment);
  return moment.carries.length === 0 && moment.event.kind !== 'association' ? nothing : ofACarrier(moment);
}

/** A plate that no fact ties to a vehicle stands for the vehicle that bears it. */
function ofAnIdentifier({ key, kind, event, carrier }: Moment): readonly Said[] {
  const to = carrier ?? (kind === 'plate' ? key.replace('plate:', 'vehicle:') : undefined);
  if (to === undefined) return nothing;
  if (event.kind === 'rfid.read') {
    const { antenna, direction } = event.data;
    return [{ to, say: { what: 'seen', antenna, direction } }];
  }
  const passed = passage(event);
  return passed === undefined ? nothing : [{ to, say: passed }];
}

/** Crossings, passages and new plans are told to everything carried; where it stands, to what is just taken on or put down. */
function ofACarrier(moment: Moment): readonly Said[] {
  const { key, event, crossings, carries, isElsewhere, isLed } = moment;
  const passed = passage(event);
  // A tag on a truck is told nothing: it is the one who tells.
  const load = carries.filter((one) => stratumOf(one) > stratumOf(key));
  const told = passed === undefined ? [] : load.map((to) => ({ to, say: passed }));
  if (isElsewhere || crossings.length > 0 || (event.kind === 'said' && event.say.what === 'carried'))
    return [...told, ...whereabouts(moment, load)];
  if (event.kind === 'plan' && !isLed) return whereabouts(moment, load);
  if (event.kind !== 'association' || event.subject !== key) return told;
  const { action, children } = event.data;
  const named = children.filter((child) =>
    action === 'remove' ? stratumOf(child) > stratumOf(key) : load.includes(child),
  );
  return [...told, ...whereabouts(moment, named)];
}

function whereabouts({ place, inside, within, crossings }: Moment, to: readonly string[]): Said[] {
  if (place === undefined) return [];
  const { fix, spot } = place;
  return to.map((child) => ({ to: child, say: { what: 'carried', inside, within, crossings, fix, spot } }));
}

function passage(event: KeyEvent): Extract<Say, { what: 'passed' }> | undefined {
  if (event.kind === 'said') return event.say.what === 'passed' ? event.say : undefined;
  if (event.kind !== 'gate.passage') return undefined;
  const { direction, decision } = event.data;
  return { what: 'passed', lane: event.subject.slice('lane:'.length), direction, decision };
}
