// A real express server for tests, and a client that sends what no browser would: any method, header and body.
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { makeApp } from '../../../hub/api/app.ts';
import type { Route } from '../../../hub/api/route.ts';
import type { Person } from '../../../hub/contracts/person.ts';
import { local } from '../../../hub/identity/rights.ts';

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | object;
}

export interface Web {
  readonly port: number;
  readonly faults: unknown[];
  ask(path: string, sent?: Sent): Promise<Got>;
  close(): Promise<void>;
}

export async function webOf(routes: readonly Route[], who: Person = local): Promise<Web> {
  const faults: unknown[] = [];
  const http = createServer(
    makeApp(routes, { whoAsks: () => ({ proved: true, ...who }), onFault: (error) => faults.push(error) }),
  );
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
  const { port } = http.address() as { port: number };
  return { port, faults, ask: (path, sent = {}) => ask(port, path, sent), close: () => closed(http) };
}

async function closed(http: Server): Promise<void> {
  http.closeAllConnections();
  await new Promise<void>((done) => http.close(() => done()));
}

function ask(port: number, path: string, { method, headers = {}, body }: Sent): Promise<Got> {
  const bytes = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = bytes === undefined ? {} : { 'content-type': 'application/json' };
  const options = { method: method ?? (bytes === undefined ? 'GET' : 'POST'), headers: { ...type, ...headers } };
  return new Promise((done, failed) => {
    const asked = request({ hostname: '127.0.0.1', port, path, agent: false, ...options });
    asked.once('error', failed);
    asked.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => {
        const json = text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as Got['json']) : {};
        done({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
    });
    asked.end(bytes);
  });
}
