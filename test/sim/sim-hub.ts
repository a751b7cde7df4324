// The simulated hub: the real core over the real journal, with a disk, a clock and a broker that are handed in. It can be killed.

import type { HubState } from '../../hub/contracts/hub-state.ts';
import { hubTopic, readAlertTopic, readTopic } from '../../hub/contracts/topics.ts';
import { Core } from '../../hub/core.ts';
import type { Settled } from '../../hub/flow.ts';
import { Journal } from '../../hub/journal/journal.ts';
import type { PortPlan } from '../../hub/registry/port-plan.ts';
import type { KeyState } from '../../hub/rules/key-state.ts';
import type { Agenda, Life } from './agenda.ts';
import type { Broker } from './broker.ts';
import type { Chance } from './chance.ts';
import { hubClock, type Wall } from './clocks.ts';
import { Disk, type Liar } from './disk.ts';
import type { Promises } from './promises.ts';

export interface HubParts {
  readonly agenda: Agenda;
  readonly broker: Broker;
  readonly chance: Chance;
  readonly wall: Wall;
  readonly folder: string;
  readonly plan: PortPlan;
  readonly promises: Promises;
  /** Faults put in, to see that they are found. */
  readonly liar?: Liar;
}

/** What it decides is looked at before anything of it is on disk. */
class WatchedCore extends Core {
  onDecided: (settled: Settled) => void = () => {};

  override commit(...heard: Parameters<Core['commit']>): Settled {
    const settled = super.commit(...heard);
    this.onDecided(settled);
    return settled;
  }
}

interface Running {
  readonly life: Life;
  readonly journal: Journal<KeyState>;
  readonly core: Core;
  readonly disk: Disk;
}

export class SimHub {
  readonly #parts: HubParts;
  #running: Running | undefined;
  #opening = false;
  /** It hears nothing more, and waits for what it heard. */
  #stopping = false;
  /** It closes its files by itself. */
  #closing = false;
  /** Connections to an external broker in this life. */
  #links = 0;

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  get core(): Core | undefined {
    return this.#running?.core;
  }

  get isListening(): boolean {
    const { broker } = this.#parts;
    if (this.#running === undefined || this.#opening || this.#stopping || !broker.isLinked) return false;
    return !this.#running.life.isAsleep;
  }

  start(): void {
    if (this.#running !== undefined) return;
    const { agenda, chance, wall, folder, plan, promises, liar } = this.#parts;
    const life = agenda.life();
    const disk = new Disk(life, chance, promises, liar);
    const journal = new Journal<KeyState>(folder, { reset: false }, { onFull() {}, onFault() {} }, disk.writerOf);
    const core = new WatchedCore(journal, {
      plan,
      clock: hubClock(wall, life, chance),
      later: (run) => void life.after(0, run),
      newKey: () => chance.hex(64),
      page: () => '',
    });
    core.onDecided = (settled) => promises.decided(settled);
    this.#running = { life, journal, core, disk };
    this.#opening = true;
    this.#open(core, life).catch(agenda.failed);
  }

  /** As hub.ts opens its doors. */
  async #open(core: Core, life: Life): Promise<void> {
    const { broker, promises } = this.#parts;
    const replayed = await core.resume();
    promises.resumed(replayed, core);
    await core.listen();
    if (life.isOver) return;
    core.telling.gate = promises.observer(core);
    core.telling.broker = {
      publish: (topic, payload, retain) => broker.publish(topic, payload, retain),
      close: async () => {},
    };
    this.#links = 0;
    this.#link(core, life);
    core.run();
    this.#opening = false;
  }

  /** The embedded broker is there once; a connection to an external one may come again. */
  #link(core: Core, life: Life): void {
    const { broker } = this.#parts;
    const will = { topic: hubTopic, payload: this.#state(core, false) };
    broker.attach(
      life,
      (topic, payload, retained, durable) => this.#hear(core, { topic, payload, retained }, durable),
      will,
    );
    this.#links += 1;
    core.telling.tellAnew();
    broker.publish(hubTopic, this.#state(core, true));
  }

  #state(core: Core, online: boolean): string {
    const state: HubState = { online, hub: core.journal.id, life: core.life };
    return JSON.stringify(online ? { ...state, link: this.#links } : state);
  }

  /** Its connection to an external broker breaks, and comes again. */
  unlink(ms: number): void {
    const { broker } = this.#parts;
    if (this.#running === undefined || this.#opening || this.#stopping || broker.ways.embedded || !broker.isLinked)
      return;
    const { core, life } = this.#running;
    broker.detach();
    life.after(ms, () => {
      if (!this.#stopping && !broker.isLinked) this.#link(core, life);
    });
  }

  /** As the brokers' own files hear. */
  #hear(core: Core, said: { topic: string; payload: string; retained: boolean }, durable: () => void): void {
    if (this.#stopping) return;
    const heard = readTopic(said.topic);
    if (said.topic === hubTopic) this.#own(core, said.payload);
    else if (heard === undefined) this.#takeBack(core, said);
    // What the broker retained was said at some time: of an agent we know it is no news.
    if (heard === undefined || (said.retained && core.registry.belongs(heard.site, heard.agent))) return;
    core.hear({ ...heard, payload: Buffer.from(said.payload) }, durable);
  }

  #own(core: Core, payload: string): void {
    if (payload === this.#state(core, false)) this.#parts.broker.publish(hubTopic, this.#state(core, true));
  }

  /** Left there by an earlier life that ended before it could take it back. */
  #takeBack(core: Core, { topic, payload, retained }: { topic: string; payload: string; retained: boolean }): void {
    const alert = readAlertTopic(topic);
    if (alert === undefined || !retained || payload === '') return;
    if (core.book.get(alert)?.condition !== 'active') this.#parts.broker.publish(topic, '');
  }

  full(isFull: boolean): void {
    this.#running?.disk.full(isFull);
  }

  /** The process stands still: a machine that swaps, or was suspended. */
  sleep(ms: number): void {
    this.#running?.life.sleep(ms);
  }

  /** At this very moment: whatever was under way is gone. */
  kill(): void {
    const running = this.#running;
    if (running === undefined) return;
    const { life, journal, core, disk } = running;
    this.#running = undefined;
    this.#opening = false;
    this.#stopping = false;
    life.end();
    core.telling.broker = undefined;
    core.telling.gate = undefined;
    this.#parts.broker.detach();
    this.#parts.promises.hubGone();
    disk.kill();
    if (!this.#closing) journal.close().catch(this.#parts.agenda.failed);
    this.#closing = false;
  }

  /** It is asked to stop, and does when all is on disk: as hub.ts does. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined || this.#opening || this.#stopping) return;
    const { broker, promises } = this.#parts;
    const { life, core } = running;
    this.#stopping = true;
    core.rest();
    promises.hubGone();
    await core.drained();
    if (life.isOver) return;
    broker.publish(hubTopic, this.#state(core, false));
    broker.detach();
    this.#closing = true;
    await core.close();
    if (life.isOver) return;
    life.end();
    this.#running = undefined;
    this.#stopping = false;
    this.#closing = false;
  }
}
