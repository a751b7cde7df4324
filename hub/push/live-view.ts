// Where everything is now, as dashboards see it: rows by id, each change under a sequence of its own.
import type { Feed } from '../contracts/ids.ts';
import type { AgentRow, AssetRow, LiveFrame, Position } from '../contracts/socket.ts';
import type { KeyEvent, Keyed } from '../flow.ts';

/** Rows kept; beyond it the one unheard for longest leaves the map. */
const assetsMax = 100_000;

/** Strangers shown at a time; the eldest leaves. */
const strangersMax = 16;

/** What the view asks of the folds: what a key is called and which fences it is in. */
export interface Seen {
  nameOf(key: string): string | undefined;
  inside(key: string): string[];
}

type Fix = Extract<KeyEvent, { kind: 'position' }>;

export class LiveView {
  readonly epoch: string;
  #assets = new Map<string, AssetRow>();
  #agents = new Map<string, AgentRow>();
  /** What came since a reader last asked, the newest fix of each key: rows are made when somebody wants them. */
  #fixes = new Map<string, Fix>();
  #touched = new Set<string>();
  #seq = 0;
  #seen: Seen;

  constructor(epoch: string, seen: Seen) {
    this.epoch = epoch;
    this.#seen = seen;
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

  /** A committed event. An older fix than the one shown changes nothing on the map. */
  saw({ key, event }: Keyed): void {
    if (event.kind === 'position') {
      const known = this.#fixes.get(key) ?? this.#assets.get(key);
      if (known === undefined || known.time <= event.time || known.feed !== event.feed) this.#fixes.set(key, event);
    } else if (event.kind === 'static') {
      this.#touched.add(key);
    }
  }

  fencesChanged(): void {
    for (const key of this.#assets.keys()) this.#touched.add(key);
  }

  heard(agent: string, change: Partial<Omit<AgentRow, 'id' | 'v'>> & { site: string; feed: Feed }): void {
    const known = this.#agents.get(agent) ?? { online: true, heardAt: 0, events: 0, refused: 0, finished: false };
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
    for (const key of this.#touched) if (!this.#fixes.has(key)) this.#refresh(key);
    this.#touched.clear();
    for (const [key, { fix, time, agent, feed }] of this.#fixes) {
      const { lon, lat, cogDeg, headingDeg, sogKn } = fix;
      const row = { id: key, kind: 'vessel' as const, lon, lat, cogDeg, headingDeg, sogKn, time, agent, feed };
      this.#put({ ...row, name: this.#seen.nameOf(key), inside: this.#seen.inside(key), v: this.#next() });
    }
    this.#fixes.clear();
  }

  /** A name was told, or a fence drawn: the thing itself has not moved. */
  #refresh(key: string): void {
    const known = this.#assets.get(key);
    const [name, inside] = [this.#seen.nameOf(key), this.#seen.inside(key)];
    if (known === undefined || (known.name === name && known.inside.join() === inside.join())) return;
    this.#put({ ...known, name, inside, v: this.#next() });
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
