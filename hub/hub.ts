// Makes every part and ties them. Decide in memory, commit, then tell.
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { AlertBook } from './alerts/alert-book.ts';
import { CommittedBook } from './alerts/committed-book.ts';
import { makeApp } from './api/app.ts';
import { type Reading, routesOver } from './api/routes.ts';
import type { Clock } from './clock.ts';
import type { Status } from './contracts/status.ts';
import { StartError } from './errors.ts';
import type { Arrival } from './flow.ts';
import { Acks } from './ingest/ack.ts';
import { EmbeddedBroker } from './ingest/embedded-broker.ts';
import { ExternalBroker } from './ingest/external-broker.ts';
import type { Intake } from './ingest/intake.ts';
import { Journal } from './journal/journal.ts';
import { Line } from './line.ts';
import { LiveView } from './push/live-view.ts';
import { SocketGate } from './push/socket-gate.ts';
import type { PortPlan } from './registry/port-plan.ts';
import { Registry } from './registry/registry.ts';
import { FoldEngine } from './rules/fold-engine.ts';
import { rulebook } from './rules/rulebook.ts';
import { type Quarantined, Telling } from './telling.ts';

export interface HubOptions {
  readonly plan: PortPlan;
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

export interface Replayed {
  readonly events: number;
  readonly open: number;
  readonly new: number;
  readonly ms: number;
}

const tickMs = 250;

export class Hub {
  readonly #options: HubOptions;
  readonly #registry = new Registry();
  readonly #engine: FoldEngine;
  readonly #alerts: AlertBook;
  readonly #line: Line;
  readonly #journal: Journal;
  readonly #view: LiveView;
  readonly #committed = new CommittedBook();
  readonly #telling: Telling;
  readonly #linkCounts = { foreign: 0, linkErrors: 0 };
  #http: Server | undefined;
  #stopTicking: (() => void) | undefined;
  #quarantined: number;
  #notReady: string | undefined = 'starting';
  #diskFull = false;
  #linked = false;

