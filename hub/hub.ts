// Makes every part and ties them. Decide in memory, commit, then tell.
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { AlertBook } from './alerts/alert-book.ts';
import { CommittedBook } from './alerts/committed-book.ts';
import { makeApp } from './api/app.ts';
import { type Reading, routesOver, type Status } from './api/routes.ts';
import type { Clock } from './clock.ts';
import type { Reject } from './contracts/ack.ts';
import { ackTopic, alertTopic, type Heard } from './contracts/topics.ts';
import { StartError } from './errors.ts';
import type { Arrival, Transition } from './flow.ts';
import { Acks } from './ingest/ack.ts';
import { EmbeddedBroker } from './ingest/embedded-broker.ts';
import { ExternalBroker } from './ingest/external-broker.ts';
import type { Broker, Intake } from './ingest/intake.ts';
import { Journal } from './journal/journal.ts';
import { Line, type Settled } from './line.ts';
import { LiveView } from './push/live-view.ts';
import { SocketGate } from './push/socket-gate.ts';
import type { PortPlan } from './registry/port-plan.ts';
import { Registry } from './registry/registry.ts';
import { FoldEngine } from './rules/fold-engine.ts';
import { rulebook } from './rules/rulebook.ts';

export interface HubOptions {
  readonly plan: PortPlan;
  readonly dataFolder: string;
  readonly host: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  /** An external broker instead of the embedded one. */
  readonly brokerUrl?: string | undefined;
  readonly pageFolder?: string | undefined;
  readonly clock: Clock;
  /** A fault after which nothing may be promised: the process must end. */
  readonly onFault: (says: string) => void;
}

export interface Replayed {
  readonly inputs: number;
  readonly events: number;
  readonly open: number;
  readonly new: number;
  readonly ms: number;
}

const tickMs = 250;

export class Hub {
  readonly #options: HubOptions;
  readonly #line: Line;
  readonly #journal: Journal;
  readonly #view: LiveView;
  readonly #book = new CommittedBook();
  readonly #acks = new Acks();
  readonly #counts = { arrivals: 0, events: 0, duplicates: 0, refused: 0, foreign: 0, linkErrors: 0, transitions: 0 };
  #http: Server | undefined;
  #gate: SocketGate | undefined;
  #broker: Broker | undefined;
  #stopTicking: (() => void) | undefined;
  #quarantined: number;
  #notReady: string | undefined = 'starting';

