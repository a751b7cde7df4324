// What whoever comes in is answered: what they missed where that is little, else the whole picture, packed once for all of them.
import type { Clock } from '../clock.ts';
import type { Person } from '../contracts/person.ts';
import type { AlertFrame, Answer, Position, SyncAnswer, SyncRequest } from '../contracts/socket.ts';
import type { Check } from '../contracts/trust.ts';
import type { Transition } from '../flow.ts';
import { may } from '../identity/rights.ts';
import { alertsFor, epochFor, type Sees, seeing } from '../identity/wall.ts';
import type { LiveView } from './live-view.ts';
import { type Packed, Pictures } from './whole-picture.ts';

/** What the gate needs of the committed book and journal to answer a reader. */
export interface AlertSource {
  readonly epoch: string;
  seq(): number;
  /** How many `open` gives. */
  count(): number;
  open(): AlertFrame['alerts'];
  after(seq: number, limit: number): Transition[];
  checks(sees: Sees): Check[];
}

const replayMax = 5000;
/** More rows than these go packed to whoever can unpack them; to who cannot, no more than so many in all. */
const plainAlerts = 200;
const plainRows = 1000;
const unpackedMost = 5000;

type Live = SyncAnswer['live'];
type Alerts = SyncAnswer['alerts'];
const noRows = { assets: [], agents: [], segments: [] };

export class Syncs {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #view: LiveView;
  readonly #alerts: AlertSource;
  readonly #pictures: Pictures;

  constructor(clock: Pick<Clock, 'now'>, view: LiveView, alerts: AlertSource) {
    this.#clock = clock;
    this.#view = view;
    this.#alerts = alerts;
    this.#pictures = new Pictures({ view, alerts });
  }

  /** Of what is sent after this is called nothing is missing in the answer, or it is sent to whoever asked. */
  async answer(person: Person, request: SyncRequest): Promise<Answer<SyncAnswer>> {
    const { alerts, live } = this.#missing(person, request);
    if (alerts > plainAlerts || live > plainRows) {
      if (request.packed === true) return { ok: true, value: await this.#packed(person) };
      if (alerts + live > unpackedMost) return { ok: false, code: 'sync-too-large' };
    }
    const t = this.#clock.now();
    const since = { live: this.#live(person, request.live, t), alerts: this.#alertsSince(person, request.alerts, t) };
    return { ok: true, value: { ...since, checks: this.#checks(person, t) } };
  }

  /** Rows that a plain answer would have, at most. */
  #missing(person: Person, { live, alerts }: SyncRequest): { live: number; alerts: number } {
    const [view, told] = [this.#view, this.#alerts];
    return {
      live: missed(live, epochFor(person, view.epoch), view.seq) ?? view.size,
      alerts: missed(alerts, epochFor(person, told.epoch), told.seq()) ?? told.count(),
    };
  }

  async #packed(person: Person): Promise<SyncAnswer> {
    const { picture, isNew } = await this.#pictures.of(person);
    const t = this.#clock.now();
    const live = this.#liveOver(person, picture.live, isNew, t);
    return { live, alerts: this.#alertsOver(person, picture.alerts, isNew, t), checks: this.#checks(person, t) };
  }

  /** The picture, and what has changed since; nothing, where that was sent. */
  #liveOver(person: Person, { seq, bytes: packed }: Packed, isNew: boolean, t: number): Live {
    const epoch = epochFor(person, this.#view.epoch);
    const changed = isNew || this.#view.seq === seq ? undefined : this.#live(person, { epoch, seq }, t).frame;
    return { whole: true, packed, frame: { ...(changed ?? { epoch, to: seq, t, ...noRows }), from: 1 } };
  }

  #alertsOver(person: Person, { seq, bytes: packed }: Packed, isNew: boolean, t: number): Alerts {
    const epoch = epochFor(person, this.#alerts.epoch);
    const changed =
      isNew || this.#alerts.seq() === seq ? undefined : this.#alertsSince(person, { epoch, seq }, t).frame;
    return { whole: true, packed, frame: { ...(changed ?? { epoch, to: seq, t, alerts: [] }), from: 1 } };
  }

  #checks(person: Person, t: number): SyncAnswer['checks'] {
    return { t, checks: may(person, 'trust') ? this.#alerts.checks(seeing(person)) : [] };
  }

  #live(person: Person, position: Position | undefined, t: number): Live {
    const epoch = epochFor(person, this.#view.epoch);
    const known = position?.epoch === epoch ? { ...position, epoch: this.#view.epoch } : undefined;
    const { whole, frame } = this.#view.since(known, t, seeing(person));
    return { whole, frame: { ...frame, epoch } };
  }

  #alertsSince(person: Person, position: Position | undefined, t: number): Alerts {
    const epoch = epochFor(person, this.#alerts.epoch);
    const to = this.#alerts.seq();
    if (position !== undefined && (missed(position, epoch, to) ?? Infinity) <= replayMax) {
      const alerts = this.#alerts.after(position.seq, replayMax).map(({ alert }) => alert);
      return { whole: false, frame: { epoch, from: position.seq + 1, to, t, alerts: alertsFor(person, alerts) } };
    }
    return { whole: true, frame: { epoch, from: 1, to, t, alerts: alertsFor(person, this.#alerts.open()) } };
  }
}

/** How much has changed since; undefined where all there is has to be told. */
const missed = (position: Position | undefined, epoch: string, to: number): number | undefined =>
  position?.epoch === epoch && position.seq <= to ? to - position.seq : undefined;
