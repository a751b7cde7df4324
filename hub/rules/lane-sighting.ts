// Boxes that cameras make out at a lane: who saw which, and by when the lane's antennas have told whatever they read of it.
import { readContainer } from '../contracts/identity/container.ts';
import type { KeyEvent } from '../flow.ts';
import { idOf } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment, Said, Step, Wish, Witness } from './rule.ts';

/** A box before a lane's cameras, `first` and `last` in ms; `asked` when the antennas had told, or were given up on, at `due`. */
interface Stay {
  readonly first: number;
  readonly last: number;
  readonly due: number;
  readonly asked: boolean;
  readonly box: Omit<Extract<Said['say'], { what: 'checked' }>, 'what' | 'lane' | 'antennas'>;
}

/** By device until when it did not see, ms, and `Infinity` while it does not; by box its stay. */
export interface LaneMemory {
  readonly blind: ReadonlyMap<string, number>;
  readonly stays: ReadonlyMap<string, Stay>;
}

export const nobodyThere: LaneMemory = { blind: new Map(), stays: new Map() };

/** Analytics that are less sure than this of what they read are not believed; those that do not say are. */
const confidenceLeast = 0.5;
/** Boxes before one lane at a time; more is a camera that looks at the yard. */
const staysMost = 64;

/**
 * What a camera or antenna tells its lane: the box it made out, and whether it sees at all. That its agent is silent is
 * none of it: whatever it read by then comes with the agent, who is waited for.
 */
export function toldToLane({ key, event, world }: Moment): Said[] {
  const { lane } = world.deviceOf(key) ?? {};
  if (lane === undefined) return [];
  const to = `lane:${lane}`;
  if (event.kind === 'device.health') {
    const { state } = event.data;
    return [{ to, say: { what: 'health', sees: state === 'healthy', says: state } }];
  }
  const container = event.kind === 'camera.detection' ? boxOf(event.data) : undefined;
  return container === undefined ? [] : [{ to, say: { what: 'sighted', container } }];
}

/** A number that is no sound ISO 6346 was misread, and nobody's. */
function boxOf({ container, confidence = 1 }: Extract<KeyEvent, { kind: 'camera.detection' }>['data']) {
  if (container === undefined || confidence < confidenceLeast) return undefined;
  const read = readContainer(container);
  return read.ok ? read.value : undefined;
}

/** The lane's own part: it waits until its antennas' agents have told, and then tells the box. */
export function atLane<M extends LaneMemory>(memory: M, moment: Moment): Step<M> {
  const { event } = moment;
  if (event.kind === 'tick') return asked(memory, moment, event.silent.length > 0);
  if (event.kind !== 'said') return { memory };
  const { say } = event;
  if (say.what === 'health') return seeing(memory, event.by, say.sees ? event.time : Infinity);
  return say.what === 'sighted' ? sighted(memory, moment, event, say.container) : { memory };
}

/** Of one that never failed nothing is remembered. */
function seeing<M extends LaneMemory>(memory: M, device: string, until: number): Step<M> {
  const known = memory.blind.get(device);
  if (known === until || (until !== Infinity && known !== Infinity)) return { memory };
  return { memory: { ...memory, blind: new Map(memory.blind).set(device, until) } };
}

/** A box that stands there is one sighting, however often it is seen, and asked about once. */
function sighted<M extends LaneMemory>(
  memory: M,
  moment: Moment,
  event: Extract<KeyEvent, { kind: 'said' }>,
  container: string,
): Step<M> {
  const { key, world } = moment;
  const { by: camera, time, feed } = event;
  if (memory.blind.get(camera) === Infinity || world.antennasOf(idOf(key)).length === 0) return { memory };
  const stays = new Map(
    [...memory.stays].filter(([, { asked, last }]) => !asked || last + world.sightingQuietMs > time),
  );
  const known = stays.get(container);
  if (known?.last === time || (known === undefined && stays.size >= staysMost)) return { memory };
  const box = {
    camera,
    since: time - world.tagWindowMs,
    feed,
    seen: witnessed(moment, 'seen by a camera'),
  };
  const begun: Stay = { first: time, last: time, due: time + world.tagWindowMs, asked: false, box };
  stays.set(container, known === undefined ? begun : { ...known, last: time });
  const blind = new Map([...memory.blind].filter(([, until]) => until > time - 2 * world.tagWindowMs));
  return { memory: { ...memory, blind, stays }, ...next(stays, moment) };
}

/** In an agent's silence nothing is concluded, nor where an antenna did not see all the while: both are alerts of their own. */
function asked<M extends LaneMemory>(memory: M, moment: Moment, isSilent: boolean): Step<M> {
  const { event, key, world } = moment;
  const lane = idOf(key);
  const antennas = world.antennasOf(lane);
  const stays = new Map(memory.stays);
  const says: Said[] = [];
  for (const [container, stay] of memory.stays) {
    if (stay.asked || stay.due > event.time) continue;
    stays.set(container, { ...stay, asked: true });
    const sound = antennas.every((one) => (memory.blind.get(one) ?? -Infinity) < stay.box.since);
    if (isSilent || !sound || antennas.length === 0) continue;
    says.push({
      to: `container:${container}`,
      say: { what: 'checked', lane, antennas: antennas.map(idOf), ...stay.box },
    });
  }
  return { memory: { ...memory, stays }, says, ...next(stays, moment) };
}

/** The wish is always for the first that is due; one that is due by now is still waited for, and stands. */
function next(stays: ReadonlyMap<string, Stay>, { event, key, world }: Moment): { wakeAt?: Wish | null } {
  const due = [...stays.values()].filter(({ asked }) => !asked).map((stay) => stay.due);
  if (due.length === 0) return { wakeAt: null };
  const at = Math.min(...due);
  if (at <= event.time) return {};
  const agents = new Set(world.antennasOf(idOf(key)).flatMap((one) => world.deviceOf(one)?.agent ?? []));
  return { wakeAt: { at, witnesses: [...agents].sort().map((agent): Witness => `agent:${agent}`) } };
}
