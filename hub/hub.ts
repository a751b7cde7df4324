// Ties the core to its doors: web, broker, cameras. Opens them when the past is known, closes them before it ends.
import { Cctv } from './cctv/cctv.ts';
import type { Clock } from './clock.ts';
import { urlHost } from './contracts/loopback.ts';
import { Core } from './core.ts';
import { heartOver } from './followers.ts';
import { Credentials, noAgents } from './identity/credentials.ts';
import { type Door, doorOver } from './identity/door.ts';
import type { People } from './identity/people.ts';
import { Refusals, type Refused } from './identity/refusals.ts';
import { SignOn } from './identity/sign-on.ts';
import type { SignOnFile } from './identity/sign-on-file.ts';
import { EmbeddedBroker } from './ingest/embedded-broker.ts';
import { ExternalBroker } from './ingest/external-broker.ts';
import type { Intake } from './ingest/intake.ts';
import { MqttDoor } from './ingest/mqtt-door.ts';
import { DiskWatch } from './journal/disk-watch.ts';
import { Journal } from './journal/journal.ts';
import { bytesInUse, MemoryWatch } from './memory.ts';
import type { Read } from './reading.ts';
import { Draughtsman } from './registry/draughtsman.ts';
import { intoPlan, type PortPlan } from './registry/port-plan.ts';
import type { Replayed } from './restart.ts';
import type { Keep } from './retention.ts';
import type { Heartbeats } from './routing/heartbeats.ts';
import type { Routing } from './routing/route-file.ts';
import type { KeyState } from './rules/key-state.ts';
import { newKey } from './trust/lottery.ts';
import { TrustView } from './trust/trust-view.ts';
import { portTaken, Web } from './web.ts';

/** How often old pictures are looked through. */
const forgetMs = 3_600_000;

export interface HubOptions {
  readonly plan: PortPlan;
  /** Who is told of which alerts; without it nobody is. */
  readonly routing?: Routing | undefined;
  /** Who may come in; without them the hub is open to its own machine. */
  readonly people?: People | undefined;
  /** Where people of an organisation sign on besides, and by which secret; only where people are named at all. */
  readonly signOn?: { readonly file: SignOnFile; readonly secret: string } | undefined;
  /** An InfluxDB and its database. */
  readonly influxUrl?: string | undefined;
  /** Which agents and readers may come in, and by which key; without them whoever is on this machine, and there is no CCTV. */
  readonly credentials?: Credentials | undefined;
  readonly dataFolder: string;
  /** Bytes of memory near which agents are asked to hold back. */
  readonly memoryBytes?: number;
  /** How long it remembers. */
  readonly keep?: Keep | undefined;
  /** Empties the data folder of what a hub keeps there, once it is known that no other hub is using it. */
  readonly reset: boolean;
  readonly host: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  /** An external broker instead of the embedded one. */
  readonly brokerUrl?: string | undefined;
  /** The hub's key there. */
  readonly brokerKey?: string | undefined;
  readonly pageFolder?: string | undefined;
  readonly clock: Clock;
  /** A fault after which nothing may be promised: the process must end. */
  readonly onFault: (says: string) => void;
  /** A fault of our own that cost one request and nothing else. */
  readonly onRequestFault: (error: unknown) => void;
}

/** How often the hub looks whether something else is to be said of it. */
const heartMs = 250;

export class Hub {
  readonly #options: HubOptions;
  readonly #core: Core;
  readonly #door: Door;
  readonly #credentials: Credentials;
  readonly #refusals: Refusals;
  readonly #cctv: Cctv;
  readonly #disk: DiskWatch;
  readonly #memory: MemoryWatch;
  readonly #draughtsman: Draughtsman;
  readonly #heart: Heartbeats | undefined;
  readonly #linkCounts = { foreign: 0, linkErrors: 0, denied: 0 };
  #web: Web | undefined;
  #page = '';
  #notReady: string | undefined = 'starting';
  #diskFull = false;
  /** Why it is not linked; undefined while it is. */
  #unlinked: string | undefined = 'the broker cannot be reached';
  #stopBeating: () => void = () => {};
  #stopForgetting: () => void = () => {};

