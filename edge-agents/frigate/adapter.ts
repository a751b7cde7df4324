// The Frigate adapter: what its analytics track becomes detections, and whether it runs the health of its cameras.
import { shownUrl } from '../../hub/contracts/broker-url.ts';
import type { Adapter, Observed } from '../adapter.ts';
import type { Cameras } from './cameras.ts';
import { FrigateLink } from './link.ts';
import { readMessage, type Said } from './message.ts';
import { Sightings } from './sightings.ts';

export interface FrigateSource {
  readonly url: string;
  readonly prefix: string;
  readonly cameras: Cameras;
  readonly now: () => number;
  /** One sentence for a person. */
  readonly onSay?: (says: string) => void;
}

type Emit = (observed: Observed) => void | Promise<void>;

/** From a frame to its message: detection, tracking, and the broker between. Plates are told at the time they were read. */
const lagMs = 5000;
/** Not heard of for so long, Frigate is taken for off: it says `online` once, and the broker keeps it. */
const unheardMs = 10_000;
const lookMs = 1000;

export function frigateAdapter(source: FrigateSource): Adapter {
  const listening = new Listening(source);
  return {
    lagMs,
    foreignTime: true,
    start: async (emit) => listening.start(emit),
    stop: () => listening.stop(),
    ended: new Promise(() => {}),
    counts: () => listening.counts,
  };
}

class Listening {
  readonly #source: FrigateSource;
  readonly #link: FrigateLink;
  readonly #sightings: Sightings;
  readonly #heard: Record<string, number> = {};
  #emit: Emit = () => {};
  #timer: NodeJS.Timeout | undefined;
  /** Undefined until somebody has told, or nobody for too long. */
  #online: boolean | undefined;
  /** Since when nobody tells whether it runs, ms. */
  #unheardSince: number;

  constructor(source: FrigateSource) {
    const { url, prefix, cameras, now, onSay = () => {} } = source;
    this.#source = source;
    this.#link = new FrigateLink({ url, prefix, ...cameras.broker });
    this.#sightings = new Sightings(cameras, (name) =>
      onSay(`Frigate has a camera ${name} that is not in the file: what it sees is left out`),
    );
    this.#unheardSince = now();
  }

  get counts(): Readonly<Record<string, number>> {
    return { ...this.#heard, ...this.#sightings.counts };
  }

  start(emit: Emit): void {
    this.#emit = emit;
    this.#link.open({
      onMessage: (topic, payload, retained) => this.#hear(readMessage(topic, payload), retained),
      onLink: (up, why) => this.#linked(up, why),
    });
    this.#timer = setInterval(() => this.#look(), lookMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#link.close();
  }

  /** The retained `available` is how Frigate is now. An event that was retained is of some other day: it alerts nobody. */
  #hear(said: Said, retained: boolean): void {
    if (said.kind === 'none') return;
    if (said.kind === 'refused') this.#count(said.code);
    else if (said.kind === 'available') this.#health(said.online);
    else if (retained) this.#count('retained');
    else {
      // Who tracks does run, whatever was said of it before.
      this.#health(true);
      this.#tell(this.#observed(said));
    }
  }

  #observed(said: Exclude<Said, { kind: 'none' | 'refused' | 'available' }>): Observed[] {
    if (said.kind === 'review') return this.#sightings.review(said.review);
    const now = this.#source.now();
    return said.kind === 'event' ? this.#sightings.event(said.event, now) : this.#sightings.plate(said.plate, now);
  }

  #linked(up: boolean, why: string): void {
    const { url, onSay = () => {}, now } = this.#source;
    const shown = shownUrl(url);
    onSay(up ? `listening to Frigate at ${shown}` : `no broker of Frigate's at ${shown} (${why}); trying again`);
    if (up) return;
    this.#sightings.forget();
    if (this.#online !== false) this.#unheardSince = now();
    if (this.#online === true) this.#online = undefined;
  }

  #look(): void {
    const now = this.#source.now();
    if (this.#online === undefined && now - this.#unheardSince > unheardMs) this.#health(false, 'Frigate is not heard');
    if (this.#online === true) this.#tell(this.#sightings.stillThere(now));
  }

  #health(online: boolean, says = online ? 'Frigate is online' : 'Frigate is offline'): void {
    if (this.#online === online) return;
    this.#online = online;
    this.#sightings.forget();
    const time = this.#source.now();
    const data = { state: online ? 'healthy' : 'faulty', says };
    const cameras = [...this.#source.cameras.byName.values()];
    this.#tell(cameras.map(({ id }) => ({ type: 'device.health', subject: `camera:${id}`, time, urgent: true, data })));
  }

  #tell(all: readonly Observed[]): void {
    for (const one of all) void this.#emit(one);
  }

  #count(code: string): void {
    this.#heard[code] = (this.#heard[code] ?? 0) + 1;
  }
}