  /** @throws StartError when another hub uses the data folder, or a newer one wrote it */
  constructor(options: HubOptions) {
    this.#options = options;
    const kinds = new Map(rulebook.map((rule) => [rule.id, rule]));
    this.#alerts = new AlertBook((rule) => kinds.get(rule) ?? { mergeGapMs: 0, integrity: true });
    this.#engine = new FoldEngine(rulebook, this.#registry);
    this.#line = new Line(this.#registry, this.#engine, this.#alerts);
    const onFull = (full: boolean): void => {
      this.#diskFull = full;
    };
    const { reset, onFault } = options;
    this.#journal = new Journal(options.dataFolder, { reset }, { onFull, onFault });
    this.#quarantined = this.#journal.lastQuarantine();
    this.#view = new LiveView(randomBytes(8).toString('hex'));
    const told = { book: this.#committed, view: this.#view, registry: this.#registry, acks: new Acks() };
    this.#telling = new Telling({ ...told, now: () => options.clock.now() });
  }

  /** Replays the journal, then opens the doors. @throws StartError when a port is taken */
  async start(): Promise<{ replayed: Replayed; httpPort: number; mqttPort: number | undefined }> {
    const { clock, plan } = this.#options;
    const replayed = this.#replay();
    const httpPort = await this.#openHttp();
    if (this.#registry.plan?.hash !== plan.hash) {
      this.#commit({ kind: 'plan', payload: Buffer.from(JSON.stringify(plan)), receivedAt: clock.now() });
    }
    await new Promise<void>((durable) => this.#commit({ kind: 'listening', receivedAt: clock.now() }, durable));
    const mqttPort = await this.#openBroker();
    this.#stopTicking = clock.every(tickMs, () => this.#tick());
    this.#notReady = undefined;
    return { replayed, httpPort, mqttPort };
  }

  /** Closes the doors, waits until everything heard is on disk, then ends. */
  async stop(): Promise<void> {
    this.#notReady = 'stopping';
    this.#stopTicking?.();
    await this.#telling.broker?.close();
    await this.#telling.gate?.close();
    const http = this.#http;
    const closed = new Promise<void>((resolve) => (http ? http.close(() => resolve()) : resolve()));
    // A request that was begun and never ended must not keep the process.
    http?.closeAllConnections();
    await closed;
    await this.#journal.close();
  }

  reading(): Reading {
    const { id, name, timeZone, note, fences } = this.#options.plan;
    return {
      port: () => ({ id, name, timeZone, note, fences: [...fences] }),
      alerts: () => this.#committed.all(),
      alert: (alert) => this.#committed.get(alert),
      assets: () => this.#view.assets(),
      agents: () => this.#view.agents(),
      quarantine: (limit) => this.#journal.quarantine(limit),
      status: () => this.#status(),
    };
  }

  #status(): Status {
    const link = this.#linked ? undefined : 'the broker cannot be reached';
    const reason = this.#notReady ?? (this.#diskFull ? 'the disk is full' : link);
    const now = { keys: this.#engine.keys, clockAheadMs: this.#options.clock.aheadMs() };
    const counts = { ...this.#telling.counts, ...this.#linkCounts, ...this.#engine.counts, ...now };
    const at = { openAlerts: this.#committed.open, pending: this.#journal.pending, counts };
    return reason === undefined ? { ready: true, ...at } : { ready: false, reason, ...at };
  }

  /** Restart is replay: the same inputs through the same line. What the journal already tells is not told again. */
  #replay(): Replayed {
    const began = this.#options.clock.now();
    for (const arrival of this.#journal.inputs()) {
      this.#telling.show(this.#line.hear(arrival));
      this.#options.clock.notBefore(arrival.receivedAt);
    }
    const news = this.#alerts.reconcile(this.#journal, this.#options.clock.now());
    this.#committed.begin(this.#alerts.all(), this.#alerts.seq);
    if (news.length > 0) this.#journal.write({ transitions: news, quarantined: [] }, () => {});
    const { events } = this.#telling.counts;
    return { events, open: this.#committed.open, new: news.length, ms: this.#options.clock.now() - began };
  }

  async #openHttp(): Promise<number> {
    const { host, httpPort, pageFolder, clock, onRequestFault } = this.#options;
    const http = createServer(makeApp(routesOver(this.reading()), pageFolder, onRequestFault));
    this.#http = http;
    const port = await listening(http, httpPort, host);
    this.#telling.gate = new SocketGate(http, clock, this.#view, {
      epoch: this.#journal.id,
      seq: () => this.#committed.seq,
      open: () => this.#committed.all(),
      after: (seq, limit) => this.#journal.transitionsAfter(seq, limit),
    });
    return port;
  }

  async #openBroker(): Promise<number | undefined> {
    const { brokerUrl, host, mqttPort, clock } = this.#options;
    const counted = (what: 'foreign' | 'linkErrors') => () => {
      this.#linkCounts[what] += 1;
    };
    const intake: Intake = {
      hubId: this.#journal.id,
      hear: (heard, payload, durable) => this.#commit({ ...heard, payload, receivedAt: clock.now() }, durable),
      belongs: (site, agent) => this.#registry.belongs(site, agent),
      room: () => this.#journal.room(),
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
    return broker.listen(mqttPort, host).catch((error) => Promise.reject(taken(error, mqttPort)));
  }

  #link(up: boolean): void {
    this.#linked = up;
    if (up) this.#telling.retainOpen();
  }

  #tick(): void {
    const receivedAt = this.#options.clock.now();
    if (this.#engine.isDue(receivedAt)) this.#commit({ kind: 'clock', receivedAt });
  }

  #commit(input: Arrival, durable: () => void = () => {}): void {
    const settled = this.#line.hear(input);
    const quarantined: Quarantined[] = settled.refusals.map((refusal) => {
      this.#quarantined += 1;
      return { ...refusal, id: this.#quarantined };
    });
    this.#journal.write({ input, transitions: settled.transitions, quarantined }, () => {
      durable();
      this.#telling.tell(settled, quarantined);
    });
  }
}

async function listening(http: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error) => reject(taken(error, port)));
    http.listen(port, host, () => resolve());
  });
  const address = http.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function taken(error: unknown, port: number): unknown {
  const { code } = error as { code?: string };
  return code === 'EADDRINUSE'
    ? new StartError(`port ${port} is in use; choose another with --port or --mqtt-port`)
    : error;
}
