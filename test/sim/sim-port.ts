// The plan of the simulated port: the one that is shipped, with limits so short that minutes are enough to break them.
import { join } from 'node:path';
import { type PortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { root } from '../a-port.ts';

const minute = 60;

/** 2026-05-04, a Monday, in the morning at the port. */
export const began = Date.UTC(2026, 4, 4, 1);

/** The yard and what lies in it are in force for some minutes of each hour; the water front from the story's second minute on. */
const windows = ['00', '02', '03', '07', '20', '30', '45', '58'];
const some = {
  id: 'some',
  weekly: Array.from({ length: windows.length / 2 }, (_, i) => i * 2).flatMap((i) =>
    Array.from({ length: 24 }, (_, h) => {
      const at = (minutes: string | undefined) => `${String(h).padStart(2, '0')}:${minutes}`;
      return { from: at(windows[i]), to: at(windows[i + 1]) };
    }),
  ),
};
const instant = (afterMs: number): string => new Date(began + afterMs).toISOString().replace('.000', '');
const validFrom = instant(90_000);
/** No window opens in the hours that are skipped at the end, when nobody is to have anything left to wait for. */
const validTo = instant(3 * 3_600_000);

type Fence = PortPlan['fences'][number];

function shortLived(fence: Fence): Fence {
  const { dwellMinutes, purpose } = fence.properties;
  const dwell = dwellMinutes === undefined ? {} : { dwellMinutes: { container: 2, vehicle: 1 } };
  const force = purpose === 'yard' ? { schedule: 'some', validTo } : purpose === 'water' ? { validFrom } : {};
  return { ...fence, properties: { ...fence.properties, ...dwell, ...force } };
}

function shortened(plan: PortPlan): PortPlan {
  const fences = plan.fences.map(shortLived);
  const rules = { ...plan.rules, sightingQuietSeconds: minute / 2, corridorOutsideSeconds: minute / 2 };
  return { ...plan, fences, schedules: [some], rules, hash: 'simulated' };
}

/** Read once: it costs more than a whole simulated story. */
export const simulatedPlan = shortened(readPortPlan(join(root, 'hub/plans/humen-shatian')));

/** Who speaks in the plan, with where; `sim` and those who are asked by people do not. */
export const speakers = simulatedPlan.agents
  .filter(({ id }) => !['sim', 'hand', 'epcis'].includes(id))
  .map(({ id, site }) => ({ agent: id, site }));
