// An observation to keyed events: whose stories it belongs to, at which corrected time, at which spot on the plane.
import { toWgs84 } from '../../geo/datum.ts';
import { toSpot } from '../../geo/plane.ts';
import type { AgentState } from '../contracts/agent-state.ts';
import { correctionOf } from '../contracts/clock.ts';
import type { Feed } from '../contracts/ids.ts';
import {
  type AssetPosition,
  type Datum,
  isFact,
  type Observation,
  type ObservationType,
  type VesselPosition,
} from '../contracts/observation.ts';
import type { Refusal } from '../errors.ts';
import { type Batch, type KeyEvent, type Keyed, type Slept, type Source, sleptAt } from '../flow.ts';
import type { Fix } from '../say.ts';
import type { World } from '../world.ts';
import { inOneForm, keysOf } from './keys.ts';

/** A live event further ahead of its receipt than this and its clock error folds at receipt time. */
const aheadMs = 2000;
/** As far as a clock error is believed: an event in the future stands in the way of all that is heard until then. */
const clockerrMost = 60_000;

export interface Locating {
  readonly feed: Feed;
  /** By which its clock is judged. */
  readonly receivedAt: number;
  /** When the hub learns of it, where that is later. */
  readonly learntAt?: number;
  /** When the hub slept last. */
  readonly slept?: Slept | undefined;
  readonly worldAt: (asOf: number) => World;
  /** Whether the sender's party may say so: facts are not everybody's to declare. */
  readonly mayIssue: (type: string) => boolean;
}

/** Of whom an event is, and under which place in whose sequence. */
export type Speaker = Pick<Batch, 'agent' | 'site'> & { readonly from: string };

/** The fresh events of a batch, each at its place; what cannot be placed is refused, and so is what decoding refused. */
export function locateFresh(batch: Batch, fresh: ReadonlySet<number>, at: Locating) {
  const keyed: Keyed[] = [];
  const refusals = batch.refusals.filter(({ seq = 0 }) => fresh.has(seq));
  const speaker = { ...batch, from: `${batch.agent}/${batch.epoch}/${batch.class}` };
  let located = 0;
  for (const event of batch.events) {
    if (!fresh.has(event.seq)) continue;
    const one = locate(event, speaker, at);
    if ('code' in one) refusals.push(one);
    else {
      located += 1;
      for (const each of one) keyed.push(each);
    }
  }
  return { keyed, refusals, located };
}

/** Old is not wrong: only a live device that contradicts receive time beyond its spool's age is clock-faulty. */
export function locate(said: Observation, speaker: Speaker, at: Locating): Keyed[] | Refusal {
  const event = inOneForm(said);
  const { seq } = event;
  if (!at.mayIssue(event.type)) return { code: 'authority-missing', detail: `${event.type} by ${speaker.agent}`, seq };
  const deviceTime = Date.parse(event.time);
  const { clockoff: offsetMs = 0, clockerr: errorMs = 0 } = event;
  const told = deviceTime + correctionOf({ offsetMs, errorMs });
  const heard = foldsAt(event, told, at);
  if (heard === undefined) {
    const days = Math.round((told - at.receivedAt) / 86_400_000);
    return { code: 'clock-faulty', detail: `${event.time} is ${days} days off`, seq };
  }
  const issuedAt = issuedOf(event, heard);
  if (issuedAt !== undefined && issuedAt > heard + aheadMs)
    return { code: 'fact-unissued', detail: `issued at ${new Date(issuedAt).toISOString()}, told before that`, seq };
  const time = issuedAt ?? heard;
  const keys = keysOf(event);
  if ('code' in keys) return { ...keys, seq };
  const asOf = at.feed === 'historical' ? at.receivedAt : time;
  const { id } = event;
  const { agent, site, from } = speaker;
  const { feed, learntAt: heardAt = at.receivedAt } = at;
  const deviceSaid = heard === deviceTime ? undefined : deviceTime;
  const source = { time, asOf, from, seq, id, agent, site, feed, heardAt, deviceTime: deviceSaid };
  const world = at.worldAt(asOf);
  const body =
    event.type === 'vessel.position'
      ? sailed(source, event, world)
      : ({ ...source, ...bodyOf(event, world, issuedAt) } as KeyEvent);
  // Hardly any is: the others stay objects of one form.
  const keyEvent = feed !== 'historical' && sleptAt(at.slept, heard) ? { ...body, late: true as const } : body;
  return keys.map((key) => ({ key, event: keyEvent }));
}

