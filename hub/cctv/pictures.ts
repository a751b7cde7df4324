// Pictures at alert time: asked of the cameras concerned, kept, and put on the alert; where none comes, the alert says why.
import type { Clock } from '../clock.ts';
import { type Alert, picturesMost } from '../contracts/alert.ts';
import { pictureBytesMost, type VideoFrame } from '../contracts/video.ts';
import type { Pictured, Transition } from '../flow.ts';
import type { AgentLine } from './agent-line.ts';
import { camerasOf, type Watched } from './concerned.ts';
import { isJpeg, type PictureStore } from './picture-store.ts';

/** No picture within so long is a fault of its own. */
export const pictureWithinMs = 20_000;
/** After a restart: open alerts raised so long ago at most are asked for again. */
const askedAgainMs = 60_000;
/** Alerts that wait to be asked for; beyond it the alert is told so at once. */
const waitingMost = 256;
/** An alert joins a picture that was asked for so long ago at most. */
const sharedMs = 2_000;
/** Pictures under way with one agent. */
const perAgentMost = 4;

/** How a camera is reached; undefined while it cannot be. */
export interface Reach {
  lineOf(camera: string): AgentLine | undefined;
  whyAway(camera: string): string;
}

export interface PictureParts {
  readonly port: Watched;
  readonly clock: Pick<Clock, 'now' | 'steady'>;
  /** Whether the agent of a camera may bring pictures at all: where none may, nothing is asked and nothing is missed. */
  readonly mayCome: (camera: { readonly site: string; readonly agent: string }) => boolean;
  readonly store: Pick<PictureStore, 'keep'>;
  readonly commit: (pictured: Pictured, at: number) => void;
}

type Came = Extract<VideoFrame, { is: 'picture' }>;

interface Wish {
  readonly alert: string;
  readonly cameras: readonly string[];
  readonly until: number;
}

/** One picture, for all alerts that wait for it: each as long as it may. */
interface Asked {
  readonly line: AgentLine;
  readonly camera: string;
  readonly askedAt: number;
  readonly alerts: Map<string, number>;
}

export class Pictures {
  readonly #parts: PictureParts;
  readonly #waiting = new Map<string, Wish>();
  readonly #asked = new Map<number, Asked>();
  reach: Reach = { lineOf: () => undefined, whyAway: () => 'video is not open yet' };
  #ask = 0;
  #closed = false;

  constructor(parts: PictureParts) {
    this.#parts = parts;
  }

  /** Alerts just committed. What is late is over: no camera sees it any more. */
  tell(transitions: readonly Transition[]): void {
    const raised = transitions.filter(({ change }) => change === 'raised');
    for (const { alert } of raised) this.#want(alert);
    if (raised.length > 0) this.step();
  }

  /** Alerts that stand at a start: a kill may have come between the alert and its picture. */
  resume(open: readonly Alert[]): void {
    const since = this.#parts.clock.now() - askedAgainMs;
    for (const alert of open) if (alert.raisedAt >= since) this.#want(alert);
  }

