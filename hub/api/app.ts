// The express app: a table of routes over plain functions, the page, and coded problems (RFC 9457).

import type { IncomingHttpHeaders } from 'node:http';
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type Response,
} from 'express';
import type { Asker } from '../contracts/person.ts';
import { type ErrorCode, errors } from '../errors.ts';
import { guardHeaders, hostFault, originFault } from '../identity/guard.ts';
import { may, nobody } from '../identity/rights.ts';
import { bodyFault, lingered, readBody } from './body.ts';
import type { Answer, Asked, Reply, Route, Trouble } from './route.ts';

export interface AppParts {
  readonly pageFolder?: string | undefined;
  /** Who asks; or why nobody does, for someone who has not come in. */
  readonly whoAsks: (headers: IncomingHttpHeaders) => Asker | ErrorCode;
  /** Seconds to wait for one who asks too often; 0 for one who may. */
  readonly pace?: (headers: IncomingHttpHeaders, address: string) => number;
  /** Hears of everything that is refused: to whom, on which route, why, and what may help to understand it. */
  readonly onRefused?: (headers: IncomingHttpHeaders, what: string, code: ErrorCode, detail: string) => void;
  /** Hears of every fault of our own that a request met; whoever asked is told no more than a code. */
  readonly onFault?: (error: unknown) => void;
}

export function makeApp(routes: readonly Route[], parts: AppParts): Express {
  const { pageFolder, onFault = () => {}, onRefused = () => {} } = parts;
  const app = express();
  app.disable('x-powered-by');
  // One address, one way to write it.
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.use((_request: Request, { locals }: Response, next: NextFunction) => {
    locals['onRefused'] = onRefused;
    next();
  });
  app.use(guard);
  for (const [path, ways] of Map.groupBy(routes, (route) => route.path)) {
    for (const route of ways) app[route.method](path, (request, response) => run(route, parts, request, response));
    app.all(path, notAllowed(ways));
  }
  if (pageFolder !== undefined) app.use(express.static(pageFolder));
  app.use((_request: Request, response: Response) => refuse(response, 'not-found'));
  app.use(caught(onFault));
  return app;
}

function guard({ headers }: Request, response: Response, next: NextFunction): void {
  response.set(guardHeaders);
  const fault = hostFault(headers);
  if (fault === undefined) next();
  else refuse(response, fault);
}

async function run(
  route: Route,
  { whoAsks, pace = () => 0 }: AppParts,
  request: Request,
  response: Response,
): Promise<void> {
  speakAs(route, response);
  const wait = isOfHealth(route) ? 0 : pace(request.headers, addressOf(request));
  if (wait > 0) {
    response.set('retry-after', String(wait));
    return refuseIn(route, request, response, 'request-too-many');
  }
  const read = await bodyOf(route, whoAsks(request.headers), request);
  // Whoever was put out while they were still sending is out.
  const who = whoAsks(request.headers);
  const body = typeof read === 'string' ? read : (rightFault(route, who) ?? read);
  if (typeof body === 'string') return refuseIn(route, request, response, body);
  send(response, await route.answer(askedOf(request, typeof who === 'string' ? stranger : who, body)));
}

async function refuseIn({ takes }: Route, request: Request, response: Response, code: ErrorCode): Promise<void> {
  if (takes === undefined || request.complete) refuse(response, code);
  else await refuseUnread(request, response, code);
}

/** Whoever watches over the hub is always answered. */
const isOfHealth = ({ path }: Route): boolean => path === '/livez' || path === '/readyz';

const addressOf = ({ socket }: Request): string => socket.remoteAddress ?? '';

/** What every answer on the route bears, whoever gives it. */
function speakAs({ path, headers, problemType }: Route, response: Response): void {
  response.locals['path'] = path;
  // What is one person's to see is nobody's to keep.
  response.set('cache-control', 'no-store');
  if (headers !== undefined) response.set(headers);
  response.locals['problemType'] = problemType;
}

/**
 * Of a body that is far too large the rest lies unread in the line, which is of no use to a next request. Cut at once,
 * the line would take the answer along (RFC 9112 §9.6): it stays open until whoever sends has had the time to read.
 */
async function refuseUnread(request: Request, response: Response, code: ErrorCode): Promise<void> {
  const text = problemOf(response, code);
  response.set({ connection: 'close', 'content-length': String(Buffer.byteLength(text)) });
  response.write(text);
  await lingered(request);
  response.end();
}