/** Undefined where its clock cannot be believed. What an agent lost is news when it is heard, however late. */
function foldsAt({ type, clockerr = 0 }: Observation, told: number, at: Locating): number | undefined {
  if (type === 'agent.gap') return at.learntAt ?? at.receivedAt;
  return at.feed === 'historical' ? recorded(told, at) : corrected(told, clockerr, at);
}

/** A fact folds when it was issued, however long ago. */
function issuedOf(event: Observation, heard: number): number | undefined {
  if (!isFact(event.type)) return undefined;
  const { issuedAt } = event.data as { issuedAt?: string };
  return issuedAt === undefined ? heard : Date.parse(issuedAt);
}

type Told = Source & Pick<KeyEvent, 'time' | 'asOf' | 'from' | 'seq'>;

/** Most that is heard are ships' fixes: one object of one form each, for they live as long as their story is in memory. */
function sailed(told: Told, { data }: Observation, { plane }: World): KeyEvent {
  const { time, asOf, from, seq, id, agent, site, feed, heardAt, deviceTime } = told;
  const { lon, lat, sogKn, cogDeg, headingDeg } = data as VesselPosition;
  const fix = { lon, lat, sogKn, cogDeg, headingDeg };
  const spot = toSpot(plane, lon, lat);
  return { time, asOf, from, seq, id, agent, site, feed, heardAt, deviceTime, kind: 'position', fix, spot };
}

function bodyOf({ type, subject, data }: Observation, { plane }: World, issuedAt: number | undefined) {
  const fix = fixOf(data as Partial<AssetPosition>);
  const at = fix === undefined ? {} : { fix, spot: toSpot(plane, fix.lon, fix.lat) };
  if (type === 'asset.position') return { kind: 'position' as const, ...at };
  const fact = issuedAt === undefined ? {} : { issuedAt };
  return {
    kind: type as Exclude<ObservationType, 'vessel.position' | 'asset.position'>,
    subject,
    data,
    ...at,
    ...fact,
  };
}

const kmhPerKn = 1.852;

/** Everything behind this is WGS-84, whatever the device's datum. */
function fixOf(place: Partial<AssetPosition>): Fix | undefined {
  const { lon, lat, datum = 'WGS-84', accuracyM, speedKmh, courseDeg, fix } = place;
  if (lon === undefined || lat === undefined) return undefined;
  const [east, north] = toWgs84(datum as Datum, lon, lat);
  return {
    lon: east,
    lat: north,
    ...(speedKmh !== undefined && { sogKn: speedKmh / kmhPerKn }),
    ...(courseDeg !== undefined && { cogDeg: courseDeg }),
    ...(accuracyM !== undefined && { accuracyMm: Math.round(accuracyM * 1000) }),
    ...(fix === 'lbs' && { guessed: true }),
  };
}

/** A recording may be of any age, but not of what is yet to come. */
const recorded = (told: number, { receivedAt }: Locating): number | undefined =>
  told < 0 || told > receivedAt + aheadMs ? undefined : told;

/**
 * Up to which moment an agent has told everything, by the hub's time: less what its clock may be wrong, and never what is
 * yet to come, or one whose clock is ahead would vouch for it.
 */
export function toldUpTo({ upTo, clock }: AgentState, receivedAt: number): number | undefined {
  if (upTo === undefined) return undefined;
  const { offsetMs, errorMs } = clock ?? { offsetMs: 0, errorMs: 0 };
  const told = upTo + correctionOf({ offsetMs, errorMs }) - Math.min(errorMs, clockerrMost);
  return Math.min(told, receivedAt);
}

function corrected(told: number, clockerr: number, { receivedAt, worldAt }: Locating): number | undefined {
  if (told < 0 || Math.abs(told - receivedAt) > worldAt(receivedAt).spoolMaxAgeMs) return undefined;
  return told > receivedAt + aheadMs + Math.min(clockerr, clockerrMost) ? receivedAt : told;
}
