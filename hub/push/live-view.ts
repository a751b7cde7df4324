// Where everything is now, as dashboards see it: rows by id, each change under a sequence of its own; to each its sites.
import type { Feed } from '../contracts/ids.ts';
import type { AssetKind } from '../contracts/port.ts';
import type { AgentRow, AssetRow, LiveFrame, Position, SegmentRow } from '../contracts/socket.ts';
import type { Look } from '../flow.ts';
import { everything, ofSites, type Sees } from '../identity/wall.ts';

/** Rows kept; beyond it the one unheard for longest leaves the map. */
const assetsMax = 100_000;

/** Strangers shown at a time; the eldest leaves. */
const strangersMax = 16;

/** What a key is, by its scheme; other keys are not things one follows. */
const kinds = new Map<string, AssetKind>([
  ...([
    ['mmsi', 'vessel'],
    ['vehicle', 'vehicle'],
    ['container', 'container'],
    ['seal', 'seal'],
  ] as const),
]);

const segmentScheme = 'segment:';

/** A row, whose it is, every site that told of it, and whose it was until which version. */
interface Held {
  readonly row: AssetRow;
  readonly toldAt: readonly string[];
  readonly left: ReadonlyMap<string, number>;
}

/** What changed after a sequence, whoever may see it. */
export interface Changes {
  readonly after: number;
  readonly assets: readonly Held[];
  readonly agents: readonly AgentRow[];
  readonly segments: readonly SegmentRow[];
}

export interface SegmentNames {
  /** Site and sensors of a segment in the plan now in force. */
  segmentOf(id: string): { readonly site: string; readonly sensors: readonly string[] } | undefined;
  /** Whose a fence is. */
  siteOf(fence: string): string | undefined;
}

export class LiveView {
  readonly epoch: string;
  readonly #names: SegmentNames;
  #assets = new Map<string, Held>();
  #agents = new Map<string, AgentRow>();
  #segments = new Map<string, SegmentRow>();
  /** What came since a reader last asked, the newest of each key: rows are made when somebody wants them. */
  #looks = new Map<string, { look: Look; at: number }>();
  #seq = 0;

  constructor(epoch: string, names: SegmentNames) {
    this.epoch = epoch;
    this.#names = names;
  }

  get seq(): number {
    this.#gather();
    return this.#seq;
  }

  /** Rows there are. */
  get size(): number {
    this.#gather();
    return this.#assets.size + this.#agents.size + this.#segments.size;
  }

