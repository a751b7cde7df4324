// The hub's end on the web: one HTTP server for the page, the API and the socket; how it opens, and how it closes.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { type AppParts, makeApp } from './api/app.ts';
import type { Cctv } from './cctv/cctv.ts';
import { StartError } from './errors.ts';
import type { Door } from './identity/door.ts';
import { Buckets, type Pace } from './identity/pace.ts';
import type { Sees } from './identity/wall.ts';
import { measuringOver } from './measuring.ts';
import { SocketGate } from './push/socket-gate.ts';
import type { Read } from './reading.ts';
import { allRoutes } from './routes.ts';

/** Connections at a time, sockets and video included; beyond it a new one is closed, and comes again. */
const connectionsMost = 4_000;
/** A whole request takes no longer to arrive: the largest is a capture of a mebibyte. */
const requestWithinMs = 60_000;
/** Ended alerts that a dashboard is told of when it comes. */
const endedShown = 200;

/** Of one session, token, or machine of which nobody is in: many times what a page asks. A hub that is open paces nobody. */
const requestPace: Pace = { perSecond: 100, atOnce: 400 };

export interface WebParts {
  readonly read: Read;
  readonly door: Door;
  readonly cctv: Cctv;
  readonly pageFolder: string | undefined;
  /** A fault of our own that cost one request and nothing else. */
  readonly onRequestFault: (error: unknown) => void;
}

export class Web {
  readonly gate: SocketGate;
  readonly #http: Server;
  readonly #sockets = new Set<Socket>();
  readonly #cctv: Cctv;
  readonly #measuring: ReturnType<typeof measuringOver>;

  constructor({ read, door, cctv, pageFolder, onRequestFault: onFault }: WebParts) {
    const { clock, view, journal, book, trust } = read;
    this.#measuring = measuringOver(read, () => this.gate);
    const routes = allRoutes({ read, door, cctv, measuring: this.#measuring, recheck: () => this.recheck() });
    const whoAsks: AppParts['whoAsks'] = (headers) => {
      const guest = door.asks(headers);
      return typeof guest === 'string' ? guest : { ...guest.person, proved: guest.proved };
    };
    const buckets = new Buckets(requestPace, () => clock.steady());
    const pace = (headers: IncomingHttpHeaders, address: string): number => {
      const guest = door.guest(headers);
      if (guest === undefined) return buckets.take(address);
      const { session, token = session } = guest;
      return token === undefined ? 0 : buckets.take(token);
    };
    const onRefused: AppParts['onRefused'] = (...refused) => door.refused(...refused);
    this.#http = createServer(makeApp(routes, { pageFolder, whoAsks, pace, onFault, onRefused }));
    this.#http.maxConnections = connectionsMost;
    this.#http.requestTimeout = requestWithinMs;
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    const alerts = {
      epoch: journal.id,
      seq: () => book.seq,
      count: () => book.count(endedShown),
      open: () => book.shown(endedShown),
      after: (seq: number, limit: number) => journal.transitionsAfter(seq, limit),
      checks: (sees: Sees) => trust.checks(sees),
    };
    this.gate = new SocketGate(this.#http, clock, view, alerts, door);
    this.#cctv = cctv;
    cctv.open(this.#http, door, (audited) => journal.write({ audited: [audited] }));
  }

  /** @returns the port, which the system chooses for 0. @throws StartError when it is taken */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', (error) => reject(portTaken(error, port)));
      this.#http.listen(port, host, () => resolve());
    });
    const address = this.#http.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Somebody went, or is no longer who they were: what was opened as them closes. */
  recheck(): void {
    this.gate.recheck();
    this.#cctv.recheck();
  }

  async close(): Promise<void> {
    const closed = [this.gate.close(), new Promise<void>((resolve) => this.#http.close(() => resolve()))];
    this.#cctv.close();
    this.#measuring.stop();
    // Whoever holds on keeps nobody: a request never ended, a line that has become something else or never was anything.
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closed);
  }
}

/** What a server that cannot listen says, as a sentence for whoever started it. */
export function portTaken(error: unknown, port: number): unknown {
  const { code } = error as { code?: string };
  return code === 'EADDRINUSE'
    ? new StartError(`port ${port} is in use; choose another with --port or --mqtt-port`)
    : error;
}
