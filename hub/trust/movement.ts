// What the lottery draws from: a vehicle that left through a lane, known by the agent and the id of the event that says so.
import { readPlate } from '../contracts/identity/plate.ts';
import type { Keyed } from '../flow.ts';
import type { PortPlan } from '../registry/port-plan.ts';

/** `id` is agent and event id, which CloudEvents keep unique; `cameras` look at the lane, else into its fence. */
export interface Movement {
  readonly id: string;
  readonly site: string;
  readonly lane: string;
  readonly cameras: readonly string[];
  readonly plates: readonly string[];
  readonly movedAt: number;
}

/** A passage is keyed into the lane's story and into those of all it names: it moves once. Recordings move nothing. */
export function movementsOf(keyed: readonly Keyed[], plan: PortPlan | undefined): Movement[] {
  return keyed.flatMap(({ key, event, gone }) => {
    if (event.kind !== 'gate.passage' || event.subject !== key || event.feed === 'historical' || gone === true)
      return [];
    const id = key.slice('lane:'.length);
    const lane = plan?.lanes.find((one) => one.id === id);
    const { direction, decision, plates = [] } = event.data;
    const kept = decision === 'held' || decision === 'inspect';
    const isOut = direction === 'out' || (direction === 'unknown' && lane?.direction === 'out');
    if (lane === undefined || kept || !isOut) return [];
    const read = plates.map(readPlate).flatMap((one) => (one.ok ? [one.value.plate as string] : []));
    const moved = { lane: id, cameras: camerasAt(plan, lane), plates: read, movedAt: event.time };
    return [{ id: `${event.agent}/${event.id}`, site: lane.site, ...moved }];
  });
}

function camerasAt(plan: PortPlan | undefined, lane: PortPlan['lanes'][number]): string[] {
  const cameras = (plan?.devices ?? []).filter(({ kind, site }) => kind === 'camera' && site === lane.site);
  const here = cameras.filter((camera) => camera.lane === lane.id);
  const near = here.length > 0 ? here : cameras.filter((camera) => camera.fence === lane.fence);
  return near.map(({ id }) => id);
}
