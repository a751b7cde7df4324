// The agents that are connected and the viewers of each camera: who is wanted is started, and what comes goes to who watches.
import type { Clock } from '../clock.ts';
import type { CameraRow } from '../contracts/camera.ts';
import type { DeviceEntry } from '../contracts/port.ts';
import type { SourceState, VideoFrame, VideoWord } from '../contracts/video.ts';
import { AgentLine } from './agent-line.ts';
import type { LineSocket } from './line-socket.ts';
import { Watchers } from './watchers.ts';

export interface RelayParts {
  readonly cameras: readonly DeviceEntry[];
  readonly clock: Pick<Clock, 'steady' | 'after'>;
  /** Whether an agent may bring video at all. */
  readonly knows: (site: string, agent: string) => boolean;
  /** A picture that was asked for, or why there is none. */
  readonly picture: (ask: number, came: Extract<VideoFrame, { is: 'picture' }> | string, from: AgentLine) => void;
  /** An agent said which cameras it has: what waits for one may be asked. */
  readonly ready: () => void;
  /** A line has ended: what was asked by it does not come. */
  readonly gone: (line: AgentLine) => void;
}

export class Relay {
  readonly #parts: RelayParts;
  readonly #cameras: ReadonlyMap<string, DeviceEntry>;
  readonly #lines = new Map<string, AgentLine>();
  readonly #watchers: ReadonlyMap<string, Watchers>;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    this.#cameras = new Map(parts.cameras.map((camera) => [camera.id, camera]));
    const watchersOf = (id: string): Watchers => new Watchers(parts.clock, (is) => this.#order(id, is));
    this.#watchers = new Map(parts.cameras.map(({ id }) => [id, watchersOf(id)]));
  }

  /** Undefined for a camera that the plan does not name. */
  viewersOf(camera: string): number | undefined {
    return this.#watchers.get(camera)?.count;
  }

  get viewers(): number {
    return [...this.#watchers.values()].reduce((sum, { count }) => sum + count, 0);
  }

  watch(camera: string, viewer: LineSocket): void {
    this.#watchers.get(camera)?.add(viewer);
  }

  leave(camera: string, viewer: LineSocket): void {
    this.#watchers.get(camera)?.remove(viewer);
  }

  /** One line of an agent at a time: a new one is the agent come back, and the old one is dead, whatever TCP thinks. */
  connect(site: string, agent: string, socket: LineSocket): AgentLine {
    const line = new AgentLine(site, agent, socket);
    this.#lines.get(nameOf(line))?.cut();
    this.#lines.set(nameOf(line), line);
    return line;
  }

  disconnect(line: AgentLine): void {
    if (this.#lines.get(nameOf(line)) === line) this.#lines.delete(nameOf(line));
    this.#parts.gone(line);
  }

  hear(line: AgentLine, word: VideoWord): void {
    if (word.is === 'cameras') {
      // Said again, it is no reason to be told again.
      const had = new Set(line.cameras);
      line.has(word.cameras.filter((camera) => this.#isIts(line, camera)));
      const wanted = line.cameras.filter((camera) => !had.has(camera) && this.#watchers.get(camera)?.wants);
      for (const camera of wanted) line.order({ do: 'start', camera });
      this.#parts.ready();
    } else if (word.is === 'state') line.heard(word.camera, { state: word.state, says: word.says });
    else this.#parts.picture(word.ask, word.says, line);
  }

  /** Frames of a camera that is another's are not shown: nobody speaks for what is not theirs. */
  take(line: AgentLine, frame: VideoFrame): void {
    if (!this.#isIts(line, frame.camera)) return;
    if (frame.is === 'video') this.#watchers.get(frame.camera)?.show(frame.bytes);
    else this.#parts.picture(frame.ask, frame, line);
  }

  /** The line by which a camera can be reached now. */
  lineOf(camera: string): AgentLine | undefined {
    const known = this.#cameras.get(camera);
    const line = known && this.#lines.get(nameOf(known));
    return line?.said(camera) === undefined ? undefined : line;
  }

  rows(): CameraRow[] {
    return [...this.#cameras.values()].map((camera) => this.#row(camera));
  }

  close(): void {
    for (const watchers of this.#watchers.values()) watchers.closeAll();
    for (const line of this.#lines.values()) line.cut();
  }

  #row({ id, name, site, agent, lane, fence }: DeviceEntry): CameraRow {
    const place = { ...(lane !== undefined && { lane }), ...(fence !== undefined && { fence }) };
    const about = { id, name, site, agent, ...place, viewers: this.viewersOf(id) ?? 0 };
    const said = this.lineOf(id)?.said(id);
    if (said === undefined) return { ...about, state: 'away', says: this.whyAway(id) };
    return { ...about, state: shown[said.state], ...(said.says !== undefined && { says: said.says }) };
  }

  /** Why a camera cannot be reached, in words. */
  whyAway(camera: string): string {
    const { site = '', agent = '' } = this.#cameras.get(camera) ?? {};
    if (!this.#parts.knows(site, agent)) return 'its agent has no key for video';
    return this.#lines.has(nameOf({ site, agent }))
      ? 'its agent does not have this camera'
      : 'its agent is not connected';
  }

  #isIts({ site, agent }: AgentLine, camera: string): boolean {
    const known = this.#cameras.get(camera);
    return known?.agent === agent && known.site === site;
  }

  #order(camera: string, wanted: boolean): void {
    this.lineOf(camera)?.order({ do: wanted ? 'start' : 'stop', camera });
  }
}

/** A site's own: a key of another site does not reach a line of the same name here. */
const nameOf = ({ site, agent }: { readonly site: string; readonly agent: string }): string => `${site}/${agent}`;

const shown: Readonly<Record<SourceState, CameraRow['state']>> = {
  ...({ idle: 'idle', starting: 'starting', live: 'live' } as const),
  ...({ backoff: 'failed', waiting: 'failed' } as const),
};