const stranger: Asker = { ...nobody, proved: false };
const nothing = Buffer.alloc(0);

/** A body is read to its end even where it is refused: one who is still sending does not get to read the answer. */
async function bodyOf(route: Route, who: Asker | ErrorCode, request: Request): Promise<Buffer | ErrorCode> {
  const { method, takes } = route;
  const fault = (method === 'get' ? undefined : senderFault(request.headers)) ?? rightFault(route, who);
  if (takes === undefined) return fault ?? nothing;
  const body = await readBody(request, takes, fault === undefined);
  return fault ?? bodyFault(request, takes) ?? body;
}

/** A token is sent by whoever has it, and by no browser of itself: of which page it comes is of no account. */
const senderFault = (headers: IncomingHttpHeaders): ErrorCode | undefined =>
  headers.authorization === undefined ? originFault(headers) : undefined;

function rightFault({ needs, proved }: Route, who: Asker | ErrorCode): ErrorCode | undefined {
  if (needs === 'nothing') return undefined;
  if (typeof who === 'string') return who;
  if (!may(who, needs)) return 'right-missing';
  return proved === true && !who.proved ? 'proof-needed' : undefined;
}

function askedOf(request: Request, who: Asker, body: Buffer): Asked {
  const { params, query, headers } = request;
  const values = Object.entries(query).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String) : [String(value)],
  ]);
  const sent = { params: params as Record<string, string>, query: Object.fromEntries(values), headers };
  return { ...sent, address: addressOf(request), who, body };
}

function send(response: Response, answer: Answer): void {
  if (typeof answer === 'string') refuse(response, answer);
  else if ('code' in answer) refuse(response, answer.code, answer);
  else reply(response, answer);
}

function reply(response: Response, { status, headers = {}, body }: Reply): void {
  response.status(status ?? (body === undefined ? 204 : 200)).set(headers);
  if (body === undefined) response.end();
  else if (typeof body === 'string') response.type(headers['content-type'] ?? 'application/json').send(body);
  else if (Buffer.isBuffer(body)) response.send(body);
  else response.json(body);
}

/** Express answers HEAD with the GET of the same path before it comes to this. */
function notAllowed(ways: readonly Route[]): (request: Request, response: Response) => void {
  const methods = ways.map(({ method }) => (method === 'get' ? 'GET, HEAD' : method.toUpperCase()));
  return (_request, response) => {
    if (ways[0] !== undefined) speakAs(ways[0], response);
    response.set('allow', methods.join(', '));
    refuse(response, 'method-not-allowed');
  };
}

/** What express could not read bears a 4xx status of its own; all else is ours. */
function caught(onFault: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const { status = 500 } = (error ?? {}) as { status?: number };
    const theirs = status >= 400 && status < 500;
    if (!theirs) onFault(error);
    // Half an answer cannot become a problem; express ends the connection, so that it is not taken for a whole one.
    if (response.headersSent) next(error);
    else refuse(response, theirs ? 'request-malformed' : 'hub-fault');
  };
}

function refuse(response: Response, code: ErrorCode, trouble?: Trouble): void {
  response.send(problemOf(response, code, trouble));
}

/** Sets status and type of the answer. @returns its body */
function problemOf(response: Response, code: ErrorCode, trouble?: Trouble): string {
  const { says, status } = errors[code];
  tellRefused(response, code);
  const typeOf = response.locals['problemType'] as Route['problemType'];
  const type = typeOf === undefined ? `urn:efence:error:${code}` : typeOf(code);
  const detail = trouble === undefined ? {} : { detail: trouble.detail, ...trouble.more };
  response.status(status).type('application/problem+json');
  return JSON.stringify({ type, title: says, status, code, ...detail });
}

/** The route as the table has it, and where that does not say it all the path that was asked, without its question. */
function tellRefused({ locals, req }: Response, code: ErrorCode): void {
  const { method, headers, originalUrl } = req;
  const { path } = locals as { path?: string };
  const asked = path === undefined || path.includes(':') ? (originalUrl.split('?')[0] ?? '') : '';
  const { host = '', origin = headers['sec-fetch-site'] ?? '' } = headers;
  const detail = code === 'host-wrong' ? host : code === 'origin-wrong' ? String(origin) : asked;
  const onRefused = locals['onRefused'] as AppParts['onRefused'];
  onRefused?.(headers, `${method} ${path ?? 'elsewhere'}`, code, detail);
}
