// The cameras of an agent that are wanted: so many at once at most, the others wait their turn and are told so.
import type { SourceState } from '../../hub/contracts/video.ts';
import { CameraSource, type SourceParts } from './camera-source.ts';
import type { Camera } from './cameras-file.ts';
import { type RunEvents, type Running, transcode } from './transcoder.ts';

/** Transcodes at a time: each takes 4–14 % of a core. */
export const runningMost = 8;

export interface SourceEvents {
  video(camera: string, packets: Buffer): void;
  state(camera: string, state: SourceState, says?: string): void;
}

export interface SourcesOptions {
  readonly most?: number;
  readonly patience?: SourceParts['patience'];
  /** For a test without ffmpeg. */
  readonly run?: (address: string, events: RunEvents) => Running;
}

export class Sources {
  readonly #sources: ReadonlyMap<string, CameraSource>;
  readonly #running = new Set<string>();
  readonly #waiting = new Set<string>();
  readonly #events: SourceEvents;
  readonly #most: number;

  constructor(cameras: readonly Camera[], events: SourceEvents, options: SourcesOptions = {}) {
    const { most = runningMost, patience, run = transcode } = options;
    this.#events = events;
    this.#most = most;
    const sourceOf = ({ id, rtsp }: Camera): CameraSource =>
      new CameraSource({
        run: (on) => run(rtsp, on),
        video: (packets) => events.video(id, packets),
        state: (state, says) => events.state(id, state, says),
        ...(patience && { patience }),
      });
    this.#sources = new Map(cameras.map((camera) => [camera.id, sourceOf(camera)]));
  }

  stateOf(camera: string): SourceState {
    return this.#waiting.has(camera) ? 'waiting' : (this.#sources.get(camera)?.state ?? 'idle');
  }

  start(camera: string): void {
    const source = this.#sources.get(camera);
    if (source === undefined) return;
    if (this.#running.has(camera) || this.#running.size < this.#most) {
      this.#waiting.delete(camera);
      this.#running.add(camera);
      source.start();
      return;
    }
    this.#waiting.add(camera);
    this.#events.state(camera, 'waiting', `its agent shows ${this.#most} cameras at once, and does already`);
  }

  /** The next of those that wait begins when this one is gone. */
  async stop(camera: string): Promise<void> {
    if (this.#waiting.delete(camera)) this.#events.state(camera, 'idle');
    if (!this.#running.has(camera)) return;
    await this.#sources.get(camera)?.stop();
    // Wanted again while it was ending: it has begun again, and keeps its place.
    if (this.#sources.get(camera)?.state !== 'idle') return;
    this.#running.delete(camera);
    const [next] = this.#waiting;
    if (next !== undefined) this.start(next);
  }

  async stopAll(): Promise<void> {
    this.#waiting.clear();
    await Promise.all([...this.#running].map((camera) => this.stop(camera)));
  }
}
