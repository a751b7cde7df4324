// Who is who and what the port looks like, as of a time: which agent speaks for which site, and the plans one by one.
import { fenceOf } from '../../geo/fence.ts';
import { planeAt } from '../../geo/plane.ts';
import type { Feed } from '../contracts/ids.ts';
import type { DecodedState, FenceFacts, World } from '../flow.ts';
import type { PortPlan } from './port-plan.ts';

/** Agents that may enrol themselves; beyond it, new ones are refused. */
const agentsMax = 10_000;

interface Known {
  readonly site: string;
  readonly feed: Feed;
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
    for (const { id, site } of plan.agents) this.#agents.set(id, { site, feed: this.feedOf(id) });
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

  /** May this agent speak for this site? A stranger is enrolled at the first site it names, where the plan allows it. */
  admits(site: string, agent: string): boolean {
    const known = this.#agents.get(agent);
    if (known !== undefined) return known.site === site;
    if (!this.#plan?.openEnrolment || !this.#sites.has(site) || this.#agents.size >= agentsMax) return false;
    this.#agents.set(agent, { site, feed: 'live' });
    return true;
  }

  /** An agent said what it feeds; it holds for what it sends from now on. */
  heard({ site, agent, feed }: DecodedState): void {
    this.#agents.set(agent, { site, feed });
  }

  feedOf(agent: string): Feed {
    return this.#agents.get(agent)?.feed ?? 'live';
  }
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
    graceMs: plan.rules.agentGraceSeconds * 1000,
    spoolMaxAgeMs: plan.rules.spoolMaxAgeHours * 3_600_000,
  };
}

function factsOf({ id, properties }: PortPlan['fences'][number]): FenceFacts {
  const { site, name, restricted, allowed = [] } = properties;
  return { id, site, nameZh: name.zh, nameEn: name.en, restricted, allowed };
}
