// Bytes to a batch or a state, or a coded refusal. One bad event never takes its neighbours along.
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { AgentState } from '../contracts/agent-state.ts';
import { BatchFrame, batchLimits } from '../contracts/batch.ts';
import { Instant, Seq, Subject } from '../contracts/ids.ts';
import {
  isFact,
  Observation,
  type ObservationType,
  observationData,
  observationSubject,
} from '../contracts/observation.ts';
import type { ErrorCode, Refusal } from '../errors.ts';
import type { Arrival, Batch, DecodedState, Slept } from '../flow.ts';
import type { PortPlan } from '../registry/port-plan.ts';

const frameCheck = Compile(BatchFrame);
const observationCheck = Compile(Observation);
const stateCheck = Compile(AgentState);
const dataChecks = new Map(Object.entries(observationData).map(([type, schema]) => [type, Compile(schema as TSchema)]));

type Up = Extract<Arrival, { kind: 'up' }>;
type State = Extract<Arrival, { kind: 'state' }>;
type Plan = Extract<Arrival, { kind: 'plan' }>;

/** A frame that cannot be read at all is one refusal without a sequence. */
export function decodeBatch(arrival: Up): Batch | Refusal {
  if (arrival.payload.length > batchLimits.bytes) return refuse('batch-oversized', `${arrival.payload.length} bytes`);
  const frame = parse(arrival.payload);
  if (frame === undefined) return refuse('json-malformed', arrival.payload.toString('utf8', 0, 80));
  if (eventCount(frame) > batchLimits.events) return refuse('batch-oversized', `${eventCount(frame)} events`);
  if (!frameCheck.Check(frame)) return refuse('frame-invalid', why(frameCheck.Errors(frame)));
  const { site, agent, class: cls } = arrival;
  const { epoch, first, gone = 0, sent } = frame;
  const source = `urn:efence:${site}:${agent}`;
  const events: Observation[] = [];
  const refusals: Refusal[] = [];
  frame.events.forEach((event, i) => {
    const seq = first + i;
    const refusal = faultOf(event, { seq, epoch, source, agent });
    if (refusal === undefined) events.push(event as Observation);
    else refusals.push({ ...refusal, seq });
  });
  const last = first + frame.events.length - 1;
  return { site, agent, class: cls, epoch, first, last, gone, sent, events, refusals };
}

export function decodeState({ site, agent, payload }: State): DecodedState | Refusal {
  const state = parse(payload);
  if (state === undefined) return refuse('json-malformed', payload.toString('utf8', 0, 80));
  if (!stateCheck.Check(state)) return refuse('state-invalid', why(stateCheck.Errors(state)));
  return { ...state, site, agent };
}

/** A plan was checked when its folder was read; what the journal holds is what was checked. */
export function decodePlan({ payload }: Plan): PortPlan {
  return JSON.parse(payload.toString('utf8')) as PortPlan;
}

/** Since when the hub slept, as it wrote it itself. */
export function decodeSlept({ payload, receivedAt }: Extract<Arrival, { kind: 'slept' }>): Slept {
  const { from } = JSON.parse(payload.toString('utf8')) as { from: number };
  return { from, to: receivedAt };
}

function faultOf(
  event: unknown,
  at: { seq: number; epoch: string; source: string; agent: string },
): Refusal | undefined {
  if (!isUsual(event, at) && !observationCheck.Check(event))
    return refuse('event-invalid', why(observationCheck.Errors(event)));
  if (event.source !== at.source) return refuse('site-wrong', `${event.source} is not ${at.source}`);
  if (event.seq !== at.seq || event.epoch !== at.epoch)
    return refuse('event-out-of-place', `${event.epoch}:${event.seq}`);
  const check = dataChecks.get(event.type);
  if (check === undefined) return refuse('event-unknown-type', event.type);
  const type = event.type as ObservationType;
  if (!observationSubject[type].test(event.subject)) return refuse('event-invalid', `${type} of ${event.subject}`);
  // What an agent's spool lost is its own to declare.
  if (type === 'agent.gap' && event.subject !== `agent:${at.agent}`) return refuse('site-wrong', event.subject);
  if (check.Check(event.data)) return faultOfDates(event);
  const errors = check.Errors(event.data);
  const place = errors.some(({ instancePath }) => instancePath === '/lon' || instancePath === '/lat');
  return refuse(place ? 'coordinate-impossible' : 'event-invalid', why(errors));
}

/**
 * The envelope as nearly all are, looked at name by name: what it says yes to, the schema says yes to. What it does not
 * know the schema is asked about. `at` was checked with the frame.
 */
function isUsual(event: unknown, at: { seq: number; epoch: string; source: string }): event is Observation {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return false;
  const { specversion, id, source, type, time, subject, epoch, seq, data } = event as Partial<Observation>;
  if (specversion !== '1.0' || source !== at.source || epoch !== at.epoch || seq !== at.seq) return false;
  if (typeof id !== 'string' || id.length === 0 || id.length > 128) return false;
  if (typeof type !== 'string' || !dataChecks.has(type) || typeof time !== 'string' || !instant.test(time))
    return false;
  if (typeof subject !== 'string' || subject.length > 138 || !plainSubject.test(subject)) return false;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  let names = 0;
  for (const _ in event) names += 1;
  return names === usualNames && Number.isSafeInteger(seq) && seq >= 1 && seq <= seqMost;
}

const usualNames = 9;
const said = <T>(schema: TSchema, what: string): T => (schema as unknown as Record<string, T>)[what] as T;
const seqMost = said<number>(Seq, 'maximum');
const instant = new RegExp(said<string>(Instant, 'pattern'));
const plainSubject = new RegExp(said<string>(Subject, 'pattern'));

const datesOf = ['issuedAt', 'validFrom', 'validTo', 'fromTime', 'toTime'] as const;

function faultOfDates({ type, time, data }: Observation): Refusal | undefined {
  if (!isFact(type) && type !== 'agent.gap') return isDate(time) ? undefined : refuse('event-invalid', time);
  const told = [time, ...datesOf.map((name) => data[name]).filter((date) => typeof date === 'string')];
  const bad = told.find((date) => !isDate(date));
  return bad === undefined ? undefined : refuse('event-invalid', bad);
}

/** 31 February and 24:00 would roll over into another day (RFC 3339 §5.7 forbids them); such a clock is not believed. */
function isDate(time: string): boolean {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return false;
  const plain = Number(time.slice(8, 10)) <= 28 && Number(time.slice(11, 13)) < 24;
  return plain || new Date(ms).toISOString().startsWith(time.slice(0, 19));
}

const refuse = (code: ErrorCode, detail: string): Refusal => ({ code, detail });

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

const eventCount = (frame: unknown): number => {
  const events = (frame as { events?: unknown } | null)?.events;
  return Array.isArray(events) ? events.length : 0;
};

const why = (errors: { instancePath: string; message: string }[]): string => {
  const first = errors.find(({ message }) => message !== 'schema is false') ?? errors[0];
  return `${first?.instancePath || 'it'} ${first?.message ?? 'is wrong'}`.slice(0, 200);
};
