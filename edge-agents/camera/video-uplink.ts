// The agent's one line to the hub for video: outbound, under its key, made anew whenever it breaks; it never waits in memory.
import { randomInt } from 'node:crypto';
import WebSocket from 'ws';
import { frameBytes, orderOf, type VideoFrame, type VideoOrder, type VideoWord } from '../../hub/contracts/video.ts';
import { agentVideoPath } from '../../hub/contracts/video-paths.ts';

const backoffMs = { least: 500, most: 10_000 };
/** Bytes not yet taken by the line beyond which frames of video are dropped, and begin again when it is empty enough. */
const unsentMost = 1024 * 1024;
/** The hub pings every few seconds; one that has not for so long is not there. */
const silentMs = 20_000;
const orderBytes = 1024;

export interface VideoUplinkOptions {
  /** `http://127.0.0.1:8080` */
  readonly hub: string;
  readonly site: string;
  readonly agent: string;
  readonly key: string;
  readonly cameras: readonly string[];
  readonly order: (order: VideoOrder) => void;
  /** Told when the line is there, or not: in words, without the key. */
  readonly link: (up: boolean, says: string) => void;
}

export class VideoUplink {
  readonly #options: VideoUplinkOptions;
  #socket: WebSocket | undefined;
  #again: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;
  readonly counts = { frames: 0, dropped: 0 };

  constructor(options: VideoUplinkOptions) {
    this.#options = options;
  }

  open(): void {
    const { hub, site, agent, key } = this.#options;
    const url = new URL(agentVideoPath(site, agent), hub.replace(/^http/, 'ws'));
    const headers = { authorization: `Bearer ${key}` };
    const socket = new WebSocket(url, {
      headers,
      perMessageDeflate: false,
      maxPayload: orderBytes,
      followRedirects: false,
    });
    this.#socket = socket;
    let says = '';
    const silent = setTimeout(() => socket.terminate(), silentMs);
    socket.on('open', () => this.#born());
    socket.on('ping', () => silent.refresh());
    socket.on('message', (data, binary) => this.#onOrder(data, binary));
    socket.on('unexpected-response', (request, { statusCode }) => {
      says = statusCode === 401 ? 'the hub does not know this agent’s key' : `the hub answered ${statusCode}`;
      request.destroy();
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      says ||= code === 'ECONNREFUSED' ? 'nothing listens there' : (code ?? 'closed');
    });
    socket.on('close', (code, reason) => {
      clearTimeout(silent);
      this.#lost(says || reason.toString() || `closed (${code})`);
    });
  }

  say(word: VideoWord): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(word));
  }

  /** Video is dropped where the line does not take it; a picture is one of few, and bounded by who asked. */
  send(frame: VideoFrame): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (frame.is === 'video' && socket.bufferedAmount > unsentMost) {
      this.counts.dropped += 1;
      return;
    }
    this.counts.frames += 1;
    socket.send(frameBytes(frame));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#socket?.terminate();
  }

  #born(): void {
    this.#failures = 0;
    this.#options.link(true, '');
    this.say({ is: 'cameras', cameras: [...this.#options.cameras] });
  }

  #onOrder(data: WebSocket.RawData, binary: boolean): void {
    const order = binary ? undefined : orderOf((data as Buffer).toString('utf8'));
    if (order !== undefined) this.#options.order(order);
  }

  #lost(says: string): void {
    this.#socket = undefined;
    if (this.#closed) return;
    this.#options.link(false, says);
    const doubled = Math.min(backoffMs.least * 2 ** this.#failures, backoffMs.most);
    this.#failures += 1;
    this.#again = setTimeout(() => this.open(), Math.round(doubled * (0.75 + randomInt(500) / 1000)));
  }
}
