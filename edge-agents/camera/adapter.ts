// A site's cameras: streams and pictures for the hub on demand over one line, and their health as observations.
import type { VideoOrder } from '../../hub/contracts/video.ts';
import type { Adapter, Observed } from '../adapter.ts';
import type { Camera } from './cameras-file.ts';
import { knock } from './door-knock.ts';
import { Health, roundMs } from './health.ts';
import { takePicture } from './one-picture.ts';
import { Sources } from './sources.ts';
import { VideoUplink } from './video-uplink.ts';

export interface CameraOptions {
  readonly cameras: readonly Camera[];
  readonly hub: string;
  readonly site: string;
  readonly agent: string;
  readonly key: string;
  readonly now: () => number;
  readonly say: (line: string) => void;
}

/** Pictures taken at a time, each a short process. The hub asks for few; more than these are refused in words. */
const picturesMost = 4;

export function cameraAdapter(options: CameraOptions): Adapter {
  return new CameraAdapter(options);
}

class CameraAdapter implements Adapter {
  /** Health is told as it is found; a knock takes a moment. */
  readonly lagMs = 6_000;
  readonly ended = new Promise<void>(() => {});
  readonly #options: CameraOptions;
  readonly #sources: Sources;
  readonly #uplink: VideoUplink;
  readonly #health: Health;
  readonly #gone = new AbortController();
  readonly #pictures = new Set<Promise<void>>();
  #emit: (observed: Observed) => void = () => {};
  #rounds: NodeJS.Timeout | undefined;
  #said: string | undefined;

  constructor(options: CameraOptions) {
    const { cameras, hub, site, agent, key, now } = options;
    this.#options = options;
    this.#health = new Health({ knock, now, emit: (observed) => this.#emit(observed) });
    this.#sources = new Sources(cameras, {
      video: (camera, bytes) => this.#uplink.send({ is: 'video', camera, bytes }),
      state: (camera, state, says) => {
        this.#uplink.say({ is: 'state', camera, state, ...(says !== undefined && { says }) });
        this.#health.stream(camera, state, says);
      },
    });
    const order = (one: VideoOrder): void => this.#obey(one);
    const link = (up: boolean, says: string): void => this.#onLink(up, says);
    this.#uplink = new VideoUplink({ hub, site, agent, key, cameras: cameras.map(({ id }) => id), order, link });
  }

  async start(emit: (observed: Observed) => void | Promise<void>): Promise<void> {
    this.#emit = (observed) => void emit(observed);
    this.#uplink.open();
    const round = (): void => void this.#health.round(this.#options.cameras, (id) => this.#sources.stateOf(id));
    round();
    this.#rounds = setInterval(round, roundMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#rounds);
    this.#emit = () => {};
    this.#gone.abort();
    this.#uplink.close();
    await Promise.all([this.#sources.stopAll(), ...this.#pictures]);
  }

  counts(): Readonly<Record<string, number>> {
    return this.#uplink.counts;
  }

  #obey(order: VideoOrder): void {
    if (order.do === 'start') this.#sources.start(order.camera);
    else if (order.do === 'stop') void this.#sources.stop(order.camera);
    else if (this.#pictures.size >= picturesMost) this.#noPicture(order.ask, 'its agent takes other pictures already');
    else this.#take(order.camera, order.ask);
  }

  #take(camera: string, ask: number): void {
    const known = this.#options.cameras.find(({ id }) => id === camera);
    if (known === undefined) this.#noPicture(ask, 'its agent does not know this camera');
    else this.#takeOf(known, ask);
  }

  #takeOf({ id: camera, rtsp }: Camera, ask: number): void {
    const taking = takePicture(rtsp, this.#gone.signal).then((taken) => {
      this.#pictures.delete(taking);
      if (typeof taken === 'string') this.#noPicture(ask, taken);
      else this.#uplink.send({ is: 'picture', camera, ask, at: this.#options.now(), bytes: taken });
    });
    this.#pictures.add(taking);
  }

  #noPicture(ask: number, says: string): void {
    this.#uplink.say({ is: 'no-picture', ask, says });
  }

  /** A hub that went takes its wishes along: when it is back, it asks anew for what is watched then. */
  #onLink(up: boolean, says: string): void {
    const { hub, say } = this.#options;
    if (!up) void this.#sources.stopAll();
    const line = up ? `video line to ${hub}` : `no video line to ${hub} (${says}); trying again`;
    if (line !== this.#said) say(line);
    this.#said = line;
  }
}
