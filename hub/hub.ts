// Makes every part and ties them. Decide in memory, commit, then tell.
import { randomBytes } from 'node:crypto';
import { AlertBook } from './alerts/alert-book.ts';
import { CommittedBook } from './alerts/committed-book.ts';
import { auditOf } from './audit.ts';
import type { AgentKey } from './cctv/agent-keys.ts';
import { Cctv } from './cctv/cctv.ts';
import type { Clock } from './clock.ts';
import { urlHost } from './contracts/loopback.ts';
import { Desk } from './desk.ts';
import type { Arrival, Settled, Transition } from './flow.ts';
import { historyOver, outboxOver } from './followers.ts';
import type { History } from './history/history.ts';
import { type Door, doorOver } from './identity/door.ts';
import type { People } from './identity/people.ts';
import { Acks } from './ingest/ack.ts';
import { EmbeddedBroker } from './ingest/embedded-broker.ts';
import { ExternalBroker } from './ingest/external-broker.ts';
import type { Intake } from './ingest/intake.ts';
import { Turns } from './ingest/turns.ts';
import { Journal } from './journal/journal.ts';
import type { Line } from './line.ts';
import { LiveView } from './push/live-view.ts';
import type { Read } from './reading.ts';
import type { PortPlan } from './registry/port-plan.ts';
import { Registry } from './registry/registry.ts';
import { type Replayed, restart } from './restart.ts';
import type { Outbox } from './routing/outbox.ts';
import type { Routing } from './routing/route-file.ts';
import { FoldEngine } from './rules/fold-engine.ts';
import type { KeyState } from './rules/key-state.ts';
import { rulebook } from './rules/rulebook.ts';
import { Snapshots } from './snapshots.ts';
import { type Quarantined, Telling } from './telling.ts';
import { newKey } from './trust/lottery.ts';
import { TrustBook } from './trust/trust-book.ts';
import { TrustView } from './trust/trust-view.ts';
import { weigherOver } from './trust/weigh.ts';
import { portTaken, Web } from './web.ts';

export interface HubOptions {
  readonly plan: PortPlan;
  /** Who is told of which alerts; without it nobody is. */
  readonly routing?: Routing | undefined;
  /** Who may come in; without them the hub is open to its own machine. */
  readonly people?: People | undefined;
  /** An InfluxDB and its database. */
  readonly influxUrl?: string | undefined;
  /** Who may bring video, and by which key; without them there is no CCTV. */
  readonly agentKeys?: readonly AgentKey[] | undefined;
  readonly dataFolder: string;
  /** Empties the data folder of what a hub keeps there, once it is known that no other hub is using it. */
  readonly reset: boolean;
  readonly host: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  /** An external broker instead of the embedded one. */
  readonly brokerUrl?: string | undefined;
  readonly pageFolder?: string | undefined;
  readonly clock: Clock;
  /** A fault after which nothing may be promised: the process must end. */
  readonly onFault: (says: string) => void;
  /** A fault of our own that cost one request and nothing else. */
  readonly onRequestFault: (error: unknown) => void;
}

const tickMs = 250;
/** How often the outbox looks what is due. */
const outboxMs = 100;
/** How often history is fed. */
const historyMs = 500;

export class Hub {
  readonly #options: HubOptions;
  readonly #registry = new Registry();
  readonly #engine: FoldEngine;
  readonly #alerts: AlertBook;
  readonly #journal: Journal<KeyState>;
  readonly #trust: TrustBook;
  #line: Line | undefined;
  #snapshots: Snapshots | undefined;
  readonly #outbox: Outbox | undefined;
  readonly #history: History;
  #page = '';
  readonly #view: LiveView;
  readonly #committed = new CommittedBook();
  readonly #telling: Telling;
  readonly #desk: Desk;
  readonly #door: Door;
  readonly #cctv: Cctv;
  readonly #linkCounts = { foreign: 0, linkErrors: 0 };
  #web: Web | undefined;
  #stopTicking: (() => void)[] = [];
  readonly #turns: Turns;
  #quarantined: number;
  #notReady: string | undefined = 'starting';
  #diskFull = false;
  #linked = false;
  /** Receipt of the last arrival on disk: nothing newer is shown. */
  #durableAt = 0;

