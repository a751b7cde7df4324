// The live links to an AIS receiver: a TCP server we connect to again and again, or a UDP port we listen on.
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';

export type Hear = (line: string) => void;

const reconnectMs = { first: 500, most: 30_000 };
/** A link this quiet is taken for dead: nobody tells a client that its server's cable was pulled. */
const quietMs = 60_000;
/** A longer line is no NMEA sentence (82 characters) with any tag block; the link is feeding us something else. */
const lineMax = 4096;

/** Cuts a byte stream into lines, whatever the packets it came in. */
export class Lines {
  #rest = '';

  cut(chunk: Buffer): string[] {
    const lines = (this.#rest + chunk.toString('latin1')).split(/\r?\n/);
    this.#rest = (lines.pop() ?? '').slice(0, lineMax);
    return lines;
  }

  /** What came after the last line end. */
  end(): string {
    return this.#rest;
  }
}

export class TcpLink {
  readonly #at: { readonly host: string; readonly port: number };
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wait = reconnectMs.first;
  #closed = false;

  constructor(at: { readonly host: string; readonly port: number }) {
    this.#at = at;
  }

  async open(hear: Hear): Promise<void> {
    const lines = new Lines();
    const socket = connect(this.#at.port, this.#at.host);
    this.#socket = socket;
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      // Back to the short wait only when there is talk: a server that takes us and hangs up is no server.
      this.#wait = reconnectMs.first;
      for (const line of lines.cut(chunk)) hear(line);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#closed) return;
      this.#timer = setTimeout(() => void this.open(hear), this.#wait);
      this.#wait = Math.min(this.#wait * 2, reconnectMs.most);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.destroy();
  }
}

export class UdpLink {
  readonly #at: { readonly port: number; readonly host?: string };
  #socket: UdpSocket | undefined;

  constructor(at: { readonly port: number; readonly host?: string }) {
    this.#at = at;
  }

  async open(hear: Hear): Promise<void> {
    const socket = createSocket('udp4');
    this.#socket = socket;
    // A datagram holds whole sentences (IEC 61162-450), so nothing is carried over to the next.
    socket.on('message', (datagram) => {
      for (const line of datagram.toString('latin1').split(/\r?\n/)) hear(line);
    });
    await new Promise<void>((done, fail) => {
      socket.on('error', fail);
      socket.bind(this.#at.port, this.#at.host, () => done());
    });
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket !== undefined) await new Promise<void>((done) => socket.close(() => done()));
  }
}