  /** Asks whoever can be reached by now, and gives up on those that have been waited for too long. */
  step(): void {
    for (const wish of this.#waiting.values()) if (this.#served(wish)) this.#waiting.delete(wish.alert);
    const now = this.#parts.clock.steady();
    for (const wish of this.#waiting.values()) if (now >= wish.until) this.#giveUp(wish);
    for (const [ask, { camera, alerts }] of this.#asked) {
      for (const [alert, until] of alerts) {
        if (now < until) continue;
        alerts.delete(alert);
        this.#fault(alert, camera, 'its agent sent no picture in time');
      }
      if (alerts.size === 0) this.#asked.delete(ask);
    }
  }

  /** A line ended with pictures under way: whoever has time left waits for the agent to come back. */
  lost(line: AgentLine): void {
    for (const [ask, asked] of this.#asked) {
      if (asked.line !== line) continue;
      this.#asked.delete(ask);
      for (const [alert, until] of asked.alerts) {
        const { cameras = [] } = this.#waiting.get(alert) ?? {};
        this.#waiting.set(alert, { alert, cameras: [...cameras, asked.camera], until });
      }
    }
  }

  /** Resolves when what came is on the alerts that wait for it. */
  async came(ask: number, came: Came | string, from: AgentLine): Promise<void> {
    const asked = this.#asked.get(ask);
    // Of an earlier life of the hub, given up on, or of one who was not asked.
    if (asked === undefined || asked.line !== from) return;
    this.#asked.delete(ask);
    const { camera } = asked;
    const alerts = [...asked.alerts.keys()];
    const fault = typeof came === 'string' ? came : faultOf(came, camera);
    if (fault === undefined) await this.#keep(came as Came, alerts);
    else for (const alert of alerts) this.#fault(alert, camera, fault);
    this.step();
  }

  close(): void {
    this.#closed = true;
  }

  #want(alert: Alert): void {
    if (alert.feed === 'historical' || alert.late || this.#waiting.has(alert.id)) return;
    const concerned = camerasOf(alert, this.#parts.port).filter(this.#parts.mayCome);
    const cameras = concerned.map(({ id }) => id);
    const [first] = cameras;
    // One that bears what a camera saw, or why it saw nothing, is asked for no more.
    if (first === undefined || alert.pictures !== undefined) return;
    const until = this.#parts.clock.steady() + pictureWithinMs;
    if (this.#waiting.size < waitingMost) this.#waiting.set(alert.id, { alert: alert.id, cameras, until });
    else this.#fault(alert.id, first, 'more alerts at once than pictures could be asked for');
  }

  /** On disk first, then on the alerts. */
  async #keep({ camera, at: deviceTime, bytes }: Came, alerts: readonly string[]): Promise<void> {
    const at = this.#parts.clock.now();
    // A view of the whole message would keep it in memory.
    const kept = await this.#parts.store.keep(Buffer.from(bytes)).catch(() => undefined);
    for (const alert of alerts) {
      if (kept === undefined) this.#fault(alert, camera, 'the hub’s disk did not take it');
      else this.#commit({ alert, picture: { ...this.#of(camera), at, deviceTime, ...kept } });
    }
  }

  #giveUp({ alert, cameras: [camera = ''] }: Wish): void {
    this.#waiting.delete(alert);
    const busy = this.reach.lineOf(camera) !== undefined;
    this.#fault(alert, camera, busy ? 'its agent was taking other pictures' : this.reach.whyAway(camera));
  }

  /** True when all of its cameras that can be reached are asked; false while it waits for one, or for its turn. */
  #served({ alert, cameras, until }: Wish): boolean {
    const reached = cameras.flatMap((camera) => {
      const line = this.reach.lineOf(camera);
      return line === undefined ? [] : [{ camera, line }];
    });
    const chosen = reached.slice(0, picturesMost);
    if (chosen.length === 0 || chosen.some(({ camera, line }) => !this.#hasRoom(camera, line))) return false;
    for (const { camera, line } of chosen) this.#askFor({ alert, camera, line, until });
    return true;
  }

  #hasRoom(camera: string, line: AgentLine): boolean {
    const under = [...this.#asked.values()].filter((asked) => asked.line === line);
    return under.length + 1 < perAgentMost || this.#underWay(camera, line) !== undefined;
  }

  /** Asked for just now. An older one may show what was before the alert. */
  #underWay(camera: string, line: AgentLine): Asked | undefined {
    const since = this.#parts.clock.steady() - sharedMs;
    return [...this.#asked.values()].find((one) => one.line === line && one.camera === camera && one.askedAt >= since);
  }

  /** Alerts that come together share the picture that is under way. */
  #askFor({ alert, camera, line, until }: { alert: string; camera: string; line: AgentLine; until: number }): void {
    const under = this.#underWay(camera, line);
    if (under !== undefined) {
      under.alerts.set(alert, until);
      return;
    }
    this.#ask += 1;
    const askedAt = this.#parts.clock.steady();
    this.#asked.set(this.#ask, { line, camera, askedAt, alerts: new Map([[alert, until]]) });
    line.order({ do: 'picture', camera, ask: this.#ask });
  }

  #fault(alert: string, camera: string, fault: string): void {
    this.#commit({ alert, picture: { ...this.#of(camera), at: this.#parts.clock.now(), fault } });
  }

  #of(camera: string): { readonly camera: string; readonly site: string } {
    return { camera, site: this.#parts.port.devices.find(({ id }) => id === camera)?.site ?? '' };
  }

  #commit(pictured: Pictured): void {
    if (!this.#closed) this.#parts.commit(pictured, this.#parts.clock.now());
  }
}

function faultOf({ camera, bytes }: Came, asked: string): string | undefined {
  if (camera !== asked) return 'its agent sent the picture of another camera';
  if (bytes.length > pictureBytesMost) return 'the picture is larger than 2 MiB';
  return isJpeg(bytes) ? undefined : 'what its agent sent is no JPEG';
}
