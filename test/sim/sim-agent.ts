// One agent of the simulated port: the real spool, uplink and runtime; it can be killed, come back, and find its disk gone.
import { existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Observed } from '../../edge-agents/adapter.ts';
import { Agent } from '../../edge-agents/agent.ts';
import { reserveBytes } from '../../edge-agents/spool-file.ts';
import type { SpoolLimits } from '../../edge-agents/spool-limits.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import { eventClasses } from '../../hub/contracts/ids.ts';
import type { Agenda, Life } from './agenda.ts';
import type { Broker } from './broker.ts';
import type { Chance } from './chance.ts';
import type { Client } from './client.ts';
import { agentClock, type Wall } from './clocks.ts';
import { type KeptOf, streamOf, WatchedSpool } from './watched-spool.ts';

export interface Place {
  readonly agent: string;
  readonly site: string;
}

/** What surrounds it. */
export interface Surroundings {
  readonly agenda: Agenda;
  readonly broker: Broker;
  readonly chance: Chance;
  readonly folder: string;
  readonly kept: KeptOf;
  readonly limits: SpoolLimits;
  /** Its devices have clocks of their own: what is known of this machine's says nothing of theirs. */
  readonly foreignTime: boolean;
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
  readonly #at: Surroundings;
  readonly #path: string;
  #running: Running | undefined;

  constructor(place: Place, wall: Wall, at: Surroundings) {
    this.place = place;
    this.wall = wall;
    this.#at = at;
    this.#path = join(at.folder, `${place.agent}.sqlite`);
  }

  get isUp(): boolean {
    return this.#running !== undefined;
  }

  /** Records the hub has not acked, as far as it knows. */
  get pending(): number {
    return this.#running?.spool.pending ?? 0;
  }

  get isAsleep(): boolean {
    return this.#running?.life.isAsleep === true;
  }

  /** Of the spool it has now, with how much each was given. */
  get streams(): { stream: string; count: number }[] {
    const spool = this.#running?.spool;
    if (spool === undefined) return [];
    return eventClasses.map((cls) => {
      return { stream: streamOf(this.place.agent, spool.epoch, cls), count: spool.lastOf(cls) };
    });
  }

  start(): void {
    if (this.#running !== undefined) return;
    const { agenda, broker, chance, kept, limits, foreignTime } = this.#at;
    const life = agenda.life();
    this.#setAside();
    const clock = agentClock(this.wall, life);
    const bounds = { limits, now: () => clock.now(), newEpoch: () => chance.hex(16) };
    const spool = new WatchedSpool(this.#path, this.place.agent, kept, bounds);
    let client: Client | undefined;
    const dial: ConstructorParameters<typeof Uplink>[1]['dial'] = (will, events) => {
      const link = broker.dial(this.place.agent, life)(will, events);
      client = link as Client;
      return link;
    };
    const told = { feed: 'live' as const, sw: 'sim', lagMs: 0, onLink() {}, onReject() {} };
    const uplink = new Uplink(spool, { ...this.place, ...told, dial, clock });
    let emit: (observed: Observed) => void | Promise<void> = () => {};
    const adapter = {
      lagMs: 0,
      foreignTime,
      start: async (to: typeof emit) => {
        emit = to;
      },
      stop: async () => {},
      ended: new Promise<void>(() => {}),
      counts: () => ({}),
    };
    const agent = new Agent(adapter, spool, uplink, clock, { onRefuse: unexpected, onDisk: unexpected });
    void agent.run();
    this.#running = { life, spool, agent, client: client as unknown as Client, emit: (one) => void emit(one) };
  }

  observe(observed: Observed): void {
    if (this.#running?.life.isAsleep === false) this.#running.emit(observed);
  }

  /** Its machine is paused. */
  pause(ms: number): void {
    this.#running?.life.sleep(ms);
    this.wall.pauses(ms);
  }

  /** A file of holes: what the spool sets aside for a full disk is no room of this machine's. */
  #setAside(): void {
    const reserve = `${this.#path}-reserve`;
    if (existsSync(reserve)) return;
    writeFileSync(reserve, '');
    truncateSync(reserve, reserveBytes);
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

/** A disk in trouble and an observation too long are none of this port's faults. */
function unexpected(says: string): never {
  throw new Error(says);
}
