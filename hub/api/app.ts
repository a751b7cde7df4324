// The express app: a table of routes over plain functions, the page, and coded problems (RFC 9457).
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type Response,
} from 'express';
import { isLoopbackHost } from '../contracts/loopback.ts';
import { type ErrorCode, errors } from '../errors.ts';

/** One route; `answer` returns the body, or a code. */
export interface Route {
  readonly method: 'get';
  readonly path: string;
  readonly answer: (input: { id: string; limit: number }) => object | ErrorCode;
}

const limitMax = 1000;

/** `onFault` hears of every fault of our own that a request met; whoever asked is told no more than a code. */
export function makeApp(
  routes: readonly Route[],
  pageFolder: string | undefined,
  onFault: (error: unknown) => void = () => {},
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(guard);
  for (const route of routes) {
    app[route.method](route.path, (request: Request, response: Response) => answer(route, request, response));
    app.all(route.path, notAllowed);
  }
  if (pageFolder !== undefined) app.use(express.static(pageFolder));
  app.use((_request: Request, response: Response) => problem(response, 'not-found'));
  app.use(caught(onFault));
  return app;
}

/** Nobody but this machine; no script but our own, nothing from elsewhere, no framing. */
function guard(request: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy':
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  if (isLoopbackHost(request.headers.host)) next();
  else problem(response, 'host-wrong');
}

function answer(route: Route, { query, params }: Request, response: Response): void {
  const asked = Number(query['limit'] ?? 200);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, limitMax) : 200;
  const body = route.answer({ id: String(params['id'] ?? ''), limit });
  if (typeof body === 'string') problem(response, body);
  else response.json(body);
}

/** Express answers HEAD with the GET of the same path before it comes to this. */
function notAllowed(_request: Request, response: Response): void {
  response.set('allow', 'GET, HEAD');
  problem(response, 'method-not-allowed');
}

/** What express could not read bears a 4xx status of its own; all else is ours. */
function caught(onFault: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const { status = 500 } = (error ?? {}) as { status?: number };
    const theirs = status >= 400 && status < 500;
    if (!theirs) onFault(error);
    // Half an answer cannot become a problem; express ends the connection, so that it is not taken for a whole one.
    if (response.headersSent) next(error);
    else problem(response, theirs ? 'request-malformed' : 'hub-fault');
  };
}

function problem(response: Response, code: ErrorCode): void {
  const { says, status } = errors[code];
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:efence:error:${code}`, title: says, status, code }));
}
