// A small RTSP server on this machine: one publishes, others read, over TCP only. It is the camera of the demo and of tests.
import { createServer, type Server, type Socket } from 'node:net';
import { RtspReader, type RtspRequest, rtspAnswer } from './rtsp-message.ts';

export interface RelayOptions {
  /** Who may read; without it anyone. Publishing is for this machine alone, which is where the relay listens. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** A stream nobody publishes was asked for: make it be published. False, or without it, the answer is 404. */
  readonly wanted?: (path: string) => boolean;
  /** Nobody has read it for some seconds. */
  readonly unwanted?: (path: string) => void;
}

const wantedWithinMs = 10_000;
const lingerMs = 5_000;
/** A reader that leaves more unread is cut off, bytes. */
const unreadMost = 4 * 1024 * 1024;

interface Stream {
  sdp: string | undefined;
  readonly readers: Set<Socket>;
  readonly waiting: Set<() => void>;
  linger: NodeJS.Timeout | undefined;
}

export class RtspRelay {
  readonly #options: RelayOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #streams = new Map<string, Stream>();
  /** For a test: a camera whose connections stay open, and that sends nothing. */
  frozen = false;

  private constructor(options: RelayOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async open(options: RelayOptions = {}, port = 0): Promise<RtspRelay> {
    const relay = new RtspRelay(options);
    await new Promise<void>((done, fail) => {
      relay.#server.once('error', fail).listen(port, '127.0.0.1', () => done());
    });
    return relay;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  /** Readers of a stream now. */
  readers(path: string): number {
    return this.#streams.get(path)?.readers.size ?? 0;
  }

  /** Closes the connections of all who read it, as a camera does that starts anew. */
  cut(path: string): void {
    for (const reader of this.#streams.get(path)?.readers ?? []) reader.end();
  }

  async close(): Promise<void> {
    for (const { linger } of this.#streams.values()) clearTimeout(linger);
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }

  #stream(path: string): Stream {
    const known = this.#streams.get(path);
    if (known !== undefined) return known;
    const stream: Stream = { sdp: undefined, readers: new Set(), waiting: new Set(), linger: undefined };
    this.#streams.set(path, stream);
    return stream;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const reader = new RtspReader();
    let published: string | undefined;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      try {
        for (const piece of reader.take(bytes)) {
          if ('frame' in piece) this.#forward(published, piece.frame);
          else if (piece.request.method === 'ANNOUNCE') published = this.#announce(piece.request, socket);
          else void this.#answer(piece.request, socket, published !== undefined);
        }
      } catch {
        socket.destroy();
      }
    });
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (published !== undefined) this.#unpublish(published);
      for (const [path, { readers }] of this.#streams) if (readers.delete(socket)) this.#lingerOn(path);
    });
  }

  #announce(request: RtspRequest, socket: Socket): string {
    const path = pathOf(request.url);
    const stream = this.#stream(path);
    stream.sdp = request.body;
    socket.write(rtspAnswer('200 OK', request));
    for (const go of stream.waiting) go();
    return path;
  }

  #unpublish(path: string): void {
    this.#stream(path).sdp = undefined;
    this.cut(path);
  }

  #forward(path: string | undefined, frame: Buffer): void {
    if (path === undefined || this.frozen) return;
    for (const reader of this.#stream(path).readers) {
      if (reader.writableLength > unreadMost) reader.destroy();
      else reader.write(frame);
    }
  }

  async #answer(request: RtspRequest, socket: Socket, publisher: boolean): Promise<void> {
    const say = (status: string, headers = {}, body = ''): void =>
      void socket.write(rtspAnswer(status, request, headers, body));
    const session = { Session: '1' };
    const { method, url, headers } = request;
    if (method === 'OPTIONS') return say('200 OK', { Public: 'DESCRIBE, SETUP, PLAY, TEARDOWN' });
    if (!publisher && !this.#mayRead(headers['authorization']))
      return say('401 Unauthorized', { 'WWW-Authenticate': 'Basic realm="camera"' });
    if (method === 'DESCRIBE') return this.#describe(request, say);
    if (method === 'SETUP') {
      const { transport = '' } = headers;
      if (!transport.includes('TCP')) return say('461 Unsupported Transport');
      return say('200 OK', { ...session, Transport: transport });
    }
    say('200 OK', session);
    if (method === 'PLAY') this.#stream(pathOf(url)).readers.add(socket);
    if (method === 'TEARDOWN') socket.end();
  }

  #mayRead(authorization: string | undefined): boolean {
    const { credentials } = this.#options;
    if (credentials === undefined) return true;
    const pair = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
    return authorization === `Basic ${pair}`;
  }

  async #describe(
    request: RtspRequest,
    say: (status: string, headers?: Record<string, string>, body?: string) => void,
  ): Promise<void> {
    const path = pathOf(request.url);
    const { wanted } = this.#options;
    if (this.#streams.get(path)?.sdp === undefined && wanted !== undefined) await this.#published(path, wanted);
    const sdp = this.#streams.get(path)?.sdp;
    if (sdp === undefined) return say('404 Not Found');
    this.#lingerOn(path);
    say('200 OK', { 'Content-Base': `${request.url}/`, 'Content-Type': 'application/sdp' }, sdp);
  }

  #published(path: string, wanted: (path: string) => boolean): Promise<void> {
    const { waiting } = this.#stream(path);
    return new Promise((done) => {
      const go = (): void => {
        clearTimeout(timer);
        waiting.delete(go);
        done();
      };
      const timer = setTimeout(go, wantedWithinMs);
      waiting.add(go);
      if (!wanted(path)) go();
    });
  }

  #lingerOn(path: string): void {
    const stream = this.#stream(path);
    clearTimeout(stream.linger);
    stream.linger = setTimeout(() => {
      if (stream.readers.size === 0) this.#options.unwanted?.(path);
    }, lingerMs);
  }
}

/** The stream of a URL; a track of it is the same stream. */
const pathOf = (url: string): string => (URL.parse(url)?.pathname ?? '').split('/')[1] ?? '';
