// The AIS adapter: NMEA from a file at any speed, a TCP server or a UDP port.
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Adapter, Observed } from '../adapter.ts';
import { Receiver } from './receiver.ts';

export type AisSource =
  | {
      readonly kind: 'file';
      readonly path: string /** Times real time; 0 is as fast as it goes. */;
      readonly speed: number;
    }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'udp'; readonly port: number };

type Emit = (observed: Observed) => void | Promise<void>;

const reconnectMs = { first: 500, most: 30_000 };
/** A longer line is no NMEA sentence (82 characters) with any tag block; the link is feeding us something else. */
const lineMax = 4096;

export function aisAdapter({ source, now }: { source: AisSource; now: () => number }): Adapter {
  if (source.kind === 'file') return fromFile(source);
  const receiver = new Receiver(now);
  const link = source.kind === 'tcp' ? new TcpLink(source, receiver) : new UdpLink(source.port, receiver);
  return {
    start: (emit) => link.open(emit),
    stop: () => link.close(),
    ended: new Promise(() => {}),
    counts: () => receiver.counts,
  };
}

function fromFile({ path, speed }: Extract<AisSource, { kind: 'file' }>): Adapter {
  const receiver = new Receiver(undefined);
  let stopped = false;
  async function start(emit: Emit): Promise<void> {
    let last: number | undefined;
    for await (const line of createInterface({
      input: createReadStream(path, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      if (stopped) return;
      for (const observed of receiver.hear(line)) await emit(observed);
      const { clock } = receiver;
      if (speed > 0 && clock !== undefined && last !== undefined && clock > last) await pause((clock - last) / speed);
      last = clock ?? last;
    }
  }
  return {
    start,
    async stop() {
      stopped = true;
    },
    counts: () => receiver.counts,
  };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Cuts a byte stream into lines, whatever the packets it came in. */
class Lines {
  #rest = '';

  cut(chunk: Buffer): string[] {
    const lines = (this.#rest + chunk.toString('latin1')).split(/\r?\n/);
    this.#rest = (lines.pop() ?? '').slice(0, lineMax);
    return lines;
  }
}

class TcpLink {
  readonly #at: { readonly host: string; readonly port: number };
  readonly #receiver: Receiver;
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wait = reconnectMs.first;
  #closed = false;

  constructor(at: { readonly host: string; readonly port: number }, receiver: Receiver) {
    this.#at = at;
    this.#receiver = receiver;
  }

  async open(emit: Emit): Promise<void> {
    const lines = new Lines();
    const socket = connect(this.#at.port, this.#at.host);
    this.#socket = socket;
    socket.setTimeout(60_000, () => socket.destroy());
    socket.on('connect', () => (this.#wait = reconnectMs.first));
    socket.on('data', (chunk) => {
      for (const line of lines.cut(chunk)) for (const observed of this.#receiver.hear(line)) void emit(observed);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#closed) return;
      this.#timer = setTimeout(() => void this.open(emit), this.#wait);
      this.#wait = Math.min(this.#wait * 2, reconnectMs.most);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.destroy();
  }
}

class UdpLink {
  readonly #port: number;
  readonly #receiver: Receiver;
  #socket: UdpSocket | undefined;

  constructor(port: number, receiver: Receiver) {
    this.#port = port;
    this.#receiver = receiver;
  }

  async open(emit: Emit): Promise<void> {
    const socket = createSocket('udp4');
    this.#socket = socket;
    // A datagram holds whole sentences (IEC 61162-450), so nothing is carried over to the next.
    socket.on('message', (datagram) => {
      for (const line of datagram.toString('latin1').split(/\r?\n/)) {
        for (const observed of this.#receiver.hear(line)) void emit(observed);
      }
    });
    await new Promise<void>((done, fail) => {
      socket.once('error', fail);
      socket.bind(this.#port, () => done());
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => (this.#socket === undefined ? done() : this.#socket.close(() => done())));
  }
}
