// The plan of the simulated port: the one that is shipped, with limits so short that minutes are enough to break them.
import { join } from 'node:path';
import { type PortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { root } from '../a-port.ts';

const minute = 60;

function shortened(plan: PortPlan): PortPlan {
  const fences = plan.fences.map((fence) => {
    const { dwellMinutes } = fence.properties;
    return dwellMinutes === undefined
      ? fence
      : { ...fence, properties: { ...fence.properties, dwellMinutes: { container: 2, vehicle: 1 } } };
  });
  const rules = { ...plan.rules, sightingQuietSeconds: minute / 2, corridorOutsideSeconds: minute / 2 };
  return { ...plan, fences, rules, hash: 'simulated' };
}

/** Read once: it costs more than a whole simulated story. */
export const simulatedPlan = shortened(readPortPlan(join(root, 'hub/plans/humen-shatian')));

/** Who speaks in the plan, with where; `sim` and those who are asked by people do not. */
export const speakers = simulatedPlan.agents
  .filter(({ id }) => !['sim', 'hand', 'epcis'].includes(id))
  .map(({ id, site }) => ({ agent: id, site }));
