// Who is who, as of now: which agent belongs to which site and feeds what, and what a fence is called.
import { type Fence, fenceOf } from '../../geo/fence.ts';
import { type Plane, planeAt } from '../../geo/plane.ts';
import type { Feed } from '../contracts/ids.ts';
import type { DecodedState, FenceFacts } from '../flow.ts';
import type { PortPlan } from './port-plan.ts';

/** Agents that may enrol themselves; beyond it, new ones are refused. */
const agentsMax = 10_000;

interface Known {
  readonly site: string;
  readonly feed: Feed;
}

export class Registry {
  readonly plan: PortPlan;
  readonly plane: Plane;
  readonly fences: readonly Fence[];
  #facts: ReadonlyMap<string, FenceFacts>;
  #agents = new Map<string, Known>();
  #sites: ReadonlySet<string>;

  constructor(plan: PortPlan) {
    this.plan = plan;
    this.plane = planeAt(plan.origin.lon, plan.origin.lat);
    this.#sites = new Set(plan.sites.map((site) => site.id));
    this.#facts = new Map(plan.fences.map((feature) => [feature.id, factsOf(feature, plan.hash)]));
    for (const { id, site } of plan.agents) this.#agents.set(id, { site, feed: 'live' });
    this.fences = plan.fences.map(({ id, geometry, properties }) =>
      fenceOf(this.plane, {
        id,
        rings: geometry.coordinates,
        hysteresisM: properties.hysteresisM ?? 0,
        fixes: properties.fixes ?? 1,
      }),
    );
  }

  fence(id: string): FenceFacts | undefined {
    return this.#facts.get(id);
  }

  /** May this agent speak for this site? A stranger is enrolled at the first site it names, where the plan allows it. */
  admits(site: string, agent: string): boolean {
    const known = this.#agents.get(agent);
    if (known !== undefined) return known.site === site;
    if (!this.plan.openEnrolment || !this.#sites.has(site) || this.#agents.size >= agentsMax) return false;
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

function factsOf({ id, properties }: PortPlan['fences'][number], version: string): FenceFacts {
  const { site, name, restricted, allowed = [] } = properties;
  return { id, site, nameZh: name.zh, nameEn: name.en, restricted, allowed, version };
}
