// A bad line between two ends, all of it from a seed: slow, uneven, cut into pieces, broken off, or silent while it seems open.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { chanceOf } from '../../edge-agents/sim/chance.ts';
import { freePort } from '../a-port.ts';

/** What becomes of one connection. Absent: not at all. */
export interface Fate {
  readonly latencyMs?: number;
  /** On top of the latency, up to so much. */
  readonly jitterMs?: number;
  /** Bytes of a piece, at most. */
  readonly sliceMost?: number;
  readonly bytesPerSecond?: number;
  /** Broken off with a reset after so long, ms. */
  readonly resetAfterMs?: number;
  /** Nothing comes through any more, either way, and nobody is told, ms. */
  readonly silentAfterMs?: number;
}

export class ChaosProxy {
  readonly port: number;
  connections = 0;
  readonly #server: Server;
  readonly #target: number;
  readonly #chance: () => number;
  readonly #sockets = new Set<Socket>();
  #fate: (chance: () => number) => Fate;

  private constructor(server: Server, port: number, target: number, seed: number, fate: ChaosProxy['fate']) {
    this.#server = server;
    this.port = port;
    this.#target = target;
    this.#chance = chanceOf(seed);
    this.#fate = fate;
    server.on('connection', (near) => this.#join(near));
  }

  static async open(target: number, seed: number, fate: ChaosProxy['fate']): Promise<ChaosProxy> {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()));
    return new ChaosProxy(server, port, target, seed, fate);
  }

  /** Of connections from now on. */
  set fate(fate: (chance: () => number) => Fate) {
    this.#fate = fate;
  }

  get fate(): (chance: () => number) => Fate {
    return this.#fate;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(near: Socket): void {
    this.connections += 1;
    const fate = this.#fate(this.#chance);
    const far = connect(this.#target, '127.0.0.1');
    const line = new Line(near, far, fate, this.#chance);
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => line.end());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        line.end();
      });
    }
  }
}

/** Two sockets and what is under way between them. */
class Line {
  readonly #ends: readonly [Socket, Socket];
  readonly #fate: Fate;
  readonly #chance: () => number;
  readonly #timers: NodeJS.Timeout[] = [];
  #silent = false;
  #ended = false;

  constructor(near: Socket, far: Socket, fate: Fate, chance: () => number) {
    this.#ends = [near, far];
    this.#fate = fate;
    this.#chance = chance;
    void this.#carry(near, far);
    void this.#carry(far, near);
    const { resetAfterMs, silentAfterMs } = fate;
    if (resetAfterMs !== undefined) this.#timers.push(setTimeout(() => this.end(), resetAfterMs));
    if (silentAfterMs !== undefined) this.#timers.push(setTimeout(() => (this.#silent = true), silentAfterMs));
  }

  /** A silent line does not even pass on that one end has gone. */
  end(): void {
    if (this.#ended || this.#silent) return;
    this.#ended = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const end of this.#ends) end.resetAndDestroy();
  }

  /** Reading waits for what is under way: a slow line holds the sender back, as a real one does. */
  async #carry(from: Socket, to: Socket): Promise<void> {
    const { latencyMs = 0, jitterMs = 0, bytesPerSecond = Infinity } = this.#fate;
    try {
      for await (const chunk of from) {
        for (const piece of this.#pieces(chunk as Buffer)) {
          await pause(latencyMs + this.#chance() * jitterMs + (piece.length / bytesPerSecond) * 1000);
          if (!this.#silent && !to.destroyed) to.write(piece);
        }
      }
    } catch {
      // broken off; whoever was at the other end is told by end()
    }
    this.end();
  }

  *#pieces(chunk: Buffer): Generator<Buffer> {
    const { sliceMost = chunk.length } = this.#fate;
    for (let at = 0; at < chunk.length; ) {
      const to = Math.min(chunk.length, at + 1 + Math.floor(this.#chance() * sliceMost));
      yield chunk.subarray(at, to);
      at = to;
    }
  }
}

const pause = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((done) => setTimeout(done, ms)) : undefined;