  /** @throws StartError when another hub uses the data folder, or a newer one wrote it */
  constructor(options: HubOptions) {
    this.#options = options;
    const onFull = (full: boolean): void => {
      this.#diskFull = full;
    };
    const { reset, onFault } = options;
    this.#journal = new Journal(options.dataFolder, { reset }, { onFull, onFault });
    this.#quarantined = this.#journal.lastQuarantine();
    const kinds = new Map(rulebook.map((rule) => [rule.id, rule]));
    const kindOf = (rule: string) => kinds.get(rule) ?? { mergeGapMs: 0, integrity: true };
    this.#trust = new TrustBook(this.#registry, this.#journal.trust);
    const weigh = weigherOver(this.#registry, this.#trust);
    this.#alerts = new AlertBook(kindOf, this.#journal, this.#journal.seq, weigh);
    this.#engine = new FoldEngine(rulebook, this.#registry, this.#journal.chain);
    const world = () => this.#registry.worldAt(options.clock.now());
    const names = {
      segmentOf: (id: string) => world().segmentOf(id),
      siteOf: (fence: string) => world().factsOf(fence)?.site,
    };
    this.#view = new LiveView(randomBytes(8).toString('hex'), names);
    const commit = (input: Arrival, durable: () => void) => this.#commit(input, durable);
    const now = () => options.clock.now();
    this.#turns = new Turns({ ...options.clock, later: setImmediate });
    this.#desk = new Desk({ commit, now, journal: this.#journal, book: this.#committed });
    this.#door = doorOver(this.#journal, options.people, now);
    const alert = (id: string) => this.#committed.get(id) ?? this.#journal.alert(id);
    this.#cctv = new Cctv({ ...options, port: options.plan, commit: (input) => void this.#commit(input), alert });
    const told = { book: this.#committed, view: this.#view, registry: this.#registry, acks: new Acks() };
    this.#telling = new Telling({ ...told, now });
    const following = { journal: this.#journal, engine: this.#engine, registry: this.#registry, now };
    this.#outbox = outboxOver(following, options.routing, () => this.#page);
    this.#history = historyOver(following, options.influxUrl, () => this.#durableAt);
  }

  /** Replays the journal, then opens the doors. @throws StartError when a port is taken */
  async start(): Promise<{ replayed: Replayed; httpPort: number; mqttPort: number | undefined }> {
    const { clock, plan } = this.#options;
    const { line, replayed, heardUpTo } = await restart(this.#parts());
    this.#line = line;
    this.#durableAt = heardUpTo;
    const httpPort = await this.#openWeb();
    if (this.#registry.plan?.hash !== plan.hash) {
      this.#commit({ kind: 'plan', payload: Buffer.from(JSON.stringify(plan)), receivedAt: clock.now() });
    }
    await new Promise<void>((durable) => this.#commit({ kind: 'listening', receivedAt: clock.now() }, durable));
    const mqttPort = await this.#openBroker();
    this.#snapshots = new Snapshots({ ...this.#parts(), line });
    this.#stopTicking = [
      clock.every(tickMs, () => this.#tick()),
      clock.every(outboxMs, () => this.#outbox?.step()),
      clock.every(historyMs, () => this.#history.step()),
      this.#snapshots.run(),
    ];
    this.#notReady = undefined;
    return { replayed, httpPort, mqttPort };
  }

  /** Closes the doors, waits until everything heard is on disk, then ends. */
  async stop(): Promise<void> {
    this.#notReady = 'stopping';
    for (const stop of this.#stopTicking) stop();
    this.#outbox?.stop();
    await this.#telling.broker?.close();
    await this.#web?.close();
    this.#snapshots?.finish();
    await this.#journal.close();
  }

  #read(): Read {
    const { plan, clock } = this.#options;
    const told = { book: this.#committed, view: this.#view, telling: this.#telling, desk: this.#desk };
    const read = { journal: this.#journal, engine: this.#engine, history: this.#history };
    const now = () => clock.now();
    const trust = new TrustView({ store: this.#journal.trust, registry: this.#registry, now });
    return {
      ...{ plan, clock, trust, ...told, ...read },
      outbox: this.#outbox,
      linkCounts: this.#linkCounts,
      durableAt: () => this.#durableAt,
      trouble: () => this.#trouble(),
    };
  }

  /** Why the hub is not ready, in a sentence. */
  #trouble(): string | undefined {
    const link = this.#linked ? undefined : 'the broker cannot be reached';
    return this.#notReady ?? (this.#diskFull ? 'the disk is full' : link);
  }

  /** Every part that a restart brings back to where it stood. */
  #parts() {
    const { journal, registry, engine } = { journal: this.#journal, registry: this.#registry, engine: this.#engine };
    const told = { telling: this.#telling, view: this.#view, committed: this.#committed };
    const place = (transitions: readonly Transition[], at: number) => this.#outbox?.place(transitions, at) ?? [];
    const { clock } = this.#options;
    return { journal, registry, engine, book: this.#alerts, trust: this.#trust, clock, place, ...told };
  }

  async #openWeb(): Promise<number> {
    const { host, httpPort, pageFolder, onRequestFault } = this.#options;
    const web = new Web({ read: this.#read(), door: this.#door, cctv: this.#cctv, pageFolder, onRequestFault });
    this.#web = web;
    const port = await web.listen(httpPort, host);
    this.#page = `http://${urlHost(host)}:${port}`;
    this.#telling.gate = web.gate;
    this.#telling.cctv = this.#cctv;
    this.#cctv.resume(this.#committed.openOnes());
    return port;
  }

  async #openBroker(): Promise<number | undefined> {
    const { brokerUrl, host, mqttPort, clock } = this.#options;
    const counted = (what: 'foreign' | 'linkErrors') => () => {
      this.#linkCounts[what] += 1;
    };
    const intake: Intake = {
      hubId: this.#journal.id,
      hear: (heard, payload, durable) => {
        const hear = (): void => void this.#commit({ ...heard, payload, receivedAt: clock.now() }, durable);
        this.#turns.take(`${heard.site}/${heard.agent}`, hear);
      },
      belongs: (site, agent) => this.#registry.belongs(site, agent),
      room: () => this.#turns.room() ?? this.#journal.room(),
      isOpen: (alert) => this.#committed.get(alert)?.condition === 'active',
      foreign: counted('foreign'),
      linkError: counted('linkErrors'),
      link: (up) => this.#link(up),
    };
    if (brokerUrl !== undefined) {
      this.#telling.broker = new ExternalBroker(brokerUrl, intake);
      return undefined;
    }
    const broker = await EmbeddedBroker.open(intake);
    this.#telling.broker = broker;
    return broker.listen(mqttPort, host).catch((error) => Promise.reject(portTaken(error, mqttPort)));
  }

  #link(up: boolean): void {
    this.#linked = up;
    if (up) this.#telling.retainOpen();
  }

  #tick(): void {
    const receivedAt = this.#options.clock.now();
    this.#commitDays(receivedAt);
    if (this.#engine.isDue(receivedAt) || this.#trust.isDue(receivedAt)) this.#commit({ kind: 'clock', receivedAt });
  }

  /** The lottery's key is there before anything of its day is heard. */
  #commitDays(receivedAt: number): void {
    for (const day of this.#trust.lacks(receivedAt)) {
      const payload = Buffer.from(JSON.stringify({ day, key: newKey() }));
      this.#commit({ kind: 'lottery-day', payload, receivedAt });
    }
  }

  #commit(input: Arrival, durable: () => void = () => {}): Settled {
    if (this.#line === undefined) throw new Error('nothing is heard before the past is');
    this.#commitDays(input.receivedAt);
    const settled = this.#line.hear(input);
    const quarantined: Quarantined[] = settled.refusals.map((refusal) => {
      this.#quarantined += 1;
      return { ...refusal, id: this.#quarantined };
    });
    const { transitions, captured, trust } = settled;
    const followed = {
      transitions,
      trust,
      quarantined,
      audited: auditOf(settled),
      outbox: this.#outbox?.place(transitions, input.receivedAt) ?? [],
      ...(captured !== undefined && { captured }),
    };
    this.#journal.write({ input, ...followed }, () => {
      this.#durableAt = input.receivedAt;
      this.#telling.tell(settled, quarantined);
      durable();
    });
    return settled;
  }
}
