// What the lottery draws from: a vehicle that left through a lane, known by the event that says so and what it says.
import { createHash } from 'node:crypto';
import { readPlate } from '../contracts/identity/plate.ts';
import type { KeyEvent, Keyed } from '../flow.ts';
import type { PortPlan } from '../registry/port-plan.ts';

/** `cameras` look at the lane, else into its fence. */
export interface Movement {
  readonly id: string;
  readonly site: string;
  readonly lane: string;
  readonly cameras: readonly string[];
  readonly plates: readonly string[];
  readonly movedAt: number;
}

type Passage = Extract<KeyEvent, { kind: 'gate.passage' }>;

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
    return [{ id: nameOf(event), site: lane.site, ...moved }];
  });
}

/**
 * Told again under another sequence it is the same; but an agent is free to give all its events one id, and what says
 * another thing is another movement: it would never be drawn.
 */
function nameOf({ agent, id, time, subject, data }: Passage): string {
  const says = createHash('sha256').update(JSON.stringify([time, subject, data]));
  return `${agent}/${id}#${says.digest('hex').slice(0, 16)}`;
}

function camerasAt(plan: PortPlan | undefined, lane: PortPlan['lanes'][number]): string[] {
  const cameras = (plan?.devices ?? []).filter(({ kind, site }) => kind === 'camera' && site === lane.site);
  const here = cameras.filter((camera) => camera.lane === lane.id);
  const near = here.length > 0 ? here : cameras.filter((camera) => camera.fence === lane.fence);
  return near.map(({ id }) => id);
}
