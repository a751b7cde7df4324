// EPCIS 2.0 over REST (ISO/IEC 19987:2024 §12): capture, capture jobs, events and their types.
import type { CaptureJob } from '../contracts/epcis/capture-job.ts';
import { epcisContext } from '../contracts/epcis/context.ts';
import { captureLimits, readEpcis } from '../contracts/epcis/document.ts';
import { queryDocument } from '../epcis/answer.ts';
import type { Behaviour } from '../epcis/capture.ts';
import { type EventQuery, queryById, queryOf } from '../epcis/query.ts';
import type { ErrorCode } from '../errors.ts';
import type { Answer, Asked, Body, Route, Trouble } from './route.ts';

/** What one capture came to; `eventIDs` are those that stand now, in the order of the document. */
export interface Captured {
  readonly job: CaptureJob;
  readonly eventIDs: readonly string[];
}

/** What the routes need of the hub: the journal behind it, and its clock. Bodies are JSON as `rowOf` made them. */
export interface EpcisSeam {
  now(): number;
  /** Resolves once it is on disk. */
  capture(body: Buffer, behaviour: Behaviour): Promise<Captured | ErrorCode>;
  job(captureID: string): CaptureJob | undefined;
  /** Newest first; `after` is the last job of the page before. */
  jobs(limit: number, after?: string): { readonly jobs: readonly CaptureJob[]; readonly more: boolean };
  events(query: EventQuery): { readonly bodies: readonly string[]; readonly next?: string };
  eventTypes(): readonly string[];
}

/** §12.3: which versions are spoken. The limits and the behaviour are answered where something is captured. */
const versions = {
  'GS1-EPCIS-Version': '2.0.0',
  'GS1-EPCIS-Min': '2.0.0',
  'GS1-EPCIS-Max': '2.0.0',
  'GS1-CBV-Version': '2.0.0',
  'GS1-EPC-Format': 'Never_Translates',
  'GS1-CBV-XML-Format': 'Never_Translates',
} as const;
const limits = {
  'GS1-EPCIS-Capture-Limit': String(captureLimits.events),
  'GS1-EPCIS-Capture-File-Size-Limit': String(captureLimits.bytes),
} as const;

/** What EPCIS 2.0 calls a problem (§12.8, and its OpenAPI); whatever it has no name for is the server's own. */
const exceptions: Partial<Record<ErrorCode, string>> = {
  'json-malformed': 'ValidationException',
  'epcis-invalid': 'ValidationException',
  'epcis-behaviour-unknown': 'ValidationException',
  'request-malformed': 'ValidationException',
  'capture-oversized': 'CaptureLimitExceededException',
  'epcis-query-invalid': 'QueryParameterException',
  'not-found': 'NoSuchResourceException',
  'origin-wrong': 'SecurityException',
  'login-needed': 'SecurityException',
  'right-missing': 'SecurityException',
  'epcis-version-unsupported': 'NotAcceptableException',
  'media-type-unsupported': 'UnsupportedMediaTypeException',
};
const problemType = (code: ErrorCode): string => `epcisException:${exceptions[code] ?? 'ImplementationException'}`;

const takes: Body = {
  types: ['application/json', 'application/ld+json'],
  bytes: captureLimits.bytes,
  oversized: 'capture-oversized',
};

const needs = 'exchange';

export function epcisRoutes(seam: EpcisSeam): readonly Route[] {
  const get = (path: string, answer: Route['answer']): Route => {
    return { method: 'get', path, needs, headers: versions, problemType, answer: versioned(answer) };
  };
  const post = (path: string, answer: Route['answer']): Route => {
    return {
      method: 'post',
      path,
      needs,
      takes,
      headers: { ...versions, ...limits },
      problemType,
      answer: versioned(answer),
    };
  };
  const routes = [
    post('/epcis/capture', (asked) => capture(asked, seam)),
    get('/epcis/capture', (asked) => jobs(asked, seam)),
    get('/epcis/capture/:captureID', ({ params }) => found(seam.job(params['captureID'] ?? ''))),
    post('/epcis/events', (asked) => captureOne(asked, seam)),
    get('/epcis/events', (asked) => events(asked, seam)),
    get('/epcis/events/:eventID', (asked) => event(asked, seam)),
    get('/epcis/eventTypes', () => types(seam.eventTypes())),
  ];
  return [...routes, ...discovery(routes)];
}

/** §12.4: OPTIONS on every resource says what it takes, and in which versions. */
function discovery(routes: readonly Route[]): Route[] {
  return [...Map.groupBy(routes, ({ path }) => path)].map(([path, ways]) => {
    const methods = ['OPTIONS', ...ways.map(({ method }) => method.toUpperCase())];
    const behaviour = path === '/epcis/capture' ? { 'GS1-Capture-Error-Behaviour': 'rollback' } : undefined;
    const headers: Record<string, string> = { ...versions, ...limits, ...behaviour, allow: methods.join(', ') };
    return { method: 'options', path, needs: 'nothing', problemType, answer: () => ({ status: 204, headers }) };
  });
}

