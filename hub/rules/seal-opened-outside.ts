// R-08, seal opened outside: a seal was opened, and not in a place where seals may be opened.
import { isInside, metresBeyond } from '../../geo/fence.ts';
import { isInForce } from '../../geo/force.ts';
import { leaving } from '../../geo/word.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import type { Fix } from '../say.ts';
import type { World } from '../world.ts';
import { conclude, ended, fenceWords } from './conclusion.ts';
import { placed, witnessed } from './evidence.ts';
import type { Moment, Rule } from './rule.ts';

type SealEvent = Extract<KeyEvent, { kind: 'seal.state' }>;

interface Memory {
  readonly state: SealEvent['data']['state'] | undefined;
  readonly open: Finding | undefined;
}

export const sealOpenedOutside: Rule<Memory> = {
  id: 'seal-opened-outside',
  version: 3,
  keys: ['seal'],
  severity: 'S1',
  integrity: true,
  latched: true,
  mergeGapMs: 0,
  start: { state: undefined, open: undefined },

  step(memory, moment) {
    const { event } = moment;
    if (event.kind !== 'seal.state' || event.data.state === memory.state) return { memory };
    const { state } = event.data;
    if (state === 'sealed' && memory.open !== undefined) {
      const finding = ended(memory.open, event.time, witnessed(moment, 'sealed'));
      return { memory: { state, open: undefined }, findings: [finding] };
    }
    if (memory.open !== undefined || !isOpened(memory, moment, event) || mayOpenHere(moment, event))
      return { memory: { ...memory, state } };
    const finding = opened(moment, event);
    return { memory: { state, open: finding }, findings: [finding] };
  },
};

/**
 * From sealed or armed to open. One that was idle, or is heard of for the first time, is opened only if it is on something:
 * a box whose lock is open has been opened by somebody; a lock on a shelf is none of our business.
 */
function isOpened({ state }: Memory, { carrier }: Moment, { data }: SealEvent): boolean {
  return data.state === 'open' && (state === 'sealed' || state === 'armed' || carrier !== undefined);
}

/** A place that is not sure lets nobody off. */
const mayOpenHere = (moment: Moment, event: SealEvent): boolean =>
  isPlaced(moment, event) && moment.world.fences.some(({ id }) => isInspectedIn(moment, event, id));

/** A fix of its own says more than what is believed of its fences: that may want several fixes to change. */
function isInspectedIn({ inside, world }: Moment, { fix, spot, time }: SealEvent, id: string): boolean {
  const fence = world.fenceOf(id);
  if (fence === undefined || world.factsOf(id)?.inspection !== true) return false;
  if (!isSure(fix) || spot === undefined) return inside.includes(id);
  if (!isInForce(world.turnsOf(id), time)) return false;
  return (
    isInside(fence, spot) ||
    (inside.includes(id) && leaving(fence, spot, 2 * (fix?.accuracyMm ?? world.untoldAccuracyMm)) !== 'for')
  );
}

/** Its own last fix says where it is for so long, ms; what carries it says where it goes. */
const ownFixHoldsMs = 600_000;

/** Is it known where it is? By its own fix just now, by what carries it, or by its own fix of a moment ago. */
function isPlaced({ carrier, place }: Moment, { fix, time }: SealEvent): boolean {
  if (isSure(fix)) return true;
  if (place === undefined || place.fix.guessed === true) return false;
  return carrier !== undefined || time - place.time <= ownFixHoldsMs;
}

const isSure = (fix: Fix | undefined): boolean => fix !== undefined && fix.guessed !== true;

function opened(moment: Moment, event: SealEvent): Finding {
  const { key, carrier, inside, world } = moment;
  const [fence] = inside;
  const where = fence === undefined ? {} : fenceWords(world, fence);
  const place = isPlaced(moment, event) ? 'certain' : 'uncertain';
  return conclude(sealOpenedOutside, {
    scope: 'open',
    site: (fence === undefined ? undefined : world.factsOf(fence)?.site) ?? event.site,
    feed: event.feed,
    from: event.time,
    ...measured(moment),
    facts: { seal: key, carrier, ...where, place, actor: event.data.actor, plan: world.plan },
    evidence: [witnessed(moment, 'opened'), ...placed(moment)],
  });
}

/** Metres to the nearest inspection area in force, where there is one and it is known where the seal is. */
function measured({ place, world, event }: Moment) {
  const far =
    place === undefined ? [] : inspectionAreas(world, event.time).map((fence) => metresBeyond(fence, place.spot));
  if (far.length === 0) return { measure: 'signs told', value: 1, limit: 0, unit: 'signs' };
  return { measure: 'from an inspection area by', value: Math.max(0, Math.min(...far)), limit: 0, unit: 'm' };
}

const inspectionAreas = ({ fences, factsOf, turnsOf }: World, time: number) =>
  fences.filter(({ id }) => factsOf(id)?.inspection === true && isInForce(turnsOf(id), time));
