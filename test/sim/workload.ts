// What is observed at the simulated port: trucks, ships, boxes, seals, gates, cameras, releases; never sound asleep, never all in order.
import type { Observed } from '../../edge-agents/adapter.ts';
import { readContainer } from '../../hub/contracts/identity/container.ts';
import type { PortPlan } from '../../hub/registry/port-plan.ts';
import type { Chance } from './chance.ts';

interface Spot {
  readonly lon: number;
  readonly lat: number;
}

const digits = Array.from({ length: 10 }, (_, i) => i);
/** Sound by ISO 6346: of ten check digits one fits. */
const boxes = Array.from({ length: 8 }, (_, i) =>
  digits.map((check) => `TEXU30702${i}${check}`).find((text) => readContainer(text).ok),
).flatMap((text) => (text === undefined ? [] : [`container:${text}`]));

export class Workload {
  readonly #chance: Chance;
  readonly #plan: PortPlan;
  readonly #trucks: readonly string[];
  readonly #boxes: readonly string[];
  /** A truck stays where it is for a while. */
  readonly #spots = new Map<string, Spot>();

  constructor(plan: PortPlan, chance: Chance) {
    this.#plan = plan;
    this.#chance = chance;
    this.#trucks = Array.from({ length: chance.int(1, 4) }, (_, i) => `vehicle:粤S1234${i}`);
    this.#boxes = boxes.slice(0, chance.int(1, 4));
  }

  /** Something an agent observes; what it says of itself is of one of its own devices. @param time of its device, ms */
  observation(agent: string, time: number): Observed {
    const chance = this.#chance;
    const made = agent === 'customs-desk' ? this.#declared(time) : this.#seen(agent);
    return { ...made, time, ...(chance.odds(0.2) && { urgent: true }) };
  }

  #seen(agent: string): Omit<Observed, 'time'> {
    const chance = this.#chance;
    const devices = this.#plan.devices.filter((one) => one.agent === agent && one.kind !== 'barrier');
    const device = devices.length > 0 && chance.odds(0.6) ? chance.pick(devices) : undefined;
    if (device === undefined) return this.#moved();
    if (chance.odds(0.25)) return this.#health(device);
    if (device.kind === 'camera') return this.#detection(device.id);
    if (device.kind === 'antenna')
      return { type: 'rfid.read', subject: this.#tag(), data: { antenna: device.id, direction: 'unknown' } };
    return this.#passage(device.lane ?? 'main-out-1');
  }

  #moved(): Omit<Observed, 'time'> {
    const chance = this.#chance;
    const what = chance.next();
    if (what < 0.55) return this.#position();
    if (what < 0.7) return { type: 'vessel.position', subject: this.#ship(), data: { ...this.#spot(), sogKn: 5 } };
    if (what < 0.85) return this.#seal();
    return this.#association();
  }

  #position(): Omit<Observed, 'time'> {
    const chance = this.#chance;
    const subject = chance.pick(this.#trucks);
    const spot = (chance.odds(0.6) ? this.#spots.get(subject) : undefined) ?? this.#spot();
    this.#spots.set(subject, spot);
    const guessed = chance.odds(0.05) ? { fix: 'lbs' } : {};
    return { type: 'asset.position', subject, data: { ...spot, speedKmh: 20, ...guessed } };
  }

  #seal(): Omit<Observed, 'time'> {
    const chance = this.#chance;
    const signs = chance.odds(0.2) ? { signs: [chance.pick(['rope-cut', 'cover-open', 'vibration'])] } : {};
    const place = chance.odds(0.5) ? this.#spot() : {};
    const state = chance.pick(['sealed', 'open', 'armed', 'idle']);
    return { type: 'seal.state', subject: `seal:JT701-${chance.int(1, 2)}`, data: { state, ...signs, ...place } };
  }

  #association(): Omit<Observed, 'time'> {
    const chance = this.#chance;
    const box = chance.pick(this.#boxes);
    if (chance.odds(0.4)) {
      const child = chance.odds(0.5) ? `seal:JT701-${chance.int(1, 2)}` : this.#tag();
      return { type: 'association', subject: box, data: { action: 'add', children: [child] } };
    }
    const subject = chance.pick(this.#trucks);
    const action = chance.pick(['add', 'add', 'remove', 'move']);
    const from = action === 'move' ? { from: chance.pick(this.#trucks) } : {};
    return { type: 'association', subject, data: { action, children: [box], ...from } };
  }

  #passage(lane: string): Omit<Observed, 'time'> {
    const chance = this.#chance;
    const direction = chance.pick(['in', 'out', 'out', 'unknown']);
    const plates = [chance.pick(this.#trucks).slice('vehicle:'.length)];
    const containers = chance.odds(0.7) ? { containers: [chance.pick(this.#boxes).slice('container:'.length)] } : {};
    return { type: 'gate.passage', subject: `lane:${lane}`, data: { direction, plates, ...containers } };
  }

  #detection(camera: string): Omit<Observed, 'time'> {
    const chance = this.#chance;
    const what = chance.pick(['person', 'vehicle', 'container']);
    const box = what === 'container' ? { container: chance.pick(this.#boxes).slice('container:'.length) } : {};
    const plate = what === 'vehicle' ? { plate: chance.pick(this.#trucks).slice('vehicle:'.length) } : {};
    return { type: 'camera.detection', subject: `camera:${camera}`, data: { what, ...box, ...plate } };
  }

  #health({ id, kind }: { id: string; kind: string }): Omit<Observed, 'time'> {
    const state = this.#chance.pick(['healthy', 'healthy', 'faulty', 'obscured', 'maintenance']);
    return { type: 'device.health', subject: `${kind === 'camera' ? 'camera' : 'device'}:${id}`, data: { state } };
  }

  /** By customs: now, or some minutes ago. */
  #declared(time: number): Omit<Observed, 'time'> {
    const chance = this.#chance;
    const issued = chance.odds(0.5) ? { issuedAt: new Date(time - chance.int(0, 600_000)).toISOString() } : {};
    const what = chance.next();
    if (what < 0.3) {
      const movement = `M${chance.int(1, 2)}`;
      const subject = chance.pick(this.#trucks);
      if (chance.odds(0.4)) return { type: 'movement.closed', subject, data: { movement, ...issued } };
      return {
        type: 'movement.opened',
        subject,
        data: { movement, kind: 'linkage', corridor: 'bonded-to-quay', ...issued },
      };
    }
    const box = chance.pick(this.#boxes);
    const data = { release: `R${box.slice(-1)}`, ...issued };
    return { type: chance.odds(0.7) ? 'release.issued' : 'release.revoked', subject: box, data };
  }

  #ship(): string {
    return `mmsi:41300000${this.#chance.int(1, 4)}`;
  }

  #tag(): string {
    return `tag:E2801${this.#chance.int(1, 3)}`;
  }

  /** In a fence of the plan, at its edge, or well outside. */
  #spot(): Spot {
    const chance = this.#chance;
    const { geometry } = chance.pick(this.#plan.fences);
    if (geometry.type === 'MultiPolygon' || geometry.type === 'Point') throw new Error('the plan has no such fence');
    const points = (geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates[0]) as [
      number,
      number,
    ][];
    const mean = (axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
    const [lon, lat] = chance.pick(points);
    const out = chance.pick([0.3, 0.6, 1.0, 1.5, 3]);
    const round = (value: number): number => Math.round(value * 1e6) / 1e6;
    return { lon: round(mean(0) + (lon - mean(0)) * out), lat: round(mean(1) + (lat - mean(1)) * out) };
  }
}
