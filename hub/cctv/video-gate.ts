// Every WebSocket but socket.io's: who may come in by it, agents by their key and viewers by their right; all else is refused.
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../clock.ts';
import { seesSite } from '../contracts/person.ts';
import { frameOf, videoMessageMost, wordOf } from '../contracts/video.ts';
import { agentOfPath, cameraOfPath } from '../contracts/video-paths.ts';
import { type ErrorCode, errors } from '../errors.ts';
import type { Admitted, Credentials } from '../identity/credentials.ts';
import type { Doorkeeper, Guest } from '../identity/door.ts';
import { hostFault, originFault } from '../identity/guard.ts';
import { may } from '../identity/rights.ts';
import type { LineSocket } from './line-socket.ts';
import type { Relay } from './relay.ts';

/** One who does not answer a ping until the next is gone, whatever TCP thinks. */
const pingMs = 5_000;
/** Viewers of one camera, and of all. */
const viewersMost = { ofOne: 32, ofAll: 128 };
/** A viewer has nothing to say. */
const viewerBytes = 128;
/** Words an agent may say wrongly before its line is cut. */
const wrongMost = 20;

export interface GateParts {
  readonly credentials: Credentials;
  readonly relay: Relay;
  readonly clock: Pick<Clock, 'every'>;
  readonly door: Doorkeeper;
  /** Told who watches which camera. */
  readonly watched: (who: string, camera: string) => void;
  /** Undefined for a camera that the plan does not name. */
  readonly siteOf: (camera: string) => string | undefined;
}

export class VideoGate {
  readonly #parts: GateParts;
  readonly #agents = serverOf(videoMessageMost);
  readonly #viewers = serverOf(viewerBytes);
  /** Those who have answered since the last ping. */
  readonly #open = new Map<WebSocket, boolean>();
  /** Agents, and by which key they came in. */
  readonly #admitted = new Map<WebSocket, Admitted>();
  /** Viewers, as whom they came in. */
  readonly #guests = new Map<WebSocket, Guest>();
  readonly #stopPinging: () => void;