/** §12.3.1: who speaks another version is told so, before anything is taken from them. */
function versioned(answer: Route['answer']): Route['answer'] {
  const speaks = (said: unknown): boolean => said === undefined || /^2(\.0(\.\d+)?)?$/.test(String(said));
  return (asked) => {
    const { 'gs1-epcis-version': epcis, 'gs1-cbv-version': cbv } = asked.headers;
    return speaks(epcis) && speaks(cbv) ? answer(asked) : 'epcis-version-unsupported';
  };
}

/** What is no document of EPCIS at all is refused at once; what is wrong with its events, the job says. */
function refusalOf(body: Buffer, isBareOnly = false): Trouble | undefined {
  const read = readEpcis(body);
  if ('code' in read) return { code: read.code, detail: read.detail };
  if (!isBareOnly || read.bare) return undefined;
  return { code: 'epcis-invalid', detail: 'document: type is not that of one event; documents go to /epcis/capture' };
}

const behaviours: readonly string[] = ['rollback', 'proceed'] satisfies Behaviour[];
const isBehaviour = (text: unknown): text is Behaviour => behaviours.includes(String(text));

/** §12.6.1: 202, and the job under Location. The hub is done with it by then, so the job comes along. */
async function capture({ body, headers }: Asked, seam: EpcisSeam): Promise<Answer> {
  const { 'gs1-capture-error-behaviour': behaviour = 'rollback' } = headers;
  if (!isBehaviour(behaviour)) return { code: 'epcis-behaviour-unknown', detail: String(behaviour).slice(0, 60) };
  const refusal = refusalOf(body);
  if (refusal !== undefined) return refusal;
  const captured = await seam.capture(body, behaviour);
  if (typeof captured === 'string') return captured;
  const { job } = captured;
  const location = `/epcis/capture/${encodeURIComponent(job.captureID)}`;
  return { status: 202, headers: { location, 'GS1-Capture-Error-Behaviour': behaviour }, body: job };
}

/** §12.6.3: one event, at once: 201, and under Location where it is, with what declares it wrong, if anything does. */
async function captureOne({ body }: Asked, seam: EpcisSeam): Promise<Answer> {
  const refusal = refusalOf(body, true);
  if (refusal !== undefined) return refusal;
  const captured = await seam.capture(body, 'rollback');
  if (typeof captured === 'string') return captured;
  const { errors } = captured.job;
  const [eventID] = captured.eventIDs;
  if (eventID === undefined) {
    return { code: 'epcis-invalid', detail: errors[0]?.detail ?? 'the event was not taken', more: { errors } };
  }
  return { status: 201, headers: { location: `/epcis/events/${encodeURIComponent(eventID)}` } };
}

const jobsUsual = 30;
const jobsMost = 100;

function jobs({ query }: Asked, seam: EpcisSeam): Answer {
  const { perPage: [perPage = String(jobsUsual)] = [], nextPageToken: [after] = [] } = query;
  const limit = Number(perPage);
  if (!Number.isInteger(limit) || limit < 1) return invalid('perPage: not a whole number from 1');
  if (after !== undefined && seam.job(after) === undefined) return invalid('nextPageToken: not one that the hub gave');
  const page = seam.jobs(Math.min(limit, jobsMost), after);
  const last = page.jobs.at(-1);
  const next = page.more && last !== undefined ? last.captureID : undefined;
  return { body: [...page.jobs], headers: linkTo('/epcis/capture', query, next) };
}

/** §12.7: what is asked in the URL, answered by an EPCISQueryDocument; the next page under Link (RFC 8288). */
function events({ query, headers }: Asked, seam: EpcisSeam): Answer {
  const read = queryOf(query);
  if (typeof read === 'string') return invalid(read);
  const { bodies, next } = seam.events(read);
  const link = linkTo('/epcis/events', query, next);
  return { body: queryDocument(bodies, seam.now()), headers: { ...link, 'content-type': typeOf(headers) } };
}

/** §12.7.2: the event and its error declarations, if any. */
function event({ params, headers }: Asked, seam: EpcisSeam): Answer {
  const { eventID = '' } = params;
  const { bodies, next } = seam.events(queryById(eventID));
  if (bodies.length === 0) return 'not-found';
  const link = linkTo('/epcis/events', { EQ_eventID: [eventID] }, next);
  return { body: queryDocument(bodies, seam.now()), headers: { ...link, 'content-type': typeOf(headers) } };
}

const invalid = (detail: string): Trouble => ({ code: 'epcis-query-invalid', detail });
const found = (job: CaptureJob | undefined): Answer => (job === undefined ? 'not-found' : { body: job });

const types = (member: readonly string[]): Answer => ({
  body: { '@context': epcisContext, type: 'Collection', member },
});

const typeOf = ({ accept }: Asked['headers']): string =>
  /application\/ld\+json/.test(String(accept)) ? 'application/ld+json' : 'application/json';

function linkTo(path: string, query: Asked['query'], next: string | undefined): Record<string, string> {
  if (next === undefined) return {};
  const kept = Object.entries(query).filter(([name]) => name !== 'nextPageToken');
  const pairs = kept.flatMap(([name, values]) => values.map((value) => [name, value]));
  return { link: `<${path}?${new URLSearchParams([...pairs, ['nextPageToken', next]])}>; rel="next"` };
}
