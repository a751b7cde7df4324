// CCTV in one: the gate, the relay behind it, and the pictures of alerts, as the hub ties them.
import type { Server } from 'node:http';
import type { Clock } from '../clock.ts';
import { type Alert, type Attached, picturesIn } from '../contracts/alert.ts';
import type { CameraRow } from '../contracts/camera.ts';
import type { ErrorCode } from '../errors.ts';
import type { Arrival, Audited, Pictured, Transition } from '../flow.ts';
import type { Credentials } from '../identity/credentials.ts';
import type { Doorkeeper } from '../identity/door.ts';
import { type Sees, shownAlert } from '../identity/wall.ts';
import type { Watched } from './concerned.ts';
import { isJpeg, PictureStore } from './picture-store.ts';
import { Pictures } from './pictures.ts';
import { Relay } from './relay.ts';
import { VideoGate } from './video-gate.ts';
import { WatchAudit } from './watch-audit.ts';

const stepMs = 500;

export interface CctvOptions {
  readonly port: Watched;
  /** Who may bring video; with nobody there is no CCTV, and no alert misses a picture. */
  readonly credentials: Credentials;
  readonly dataFolder: string;
  readonly reset: boolean;
  readonly clock: Clock;
  readonly commit: (input: Extract<Arrival, { kind: 'picture' }>) => void;
  /** As it was committed last. */
  readonly alert: (id: string) => Alert | undefined;
}

export class Cctv {
  readonly #options: CctvOptions;
  readonly #store: PictureStore;
  readonly #pictures: Pictures;
  readonly #relay: Relay;
  #gate: VideoGate | undefined;
  #stopStepping: () => void = () => {};

  constructor(options: CctvOptions) {
    const { port, clock, commit, credentials } = options;
    this.#options = options;
    this.#store = new PictureStore(options.dataFolder, options);
    const knows = (site: string, agent: string): boolean => credentials.mayFilm(site, agent);
    this.#pictures = new Pictures({
      ...{ port, clock, store: this.#store },
      mayCome: ({ site, agent }) => knows(site, agent),
      commit: (pictured: Pictured, receivedAt) =>
        commit({ kind: 'picture', payload: Buffer.from(JSON.stringify(pictured)), receivedAt }),
    });
    this.#relay = new Relay({
      ...{ clock, knows, cameras: port.devices.filter(({ kind }) => kind === 'camera') },
      picture: (ask, came, from) => void this.#pictures.came(ask, came, from),
      ready: () => this.#pictures.step(),
      gone: (line) => this.#pictures.lost(line),
    });
    this.#pictures.reach = this.#relay;
  }

  open(http: Server, door: Doorkeeper, audit: (audited: Audited) => void): void {
    const { clock, port, credentials } = this.#options;
    const siteOf = (camera: string) => port.devices.find(({ id }) => id === camera)?.site;
    const audited = new WatchAudit(() => clock.now(), audit);
    const watched = (who: string, camera: string): void => audited.watched(who, camera);
    this.#gate = new VideoGate(http, { credentials, relay: this.#relay, clock, door, siteOf, watched });
    credentials.onChange(() => this.#gate?.recheck());
    this.#stopStepping = clock.every(stepMs, () => this.#pictures.step());
  }

  /** Of the alerts that stand at a start: a kill may have come between one and its picture. */
  resume(openAlerts: readonly Alert[]): void {
    this.#pictures.resume(openAlerts);
  }

  /** Cuts viewers and agents who are no longer in. */
  recheck(): void {
    this.#gate?.recheck();
  }

  /** Committed transitions. */
  tell(transitions: readonly Transition[]): void {
    this.#pictures.tell(transitions);
  }

  /** Lets go of old pictures that no alert bears any more. */
  async forget(before: number, bears: (sha256: string) => boolean): Promise<void> {
    await this.#store.forget(before, bears);
  }

  cameras(): CameraRow[] {
    return this.#relay.rows();
  }

  /** A picture that an alert bears, exactly as it was hashed. */
  async picture(id: string, sha256: string, sees: Sees): Promise<Buffer | ErrorCode> {
    const alert = this.#options.alert(id);
    const borne = alert && shownAlert(alert, sees);
    const picture =
      borne !== undefined && picturesIn(borne).includes(sha256) ? await this.#store.read(sha256) : undefined;
    return picture === 'spoilt' ? 'picture-spoilt' : (picture ?? 'not-found');
  }

  /** A picture that a person hands in. */
  async attach(jpeg: Buffer): Promise<Attached | ErrorCode> {
    return isJpeg(jpeg) ? this.#store.keep(jpeg) : 'picture-unfit';
  }

  async attached(sha256: string): Promise<Attached | undefined> {
    const picture = await this.#store.read(sha256);
    return Buffer.isBuffer(picture) ? { sha256, bytes: picture.length } : undefined;
  }

  close(): void {
    this.#stopStepping();
    this.#pictures.close();
    this.#gate?.close();
    this.#relay.close();
  }
}
