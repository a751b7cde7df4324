// What an arrival says, by its kind: decoded, admitted, sieved and located; nothing of it is judged.

import type { AgentGap } from '../contracts/observation.ts';
import type { Refusal } from '../errors.ts';
import type { Arrival, Batch, Heard } from '../flow.ts';
import type { Registry } from '../registry/registry.ts';
import { beatOf } from './beat.ts';
import { type Captures, captureOf, locateCaptured } from './captured.ts';
import { decodeBatch, decodePlan, decodeSlept, decodeState } from './decode.ts';
import { type Locating, locateFresh, toldUpTo } from './locate.ts';
import { holesOf, sequencesOf } from './sequences.ts';
import type { Sieve } from './sieve.ts';

type Of<K extends Arrival['kind']> = Extract<Arrival, { kind: K }>;

/** What is known when it is heard. `number` is the arrival's among all: the order of what the hub itself says. */
export interface Hearing {
  readonly registry: Registry;
  readonly sieve: Sieve;
  readonly captures: Captures;
  readonly number: number;
  /** Of the arrivals up to this one retention has let some go. */
  readonly sweptUpTo: number;
}

export const nothing: Heard = { keyed: [], refusals: [] };
export const refused = (refusal: Refusal): Heard => ({ ...nothing, refusals: [refusal] });

/** Refused events are acked too, so that they are not sent again and again. */
export function hearBatch(arrival: Of<'up'>, { registry, sieve, number, sweptUpTo }: Hearing): Heard {
  const batch = decodeBatch(arrival);
  const { site, agent, receivedAt } = arrival;
  if ('code' in batch) return { ...refused(batch), admitted: registry.belongs(site, agent) };
  if (!registry.admits(site, agent)) return { ...refused(siteWrong(arrival)), batch, durable: batch.last };
  const feed = registry.feedOf(agent);
  const { epoch } = batch;
  const was = holesOf(sieve, agent, epoch);
  const fresh = sieve.fresh(batch);
  for (const { class: cls, to } of gapsIn(batch, fresh)) if (to !== undefined) sieve.declared(agent, cls, epoch, to);
  const located = locateFresh(batch, fresh, locating(agent, receivedAt, registry, feed));
  const durable = sieve.watermark(agent, batch.class, epoch);
  const beat = beatOf({ agent, site, feed, online: true, epoch }, receivedAt, number);
  // What was let go is no hole in what the agent sent.
  const isWhole = number > sweptUpTo;
  const holes = isWhole ? sequencesOf({ agent, site, feed, epoch }, was, sieve, receivedAt, number) : [];
  return { batch, ...located, keyed: [...located.keyed, ...holes, beat], admitted: true, durable };
}

/** What an agent declares to have lost. */
const gapsIn = ({ events }: Batch, fresh: ReadonlySet<number>) =>
  events.filter(({ type, seq }) => type === 'agent.gap' && fresh.has(seq)).map(({ data }) => data as AgentGap);

export function hearState(arrival: Of<'state'>, { registry, number }: Hearing): Heard {
  const state = decodeState(arrival);
  const { site, agent, receivedAt } = arrival;
  if ('code' in state) return { ...refused(state), admitted: registry.belongs(site, agent) };
  if (!registry.admits(site, agent)) return refused(siteWrong(arrival));
  if (!registry.heard(state)) return { ...nothing, admitted: true };
  const heard = { state, refusals: [], keyed: [beatOf(state, receivedAt, number)], admitted: true };
  const upTo = toldUpTo(state, receivedAt);
  return upTo === undefined ? heard : { ...heard, passed: { witness: `agent:${agent}`, upTo } };
}

/** An account of the plan told it; what it comes to is folded as if that agent had. */
export function hearCapture(arrival: Of<'capture'>, { registry, captures, number }: Hearing): Heard {
  const { account: agent, receivedAt } = arrival;
  const at = locating(agent, receivedAt, registry, 'live');
  const { events, captured } = captureOf(arrival, number, at.worldAt(receivedAt), captures);
  return { ...locateCaptured(events, { agent, site: registry.siteOf(agent) ?? 'none' }, at), captured };
}

/** The past keeps the plan it had. */
export const hearPlan = (arrival: Of<'plan'>, { registry }: Hearing): Heard => {
  return { ...nothing, world: registry.take(decodePlan(arrival), arrival.receivedAt) };
};

/**
 * Nothing may be concluded from the silence before, be it that the hub was not there or that it slept: every agent of
 * `known`, and every one that is expected, is told so.
 */
export function hearListening(
  arrival: Of<'listening' | 'slept'>,
  { registry, number }: Hearing,
  known: string[],
): Heard {
  const { kind, receivedAt } = arrival;
  if (kind === 'slept') registry.slept = decodeSlept(arrival);
  const from = { time: receivedAt, asOf: receivedAt, from: 'hub', seq: number };
  const agents = new Set([...known, ...registry.worldAt(receivedAt).expected.keys()]);
  return { ...nothing, keyed: [...agents].sort().map((key) => ({ key, event: { kind: 'listening', ...from } })) };
}

function locating(agent: string, receivedAt: number, registry: Registry, feed: Locating['feed']): Locating {
  const worldAt = (asOf: number) => registry.worldAt(asOf);
  return { feed, receivedAt, worldAt, slept: registry.slept, mayIssue: (type) => registry.mayIssue(agent, type) };
}

const siteWrong = ({ site, agent }: Of<'up' | 'state'>): Refusal => {
  return { code: 'site-wrong', detail: `${agent} at ${site}` };
};