  constructor(http: Server, parts: GateParts) {
    this.#parts = parts;
    this.#stopPinging = parts.clock.every(pingMs, () => this.#ping());
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // As it was written: what socket.io would not take as its own is nobody's else.
      if (request.url?.startsWith('/socket.io/') === true) return;
      const path = URL.parse(request.url ?? '', 'http://hub')?.pathname ?? '';
      socket.on('error', () => {});
      const [agent, camera] = [agentOfPath(path), cameraOfPath(path)];
      const fault = agent
        ? this.#agentFault(request, agent)
        : camera
          ? this.#viewerFault(request, camera)
          : 'not-found';
      if (fault !== undefined) {
        parts.door.refused(request.headers, 'video', fault, path);
        refuse(socket, fault);
      } else if (agent)
        this.#agents.handleUpgrade(request, socket, head, (line) => this.#takeAgent(line, agent, request.headers));
      else if (camera)
        this.#viewers.handleUpgrade(request, socket, head, (line) =>
          this.#takeViewer(line, camera, parts.door.asks(request.headers)),
        );
    });
  }

  /** Cuts viewers and agents who are no longer in. */
  recheck(): void {
    const { door, credentials } = this.#parts;
    for (const [socket, guest] of this.#guests) if (!door.isStillIn(guest)) socket.terminate();
    for (const [socket, admitted] of this.#admitted) if (!credentials.standsVideo(admitted)) socket.terminate();
  }

  close(): void {
    this.#stopPinging();
    for (const socket of this.#open.keys()) socket.terminate();
  }

  /** A browser is no agent: it says of which page it is, and no page may speak for one. */
  #agentFault({ headers }: IncomingMessage, agent: { site: string; agent: string }): ErrorCode | undefined {
    const fault = hostFault(headers) ?? (headers.origin === undefined ? undefined : 'origin-wrong');
    return fault ?? this.#keyFault(headers, agent);
  }

  #keyFault({ authorization }: IncomingHttpHeaders, agent: { site: string; agent: string }): ErrorCode | undefined {
    return this.#parts.credentials.admitVideo(agent.site, agent.agent, authorization) ? undefined : 'agent-key-wrong';
  }

  /** CORS does not guard a WebSocket: a page of another origin must not watch through whoever looks at it. */
  #viewerFault({ headers }: IncomingMessage, camera: string): ErrorCode | undefined {
    const { relay } = this.#parts;
    const full = (relay.viewersOf(camera) ?? 0) >= viewersMost.ofOne || relay.viewers >= viewersMost.ofAll;
    const fault = hostFault(headers) ?? originFault(headers) ?? this.#rightFault(headers, camera);
    return fault ?? (full ? 'viewers-full' : undefined);
  }

  /** A camera of a site that one does not see is one that is not there. */
  #rightFault(headers: IncomingHttpHeaders, camera: string): ErrorCode | undefined {
    const { door, siteOf } = this.#parts;
    const guest = door.asks(headers);
    if (typeof guest === 'string') return guest;
    const { person } = guest;
    if (!may(person, 'watch')) return 'right-missing';
    const site = siteOf(camera);
    return site !== undefined && seesSite(person, site) ? undefined : 'not-found';
  }

  #takeAgent(
    socket: WebSocket,
    { site, agent }: { site: string; agent: string },
    { authorization }: IncomingHttpHeaders,
  ): void {
    const { relay, credentials } = this.#parts;
    const admitted = credentials.admitVideo(site, agent, authorization);
    if (admitted === undefined) return void socket.terminate();
    this.#admitted.set(socket, admitted);
    const line = relay.connect(site, agent, this.#lineOf(socket));
    let wrong = 0;
    socket.on('message', (data, binary) => {
      const frame = binary ? frameOf(data as Buffer) : undefined;
      const word = binary ? undefined : wordOf((data as Buffer).toString('utf8'));
      if (frame !== undefined) relay.take(line, frame);
      else if (word !== undefined) relay.hear(line, word);
      else if (++wrong > wrongMost) socket.terminate();
    });
    socket.on('close', () => {
      this.#admitted.delete(socket);
      relay.disconnect(line);
    });
  }

  #takeViewer(socket: WebSocket, camera: string, guest: Guest | ErrorCode): void {
    // Out since the handshake began.
    if (typeof guest === 'string') {
      socket.terminate();
      return;
    }
    const viewer = this.#lineOf(socket);
    this.#guests.set(socket, guest);
    this.#parts.watched(guest.person.name, camera);
    socket.on('message', () => socket.terminate());
    socket.on('close', () => {
      this.#guests.delete(socket);
      this.#parts.relay.leave(camera, viewer);
    });
    this.#parts.relay.watch(camera, viewer);
  }

  #lineOf(socket: WebSocket): LineSocket {
    this.#open.set(socket, true);
    socket.on('pong', () => this.#open.set(socket, true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#open.delete(socket));
    return {
      send: (data) => socket.send(data),
      unsent: () => socket.bufferedAmount,
      close: (code, reason) => socket.close(code, reason),
      cut: () => socket.terminate(),
    };
  }

  #ping(): void {
    this.recheck();
    for (const [socket, answered] of this.#open) {
      if (!answered) socket.terminate();
      else {
        this.#open.set(socket, false);
        socket.ping();
      }
    }
  }
}

const serverOf = (maxPayload: number): WebSocketServer =>
  new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload });

/** Before the handshake it is HTTP still, and a coded problem (RFC 9457) as everywhere. */
function refuse(socket: Duplex, code: ErrorCode): void {
  const { says, status } = errors[code];
  const body = JSON.stringify({ type: `urn:efence:error:${code}`, title: says, status, code });
  const head = [
    `HTTP/1.1 ${status} ${says.replace(/[^ -~]/g, '')}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  // The other end may keep its side open for ever: once it has been answered, the line is nobody's.
  socket.once('finish', () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