  agents(): AgentRow[] {
    return [...this.#agents.values()];
  }

  assets(sees: Sees = everything): AssetRow[] {
    this.#gather();
    return [...this.#assets.values()].flatMap((held) => shownAsset(held, this.#seesFence(sees), sees) ?? []);
  }

  segments(): SegmentRow[] {
    this.#gather();
    return [...this.#segments.values()];
  }

  /** How things looked after a committed arrival, received at `at`. */
  saw(looks: ReadonlyMap<string, Look>, at: number): void {
    for (const [key, look] of looks) {
      // When a segment went blind is when it was heard of, and not when somebody asked.
      if (key.startsWith(segmentScheme)) this.#segment(key.slice(segmentScheme.length), look, at);
      else this.#looks.set(key, { look, at });
    }
  }

  /** After a restart: what an earlier process knew of its agents. */
  begin(agents: readonly AgentRow[]): void {
    for (const row of agents) this.#agents.set(row.id, { ...row, v: this.#next() });
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

  /** What changed after a position, at the sites that are seen; a position of another epoch, or none, gets everything. */
  since(position: Position | undefined, t: number, sees: Sees = everything): { whole: boolean; frame: LiveFrame } {
    const to = this.seq;
    const whole = position === undefined || position.epoch !== this.epoch || position.seq > to;
    const after = whole ? 0 : position.seq;
    const frame = { epoch: this.epoch, from: after + 1, to, t };
    return { whole, frame: { ...frame, ...this.shown(this.changes(after), sees) } };
  }

  changes(after: number): Changes {
    this.#gather();
    const newer = <T extends { v: number }>(rows: Map<string, T>): T[] =>
      [...rows.values()].filter(({ v }) => v > after);
    const assets = [...this.#assets.values()].filter(({ row }) => row.v > after);
    return { after, assets, agents: newer(this.#agents), segments: newer(this.#segments) };
  }

  /** Of what changed, what is shown of the sites that are seen. */
  shown({ after, assets, agents, segments }: Changes, sees: Sees): Rows {
    const gone = assets.filter(({ row, left }) => !sees(row.site) && leftSince(left, after, sees));
    return {
      assets: assets.flatMap((held) => shownAsset(held, this.#seesFence(sees), sees) ?? []),
      ...(after > 0 && gone.length > 0 && { gone: gone.map(({ row }) => row.id) }),
      ...{ agents: ofSites(sees, agents), segments: ofSites(sees, segments) },
    };
  }

  #seesFence(sees: Sees): (fence: string) => boolean {
    return (fence) => sees(this.#names.siteOf(fence) ?? '');
  }

  #gather(): void {
    for (const [key, { look, at }] of this.#looks) {
      const kind = kinds.get(key.slice(0, key.indexOf(':')));
      if (kind !== undefined) this.#asset(key, kind, look, at);
    }
    this.#looks.clear();
  }

  #asset(
    id: string,
    kind: AssetKind,
    { name, inside, place, origin, ties, toldAt, word: state }: Look,
    at: number,
  ): void {
    const { carrier } = ties;
    const held = this.#assets.get(id);
    const was = held?.row;
    const same =
      was?.name === name && was?.on === carrier && was?.state === state && was?.inside.join() === inside.join();
    if (was !== undefined && same && was.time === (place?.time ?? was.time)) return;
    const { lon, lat, cogDeg, headingDeg, sogKn } = place?.fix ?? {};
    const { agent = '', feed = 'live' } = place ?? origin ?? {};
    // It belongs to the site that placed it; what nobody has placed, to the one that told of it last.
    const site = (place ?? origin)?.site ?? '';
    const from = { time: place?.time ?? at, site, agent, feed };
    const row = {
      ...{ id, kind, name, on: carrier, state, lon, lat, cogDeg, headingDeg, sogKn },
      ...from,
      inside: [...inside],
      v: this.#next(),
    };
    const left =
      was === undefined || was.site === site ? (held?.left ?? never) : new Map(held?.left).set(was.site, row.v);
    this.#put({ row, toldAt, left });
  }

  /** Known as soon as one of its sensors has told. */
  #segment(id: string, { watch }: Look, at: number): void {
    const named = this.#names.segmentOf(id);
    if (named === undefined || watch.size === 0) return;
    const sensors = named.sensors.map((sensor) => ({
      id: sensor.slice(sensor.indexOf(':') + 1),
      sees: watch.get(sensor) ?? false,
    }));
    const blind = sensors.every(({ sees }) => !sees);
    const was = this.#segments.get(id);
    if (was !== undefined && JSON.stringify(was.sensors) === JSON.stringify(sensors)) return;
    const since = was?.blind === blind ? was.since : at;
    this.#segments.set(id, { id, site: named.site, sensors, blind, since, v: this.#next() });
  }

  #next(): number {
    this.#seq += 1;
    return this.#seq;
  }

  /** Rows stay in order of change, so that the first is always the one unheard for longest. */
  #put(held: Held): void {
    this.#assets.delete(held.row.id);
    this.#assets.set(held.row.id, held);
    if (this.#assets.size <= assetsMax) return;
    const [eldest] = this.#assets.keys();
    if (eldest !== undefined) this.#assets.delete(eldest);
  }
}

type Rows = Pick<LiveFrame, 'assets' | 'gone' | 'agents' | 'segments'>;
const never: ReadonlyMap<string, number> = new Map();

const leftSince = (left: ReadonlyMap<string, number>, after: number, sees: Sees): boolean =>
  [...left].some(([site, v]) => v > after && sees(site));

/** Where others told of it, too, what came of all they told is not shown: its name, its carrier, its state. */
function shownAsset({ row, toldAt }: Held, seesFence: (fence: string) => boolean, sees: Sees): AssetRow | undefined {
  if (sees === everything) return row;
  if (!sees(row.site)) return undefined;
  const inside = row.inside.filter(seesFence);
  if (toldAt.every(sees)) return { ...row, inside };
  const { name: _n, on: _o, state: _s, ...own } = row;
  return { ...own, inside };
}