  constructor(options: HubOptions) {
    this.#options = options;
    const registry = new Registry(options.plan);
    const world = { fence: (id: string) => registry.fence(id), graceMs: options.plan.rules.agentGraceSeconds * 1000 };
    const kinds = new Map(rulebook.map((rule) => [rule.id, rule]));
    const kindOf = (rule: string) => kinds.get(rule) ?? { mergeGapMs: 0, integrity: true };
    const engine = new FoldEngine(rulebook, registry.fences, world);
    this.#line = new Line(registry, engine, new AlertBook(kindOf));
    this.#journal = new Journal(options.dataFolder, {
      onFull: (full) => (this.#notReady = full ? 'the disk is full' : undefined),
      onFault: options.onFault,
    });
    this.#quarantined = this.#journal.lastQuarantine();
    this.#view = new LiveView(randomBytes(8).toString('hex'), engine);
  }

  /** Replays the journal, then opens the doors. @throws StartError when a port is taken */
  async start(): Promise<{ replayed: Replayed; httpPort: number; mqttPort: number | undefined }> {
    const replayed = this.#replay();
    const httpPort = await this.#openHttp();
    this.#commit({ kind: 'listening', receivedAt: this.#options.clock.now() });
    const mqttPort = await this.#openBroker();
    this.#stopTicking = this.#options.clock.every(tickMs, () => this.#tick());
    this.#notReady = undefined;
    return { replayed, httpPort, mqttPort };
  }

  /** Closes the doors, waits until everything heard is on disk, then ends. */
  async stop(): Promise<void> {
    this.#notReady = 'stopping';
    this.#stopTicking?.();
    await this.#broker?.close();
    await this.#gate?.close();
    await new Promise<void>((resolve) => (this.#http ? this.#http.close(() => resolve()) : resolve()));
    await this.#journal.close();
  }

  reading(): Reading {
    const { plan } = this.#options;
    const { id, name, timeZone, note } = plan;
    return {
      port: () => ({ id, name, timeZone, note, fences: [...plan.fences] }),
      alerts: () => this.#book.all(),
      alert: (alert) => this.#book.get(alert),
      assets: () => this.#view.assets(),
      agents: () => this.#view.agents(),
      quarantine: (limit) => this.#journal.quarantine(limit),
      status: () => this.#status(),
    };
  }

  #status(): Status {
    const counts = { ...this.#counts, ...this.#line.engine.counts, keys: this.#line.engine.keys };
    const at = { openAlerts: this.#book.open, pending: this.#journal.pending, counts };
    return this.#notReady === undefined ? { ready: true, ...at } : { ready: false, reason: this.#notReady, ...at };
  }

  /** Restart is replay: the same inputs through the same line. What the journal already tells is not told again. */
  #replay(): Replayed {
    const began = this.#options.clock.now();
    const known = this.#journal.lastTransition();
    const unheard: Transition[] = [];
    let [inputs, events] = [0, 0];
    for (const arrival of this.#journal.inputs()) {
      const settled = this.#line.hear(arrival);
      inputs += 1;
      events += settled.keyed.length;
      unheard.push(...settled.transitions.filter(({ seq }) => seq > known));
      this.#show(settled);
    }
    const receivedAt = this.#options.clock.now();
    const input: Arrival = { kind: 'clock', receivedAt };
    if (unheard.length > 0) this.#journal.write({ input, transitions: unheard, quarantined: [] }, () => {});
    return { inputs, events, open: this.#book.open, new: unheard.length, ms: receivedAt - began };
  }

  async #openHttp(): Promise<number> {
    const { host, httpPort, pageFolder, clock } = this.#options;
    const http = createServer(makeApp(routesOver(this.reading()), pageFolder));
    this.#http = http;
    const port = await listening(http, httpPort, host);
    this.#gate = new SocketGate(http, clock, this.#view, {
      epoch: this.#journal.id,
      seq: () => this.#book.seq,
      open: () => this.#book.all(),
      after: (seq, limit) => this.#journal.transitionsAfter(seq, limit),
    });
    return port;
  }

  async #openBroker(): Promise<number | undefined> {
    const { brokerUrl, host, mqttPort } = this.#options;
    const intake: Intake = {
      hubId: this.#journal.id,
      hear: (heard, payload, durable) => this.#hear(heard, payload, durable),
      foreign: () => (this.#counts.foreign += 1),
      linkError: () => (this.#counts.linkErrors += 1),
    };
    if (brokerUrl !== undefined) {
      this.#broker = new ExternalBroker(brokerUrl, intake);
      return undefined;
    }
    const broker = await EmbeddedBroker.open(intake);
    this.#broker = broker;
    return broker.listen(mqttPort, host).catch((error) => Promise.reject(taken(error, mqttPort)));
  }

  #hear(heard: Heard, payload: Buffer, durable: () => void): void {
    this.#commit({ ...heard, payload, receivedAt: this.#options.clock.now() }, durable);
  }

  #tick(): void {
    const receivedAt = this.#options.clock.now();
    if (this.#line.engine.isDue(receivedAt)) this.#commit({ kind: 'clock', receivedAt });
  }

  #commit(arrival: Arrival, durable: () => void = () => {}): void {
    const settled = this.#line.hear(arrival);
    const quarantined = settled.refusals.map((refusal) => ({ ...refusal, id: this.#nextQuarantine() }));
    this.#journal.write({ input: arrival, transitions: settled.transitions, quarantined }, () => {
      durable();
      this.#tell(settled, quarantined);
    });
  }

  #nextQuarantine(): number {
    this.#quarantined += 1;
    return this.#quarantined;
  }

  #tell(settled: Settled, quarantined: readonly { id: number; code: string; seq?: number }[]): void {
    this.#show(settled);
    this.#gate?.tell(settled.transitions);
    for (const { alert } of settled.transitions) {
      const payload = alert.condition === 'active' ? JSON.stringify(alert) : '';
      this.#broker?.publish(alertTopic(alert.site, alert.id), payload);
    }
    this.#ack(settled, quarantined);
  }

  #ack({ arrival, batch, durable }: Settled, quarantined: readonly { id: number; code: string; seq?: number }[]): void {
    if (arrival.kind !== 'up') return;
    const { site, agent, class: cls } = arrival;
    const epoch = batch?.epoch ?? this.#acks.epochOf(agent);
    if (epoch === undefined) return;
    const rejects: Reject[] = quarantined.map(({ id, code, seq }) => ({
      code,
      class: cls,
      quarantine: id,
      ...(seq && { seq }),
    }));
    const ack = this.#acks.settle(agent, epoch, cls, durable, rejects, this.#options.clock.now());
    this.#broker?.publish(ackTopic(site, agent), JSON.stringify(ack));
  }

  /** Brings the map and the counters up to what is committed. */
  #show({ arrival, batch, state, keyed, refusals, transitions }: Settled): void {
    this.#counts.arrivals += 1;
    this.#counts.refused += refusals.length;
    this.#counts.transitions += transitions.length;
    this.#book.apply(transitions);
    for (const one of keyed) this.#view.saw(one);
    if (arrival.kind !== 'up' && arrival.kind !== 'state') return;
    const { site, agent, receivedAt } = arrival;
    const feed = this.#line.registry.feedOf(agent);
    if (state !== undefined) {
      const { online, finished = false } = state;
      this.#view.heard(agent, { site, feed, online, finished, ...(online && { heardAt: receivedAt }) });
    } else {
      this.#view.heard(agent, { site, feed, heardAt: receivedAt });
    }
    const events = arrival.kind === 'up' ? keyed.length : 0;
    this.#counts.events += events;
    if (batch !== undefined) this.#counts.duplicates += batch.last - batch.first + 1 - events - refusals.length;
    this.#view.counted(agent, events, refusals.length, refusals.at(-1)?.code);
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
