// One agent of the simulated port: the real spool, uplink and runtime; it can be killed, come back, and find its disk gone.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Observed } from '../../edge-agents/adapter.ts';
import { Agent } from '../../edge-agents/agent.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import type { Agenda, Life } from './agenda.ts';
import type { Broker } from './broker.ts';
import type { Chance } from './chance.ts';
import type { Client } from './client.ts';
import { agentClock, type Wall } from './clocks.ts';
import { type KeptOf, WatchedSpool } from './watched-spool.ts';

export interface Place {
  readonly agent: string;
  readonly site: string;
}

interface Running {
  readonly life: Life;
  readonly spool: WatchedSpool;
  readonly agent: Agent;
  readonly client: Client;
  readonly emit: (observed: Observed) => void;
}

export class SimAgent {
  readonly place: Place;
  readonly wall: Wall;
  readonly #agenda: Agenda;
  readonly #broker: Broker;
  readonly #chance: Chance;
  readonly #path: string;
  readonly #kept: KeptOf;
  #running: Running | undefined;

  constructor(
    place: Place,
    wall: Wall,
    at: { agenda: Agenda; broker: Broker; chance: Chance; folder: string; kept: KeptOf },
  ) {
    this.place = place;
    this.wall = wall;
    this.#agenda = at.agenda;
    this.#broker = at.broker;
    this.#chance = at.chance;
    this.#path = join(at.folder, `${place.agent}.sqlite`);
    this.#kept = at.kept;
  }

  get isUp(): boolean {
    return this.#running !== undefined;
  }

  /** Records the hub has not acked, as far as it knows. */
  get pending(): number {
    return this.#running?.spool.pending ?? 0;
  }

  start(): void {
    if (this.#running !== undefined) return;
    const life = this.#agenda.life();
    const clock = agentClock(this.wall, life);
    const spool = new WatchedSpool(this.#path, this.place.agent, this.#kept, () => this.#chance.hex(16));
    let client: Client | undefined;
    const dial: ConstructorParameters<typeof Uplink>[1]['dial'] = (will, events) => {
      const link = this.#broker.dial(this.place.agent, life)(will, events);
      client = link as Client;
      return link;
    };
    const told = { feed: 'live' as const, sw: 'sim', lagMs: 0, onLink() {}, onReject() {} };
    const uplink = new Uplink(spool, { ...this.place, ...told, dial, clock });
    let emit: (observed: Observed) => void | Promise<void> = () => {};
    const adapter = {
      lagMs: 0,
      start: async (to: typeof emit) => {
        emit = to;
      },
      stop: async () => {},
      ended: new Promise<void>(() => {}),
      counts: () => ({}),
    };
    const agent = new Agent(adapter, spool, uplink, clock, () => {});
    void agent.run();
    this.#running = { life, spool, agent, client: client as unknown as Client, emit: (one) => void emit(one) };
  }

  observe(observed: Observed): void {
    this.#running?.emit(observed);
  }

  /** What it had not put into its spool is nobody's; the spool is as it was. */
  kill(): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    running.client.killed();
    running.life.end();
    running.spool.close();
  }

  /** Its machine gets a new disk: another epoch, and what the hub did not have is lost for good. */
  loseDisk(): void {
    this.kill();
    for (const part of ['', '-wal', '-shm']) rmSync(this.#path + part, { force: true });
  }
}