  /** @throws StartError when another hub uses the data folder, or a newer one wrote it */
  constructor(options: HubOptions) {
    this.#options = options;
    const onFull = (full: boolean): void => {
      this.#diskFull = full;
    };
    const { reset, onFault, dataFolder, people, signOn, clock, plan } = options;
    const journal = new Journal<KeyState>(dataFolder, { reset }, { onFull, onFault });
    const core = new Core(journal, {
      ...options,
      isCramped: () => this.#memory.isNear,
      later: setImmediate,
      newKey,
      page: () => this.#page,
    });
    this.#core = core;
    this.#memory = new MemoryWatch(options.memoryBytes ?? Infinity, bytesInUse);
    this.#draughtsman = new Draughtsman(intoPlan(plan), clock);
    this.#disk = new DiskWatch(journal, () => clock.steady());
    const beaten = { port: plan.id, alertSeq: () => core.book.seq, trouble: () => this.#trouble() };
    this.#heart = heartOver({ journal, clock }, options.routing, beaten);
    const now = (): number => clock.now();
    this.#refusals = new Refusals((audited) => journal.write({ audited }), clock);
    const refused = (one: Refused): void => this.#refusals.note(one);
    const comers = { people, signOn: signOn && new SignOn(signOn.file, signOn.secret, now), refused };
    this.#door = doorOver(journal, comers, now);
    const alert = (id: string) => core.book.get(id) ?? journal.alert(id);
    this.#credentials = options.credentials ?? new Credentials(noAgents, true);
    this.#cctv = new Cctv({
      ...options,
      credentials: this.#credentials,
      port: plan,
      commit: (input) => void core.commit(input),
      alert,
    });
  }

  /** Replays the journal, then opens the doors. @throws StartError when a port is taken */
  async start(): Promise<{ replayed: Replayed; httpPort: number; mqttPort: number | undefined }> {
    const { clock } = this.#options;
    this.#stopBeating = clock.every(heartMs, () => {
      this.#disk.look();
      this.#memory.look();
      this.#heart?.step();
    });
    const replayed = await this.#core.resume();
    this.#memory.look();
    const httpPort = await this.#openWeb();
    await this.#core.listen();
    const mqttPort = await this.#openBroker();
    this.#core.run();
    this.#stopForgetting = this.#forgetPictures();
    this.#notReady = undefined;
    return { replayed, httpPort, mqttPort };
  }

  /**
   * Hears nothing more, waits until what was heard is on disk and its acks are told, closes the doors, and ends. Over a disk
   * that is full it never resolves; what is not on disk was not acked, and whoever said it has it still.
   */
  async stop(): Promise<void> {
    this.#notReady = 'stopping';
    this.#core.rest();
    this.#stopForgetting();
    this.#stopBeating();
    await this.#heart?.stop();
    await this.#core.drained();
    await this.#draughtsman.close();
    await this.#core.telling.broker?.close();
    await this.#web?.close();
    this.#refusals.close();
    await this.#core.close();
  }

  /** Other people from now on: who is gone or has become another is out at once, sockets and video too. */
  heed(people: People): void {
    // Known in memory at once; that it is on disk nobody waits for: who they were is not who is named any more.
    void this.#door.heed(people);
    this.#web?.recheck();
  }

  /** The file of agents has been read again, and holds: who came and went by it is to be answered for. */
  credentialsChanged(detail: string): void {
    const at = this.#options.clock.now();
    const audited = [{ at, who: 'hub', what: 'credentials', outcome: 'changed', detail }];
    this.#core.journal.write({ audited });
  }

  /** An alert that went has left its pictures behind. */
  #forgetPictures(): () => void {
    const { clock } = this.#options;
    const { journal, retention } = this.#core;
    const bears = (sha256: string): boolean => journal.bears(sha256);
    return clock.every(forgetMs, () => {
      // A folder that cannot be read now is read the next time.
      void this.#cctv.forget(retention.alertsBefore, bears).catch(() => {});
    });
  }

  #read(): Read {
    const { plan, clock } = this.#options;
    const { book, view, telling, desk, deeds, quarantine, journal, engine, history, outbox } = this.#core;
    const { registry, retention, measures } = this.#core;
    const trust = new TrustView({ store: journal.trust, registry, now: () => clock.now() });
    return {
      ...{ plan, clock, trust, book, view, telling, desk, deeds, quarantine, journal, engine, history, outbox },
      ...{ registry, retention, measures },
      linkCounts: this.#linkCounts,
      heart: this.#heart,
      memory: this.#memory,
      draughtsman: this.#draughtsman,
      durableAt: () => this.#core.durableAt,
      trouble: () => this.#trouble(),
    };
  }

  /** Why the hub is not ready, in a sentence. */
  #trouble(): string | undefined {
    const stuck = this.#disk.isStuck ? 'the disk does not answer' : undefined;
    return this.#notReady ?? (this.#diskFull ? 'the disk is full' : (stuck ?? this.#unlinked));
  }

  async #openWeb(): Promise<number> {
    const { host, httpPort, pageFolder, onRequestFault } = this.#options;
    const { telling, book } = this.#core;
    const web = new Web({ read: this.#read(), door: this.#door, cctv: this.#cctv, pageFolder, onRequestFault });
    this.#web = web;
    const port = await web.listen(httpPort, host);
    this.#page = `http://${urlHost(host)}:${port}`;
    telling.gate = web.gate;
    telling.cctv = this.#cctv;
    this.#cctv.resume(book.openOnes());
    return port;
  }

  async #openBroker(): Promise<number | undefined> {
    const { brokerUrl, brokerKey, host, mqttPort } = this.#options;
    const { telling } = this.#core;
    if (brokerUrl !== undefined) {
      telling.broker = new ExternalBroker(brokerUrl, this.#intake(), brokerKey);
      return undefined;
    }
    const broker = await EmbeddedBroker.open(this.#intake(), this.#mqttDoor());
    telling.broker = broker;
    return broker.listen(mqttPort, host).catch((error) => Promise.reject(portTaken(error, mqttPort)));
  }

  #counted(what: 'foreign' | 'linkErrors'): () => void {
    return () => {
      this.#linkCounts[what] += 1;
    };
  }

  #mqttDoor(): MqttDoor {
    const refused = (one: Refused): void => {
      this.#linkCounts.denied += 1;
      this.#refusals.note(one);
    };
    return new MqttDoor({ credentials: this.#credentials, refused });
  }

  #intake(): Intake {
    const { journal, registry, book } = this.#core;
    return {
      hubId: journal.id,
      life: this.#core.life,
      hear: (heard, payload, durable) => {
        // At a stop nothing new begins: it is not acked, and comes again.
        if (this.#notReady !== 'stopping') this.#core.hear({ ...heard, payload }, durable);
      },
      belongs: (site, agent) => registry.belongs(site, agent),
      room: () => this.#core.room(),
      isOpen: (alert) => book.get(alert)?.condition === 'active',
      foreign: this.#counted('foreign'),
      linkError: this.#counted('linkErrors'),
      link: (up, why) => this.#link(up, why),
    };
  }

  #link(up: boolean, why = 'the broker cannot be reached'): void {
    this.#unlinked = up ? undefined : why;
    if (up) this.#core.telling.tellAnew();
  }
}
