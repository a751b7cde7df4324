// One camera agent that is connected: which cameras it has, what it says of them, and orders to it.
import type { SourceState, VideoOrder } from '../contracts/video.ts';
import type { LineSocket } from './line-socket.ts';

export interface Said {
  readonly state: SourceState;
  readonly says?: string | undefined;
}

/** Bytes of orders, each some sixty, that may lie unsent. */
const ordersMost = 256 * 1024;

export class AgentLine {
  readonly site: string;
  readonly agent: string;
  readonly #socket: LineSocket;
  readonly #said = new Map<string, Said>();

  constructor(site: string, agent: string, socket: LineSocket) {
    this.site = site;
    this.agent = agent;
    this.#socket = socket;
  }

  /** The cameras it can show: those of them that the plan says it speaks for. */
  has(cameras: readonly string[]): void {
    for (const camera of cameras) this.#said.set(camera, { state: 'idle' });
  }

  heard(camera: string, said: Said): void {
    if (this.#said.has(camera)) this.#said.set(camera, said);
  }

  /** Undefined for a camera it has not. */
  said(camera: string): Said | undefined {
    return this.#said.get(camera);
  }

  get cameras(): readonly string[] {
    return [...this.#said.keys()];
  }

  /** Whoever leaves so many unread is no agent of ours. */
  order(order: VideoOrder): void {
    if (this.#socket.unsent() > ordersMost) this.#socket.cut();
    else this.#socket.send(JSON.stringify(order));
  }

  cut(): void {
    this.#socket.cut();
  }
}
