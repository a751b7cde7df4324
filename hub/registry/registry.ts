// Who is who and what the port looks like, as of a time: which agent speaks for which site, and the plans one by one.
import type { Feed } from '../contracts/ids.ts';
import { isFact } from '../contracts/observation.ts';
import type { DecodedState, Slept } from '../flow.ts';
import type { World } from '../world.ts';
import { Parties } from './parties.ts';
import type { Party, PortPlan } from './port-plan.ts';
import { worldOf } from './world.ts';

/** Agents that may enrol themselves; beyond it, new ones are refused. */
const agentsMax = 10_000;

/** `epoch` and `connection` of the birth heard last. */
export interface Known {
  readonly site: string;
  readonly feed: Feed;
  readonly epoch?: string;
  readonly connection?: number;
}

export interface RegistryMemory {
  readonly plans: readonly { readonly plan: PortPlan; readonly from: number }[];
  readonly agents: Map<string, Known>;
  readonly slept: Slept | undefined;
}

export class Registry {
  #plan: PortPlan | undefined;
  /** Oldest first. A plan judges what happens from its own moment on; the first one also what happened before. */
  #worlds: World[] = [];
  #plans: { plan: PortPlan; from: number }[] = [];
  #agents = new Map<string, Known>();
  #sites: ReadonlySet<string> = new Set();
  /** Whose word each agent's is. */
  #voices: ReadonlyMap<string, Party> = new Map();
  /** When the hub slept last. */
  slept: Slept | undefined;
  #parties: { readonly from: number; readonly parties: Parties }[] = [];

  get plan(): PortPlan | undefined {
    return this.#plan;
  }

  /** A plan comes into force at `from`, ms: it changes the future only. Agents it names belong where it says. */
  take(plan: PortPlan, from: number): World {
    const world = worldOf(plan, from, this.#worlds.at(-1));
    this.#plan = plan;
    this.#worlds.push(world);
    this.#plans.push({ plan, from });
    this.#parties.push({ from, parties: new Parties(plan) });
    this.#sites = new Set(plan.sites.map((site) => site.id));
    this.#voices = new Map(plan.agents.map(({ id, party = 'none' }) => [id, party]));
    for (const { id, site } of plan.agents) this.#agents.set(id, { feed: 'live', ...this.#agents.get(id), site });
    for (const [id, { site }] of this.#agents) if (!this.#sites.has(site)) this.#agents.delete(id);
    return world;
  }

  /** All that was ever taken or heard, plain, for a snapshot. */
  memory(): RegistryMemory {
    return { plans: [...this.#plans], agents: new Map(this.#agents), slept: this.slept };
  }

  restore({ plans, agents, slept }: RegistryMemory): void {
    this.slept = slept;
    for (const { plan, from } of plans) this.take(plan, from);
    this.#agents = agents;
  }

  get worlds(): readonly World[] {
    return this.#worlds;
  }

  worldAt(asOf: number): World {
    const world = this.#worlds.findLast(({ from }) => from <= asOf) ?? this.#worlds[0];
    if (world === undefined) throw new Error('no plan has been taken yet');
    return world;
  }

  /** Whom the plan of a moment names; without a plan nobody. */
  partiesAt(asOf: number): Parties | undefined {
    return (this.#parties.findLast(({ from }) => from <= asOf) ?? this.#parties[0])?.parties;
  }

  /** Is this agent known to speak for this site? */
  belongs(site: string, agent: string): boolean {
    return this.#agents.get(agent)?.site === site;
  }

  siteOf(agent: string): string | undefined {
    return this.#agents.get(agent)?.site;
  }

  /** May it? A stranger that says something sound is enrolled at the first site it names, where the plan allows it. */
  admits(site: string, agent: string): boolean {
    if (this.#agents.has(agent)) return this.belongs(site, agent);
    if (!this.#plan?.openEnrolment || !this.#sites.has(site) || this.#agents.size >= agentsMax) return false;
    this.#agents.set(agent, { site, feed: 'live' });
    return true;
  }

  /** An agent said what it feeds; it holds for what it sends from now on. False: a stale word, which changes nothing. */
  heard({ site, agent, feed, online, epoch, connection }: DecodedState): boolean {
    if (isStale(this.#agents.get(agent), { online, epoch, connection })) return false;
    this.#agents.set(agent, { site, feed, epoch, connection });
    return true;
  }

  /** May this agent declare such a fact? Only the party that the plan gives it may; what is no fact anyone may observe. */
  mayIssue(agent: string, type: string): boolean {
    if (!isFact(type)) return true;
    const party = this.#voices.get(agent) ?? 'none';
    return this.#plan?.authority[type]?.includes(party) ?? false;
  }

  feedOf(agent: string): Feed {
    return this.#agents.get(agent)?.feed ?? 'live';
  }
}

/** A will speaks for one connection; after a new birth it is nobody's. A birth is stale only beside a later one. */
function isStale(known: Known | undefined, said: { online: boolean; epoch: string; connection: number }): boolean {
  if (known?.epoch === undefined || known.connection === undefined) return false;
  if (said.epoch !== known.epoch) return !said.online;
  return said.connection < known.connection;
}
