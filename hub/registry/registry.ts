// Who is who and what the port looks like, as of a time: which agent speaks for which site, and the plans one by one.
import { fenceOf } from '../../geo/fence.ts';
import { planeAt } from '../../geo/plane.ts';
import type { Feed } from '../contracts/ids.ts';
import type { DecodedState, FenceFacts, World } from '../flow.ts';
import type { PortPlan } from './port-plan.ts';

/** Agents that may enrol themselves; beyond it, new ones are refused. */
const agentsMax = 10_000;

/** `epoch` and `connection` of the birth heard last. */
interface Known {
  readonly site: string;
  readonly feed: Feed;
  readonly epoch?: string;
  readonly connection?: number;
}

export class Registry {
  #plan: PortPlan | undefined;
  /** Oldest first. A plan judges what happens from its own moment on; the first one also what happened before. */
  #worlds: World[] = [];
  #agents = new Map<string, Known>();
  #sites: ReadonlySet<string> = new Set();

  get plan(): PortPlan | undefined {
    return this.#plan;
  }

  /** A plan comes into force at `from`, ms: it changes the future only. Agents it names belong where it says. */
  take(plan: PortPlan, from: number): World {
    const world = worldOf(plan, from);
    this.#plan = plan;
    this.#worlds.push(world);
    this.#sites = new Set(plan.sites.map((site) => site.id));
    for (const { id, site } of plan.agents) this.#agents.set(id, { feed: 'live', ...this.#agents.get(id), site });
    for (const [id, { site }] of this.#agents) if (!this.#sites.has(site)) this.#agents.delete(id);
    return world;
  }

  get worlds(): readonly World[] {
    return this.#worlds;
  }

  worldAt(asOf: number): World {
    const world = this.#worlds.findLast(({ from }) => from <= asOf) ?? this.#worlds[0];
    if (world === undefined) throw new Error('no plan has been taken yet');
    return world;
  }

  /** Is this agent known to speak for this site? */
  belongs(site: string, agent: string): boolean {
    return this.#agents.get(agent)?.site === site;
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

function worldOf(plan: PortPlan, from: number): World {
  const plane = planeAt(plan.origin.lon, plan.origin.lat);
  const facts = new Map(plan.fences.map((feature) => [feature.id, factsOf(feature)]));
  const fences = plan.fences.map(({ id, geometry, properties }) => {
    const { hysteresisM = 0, fixes = 1 } = properties;
    return fenceOf(plane, { id, rings: geometry.coordinates, hysteresisM, fixes });
  });
  return {
    from,
    plan: plan.hash,
    plane,
    fences: fences.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    factsOf: (fence) => facts.get(fence),
    expected: new Map(plan.agents.filter(({ expected }) => expected).map(({ id, site }) => [`agent:${id}`, site])),
    graceMs: plan.rules.agentGraceSeconds * 1000,
    spoolMaxAgeMs: plan.rules.spoolMaxAgeHours * 3_600_000,
  };
}

function factsOf({ id, properties }: PortPlan['fences'][number]): FenceFacts {
  const { site, name, restricted, allowed = [] } = properties;
  return { id, site, nameZh: name.zh, nameEn: name.en, restricted, allowed };
}
