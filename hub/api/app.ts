// The express app: a table of routes over plain functions, the page, and coded problems (RFC 9457).
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type ErrorCode, errors } from '../errors.ts';

/** One route; `answer` returns the body, or a code. */
export interface Route {
  readonly method: 'get';
  readonly path: string;
  readonly answer: (input: { id: string; limit: number }) => object | ErrorCode;
}

const limitMax = 1000;

export function makeApp(routes: readonly Route[], pageFolder: string | undefined): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(guard);
  for (const { method, path, answer } of routes) {
    app[method](path, (request: Request, response: Response) => {
      const asked = Number(request.query['limit'] ?? 200);
      const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, limitMax) : 200;
      const body = answer({ id: String(request.params['id'] ?? ''), limit });
      if (typeof body === 'string') problem(response, body);
      else response.json(body);
    });
  }
  if (pageFolder !== undefined) app.use(express.static(pageFolder));
  app.use((_request: Request, response: Response) => problem(response, 'not-found'));
  app.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) =>
    problem(response, 'hub-fault'),
  );
  return app;
}

/** No script but our own, nothing from elsewhere, no framing. */
function guard(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy':
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  next();
}

function problem(response: Response, code: ErrorCode): void {
  const { says, status } = errors[code];
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:efence:error:${code}`, title: says, status, code }));
}
