// Where everything is now, as dashboards see it: rows by id, each change under a sequence of its own.
import { insideOf } from '../../geo/fence-step.ts';
import type { Feed } from '../contracts/ids.ts';
import type { AgentRow, AssetRow, LiveFrame, Position } from '../contracts/socket.ts';
import type { KeyEvent, Keyed, Look } from '../flow.ts';

/** Rows kept; beyond it the one unheard for longest leaves the map. */
const assetsMax = 100_000;

/** Strangers shown at a time; the eldest leaves. */
const strangersMax = 16;

type Fix = Extract<KeyEvent, { kind: 'position' }>;

export class LiveView {
  readonly epoch: string;
  #assets = new Map<string, AssetRow>();
  #agents = new Map<string, AgentRow>();
  /** What came since a reader last asked, the newest of each key: rows are made when somebody wants them. */
  #fixes = new Map<string, Fix>();
  #looks = new Map<string, Look>();
  #seq = 0;

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  get seq(): number {
    this.#gather();
    return this.#seq;
  }

  agents(): AgentRow[] {
    return [...this.#agents.values()];
  }

  assets(): AssetRow[] {
    this.#gather();
    return [...this.#assets.values()];
  }

  /** Committed events and how their things looked after them. An older fix than the one shown changes nothing. */
  saw(keyed: readonly Keyed[], looks: ReadonlyMap<string, Look>): void {
    for (const { key, event } of keyed) {
      if (event.kind !== 'position') continue;
      const known = this.#fixes.get(key) ?? this.#assets.get(key);
      if (known === undefined || known.time <= event.time || known.feed !== event.feed) this.#fixes.set(key, event);
    }
    for (const [key, look] of looks) this.#looks.set(key, look);
  }

  heard(agent: string, change: Partial<Omit<AgentRow, 'id' | 'v'>> & { site: string; feed: Feed }): void {
    const known = this.#agents.get(agent) ?? { online: false, heardAt: 0, events: 0, refused: 0, finished: false };
    this.#agents.set(agent, { ...known, ...change, id: agent, v: this.#next() });
  }

  counted(agent: string, events: number, refusals: readonly { code: string }[]): void {
    const known = this.#agents.get(agent);
    if (known === undefined || (events === 0 && refusals.length === 0)) return;
    const sums = { events: known.events + events, refused: known.refused + refusals.length };
    const lastRefusal = refusals.at(-1)?.code ?? known.lastRefusal;
    this.#agents.set(agent, { ...known, ...sums, lastRefusal, v: this.#next() });
  }

  /** Someone who may not speak for this site tried to: shown as that, and never in the row of the one it claims to be. */
  stranger(site: string, agent: string, heardAt: number, refusals: readonly { code: string }[]): void {
    const id = `${agent}@${site}`;
    const strangers = [...this.#agents.values()].filter((row) => row.stranger);
    if (!this.#agents.has(id) && strangers.length >= strangersMax) this.#agents.delete(strangers[0]?.id ?? '');
    const row = { site, feed: 'live' as const, heardAt, online: false, stranger: true };
    this.heard(id, row);
    this.counted(id, 0, refusals);
  }

  /** What changed after a position; a position of another epoch, or none, gets everything. */
  since(position: Position | undefined, t: number): { whole: boolean; frame: LiveFrame } {
    this.#gather();
    const whole = position === undefined || position.epoch !== this.epoch || position.seq > this.#seq;
    const after = whole ? 0 : position.seq;
    const newer = <T extends { v: number }>(rows: Map<string, T>): T[] =>
      [...rows.values()].filter(({ v }) => v > after);
    const frame = { epoch: this.epoch, from: after + 1, to: this.#seq, t };
    return { whole, frame: { ...frame, assets: newer(this.#assets), agents: newer(this.#agents) } };
  }

  #gather(): void {
    for (const [key, look] of this.#looks) {
      const row = this.#moved(key, this.#fixes.get(key)) ?? this.#assets.get(key);
      const inside = insideOf(look.fences);
      if (row === undefined || (row.v > 0 && row.name === look.name && row.inside.join() === inside.join())) continue;
      this.#put({ ...row, name: look.name, inside, v: this.#next() });
    }
    this.#looks.clear();
    this.#fixes.clear();
  }

  /** A row with no version yet, where there is a new fix; what was known of the thing is added to it. */
  #moved(id: string, event: Fix | undefined): AssetRow | undefined {
    if (event === undefined) return undefined;
    const { lon, lat, cogDeg, headingDeg, sogKn } = event.fix;
    const { time, agent, feed } = event;
    return { id, kind: 'vessel', lon, lat, cogDeg, headingDeg, sogKn, time, agent, feed, inside: [], v: 0 };
  }

  #next(): number {
    this.#seq += 1;
    return this.#seq;
  }

  /** Rows stay in order of change, so that the first is always the one unheard for longest. */
  #put(row: AssetRow): void {
    this.#assets.delete(row.id);
    this.#assets.set(row.id, row);
    if (this.#assets.size <= assetsMax) return;
    const [eldest] = this.#assets.keys();
    if (eldest !== undefined) this.#assets.delete(eldest);
  }
}
