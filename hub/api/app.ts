// The express app: a table of routes over plain functions, the page, and coded problems (RFC 9457).
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type Response,
} from 'express';
import { type ErrorCode, errors } from '../errors.ts';
import { bodyFault, readBody } from './body.ts';
import { guardHeaders, hostFault, originFault } from './guard.ts';
import type { Answer, Asked, Reply, Route, Trouble } from './route.ts';

const limitMax = 1000;
const limitUsual = 200;

/** `onFault` hears of every fault of our own that a request met; whoever asked is told no more than a code. */
export function makeApp(
  routes: readonly Route[],
  pageFolder: string | undefined,
  onFault: (error: unknown) => void = () => {},
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(guard);
  for (const [path, ways] of Map.groupBy(routes, (route) => route.path)) {
    for (const route of ways) app[route.method](path, (request, response) => run(route, request, response));
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

async function run(route: Route, request: Request, response: Response): Promise<void> {
  if (route.headers !== undefined) response.set(route.headers);
  const body = await bodyOf(route, request);
  // Of a body that is far too large the rest lies unread in the line, which is of no use to a next request.
  if (route.takes !== undefined && !request.complete) response.set('connection', 'close');
  send(response, typeof body === 'string' ? body : await route.answer(askedOf(request, body)));
}

const nothing = Buffer.alloc(0);

/** A body is read to its end even where it is refused: one who is still sending does not get to read the answer. */
async function bodyOf({ method, takes }: Route, request: Request): Promise<Buffer | ErrorCode> {
  const origin = method === 'get' ? undefined : originFault(request.headers);
  if (takes === undefined) return origin ?? nothing;
  const body = await readBody(request, takes);
  return origin ?? bodyFault(request, takes) ?? body;
}

function askedOf({ params, query, headers }: Request, body: Buffer): Asked {
  const values = Object.entries(query).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String) : [String(value)],
  ]);
  const asked = Number(query['limit'] ?? limitUsual);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, limitMax) : limitUsual;
  return { params: params as Record<string, string>, query: Object.fromEntries(values), headers, body, limit };
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
  else response.json(body);
}

/** Express answers HEAD with the GET of the same path before it comes to this. */
function notAllowed(ways: readonly Route[]): (request: Request, response: Response) => void {
  const methods = ways.map(({ method }) => (method === 'get' ? 'GET, HEAD' : method.toUpperCase()));
  return (_request, response) => {
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
  const { says, status } = errors[code];
  const detail = trouble === undefined ? {} : { detail: trouble.detail, ...trouble.more };
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:efence:error:${code}`, title: says, status, code, ...detail }));
}
