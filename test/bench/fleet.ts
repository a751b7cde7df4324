// The fleet of the benches: where its ships are, and the frames its agents tell of them.
import { positionEvent } from '../a-port.ts';

export const site = 'shatian-wharf';
export const epoch = '0123456789abcdef';

/** About one event in fifty is told a minute late; no divisor of the ships, or the same few would be late for ever. */
export const lateEvery = 49;
export const lateMs = 60_000;

/** Every ship sails to and fro across the river at 10 knots, one in four through the restricted water front. */
export function shipAt(ship: number, time: number): { lon: number; lat: number } {
  const along = ((time / 1000) * 5.14 + ship * 37) % 8000;
  const eastM = along < 4000 ? along : 8000 - along;
  return { lon: 113.54 + eastM / 102_600, lat: ship % 4 === 0 ? 22.8645 : 22.84 - (ship % 200) * 0.00005 };
}

/** @param timeOf when the event of this sequence was observed, ms */
export function frame(
  agent: string,
  first: number,
  count: number,
  ships: { readonly first: number; readonly count: number },
  timeOf: (seq: number) => number,
): string {
  const events = Array.from({ length: count }, (_, i) => {
    const seq = first + i;
    const ship = ships.first + (seq % ships.count);
    const time = timeOf(seq) - (seq % lateEvery === 0 ? lateMs : 0);
    return positionEvent({ seq, ...shipAt(ship, time), time, agent, mmsi: 413_000_000 + ship });
  });
  return JSON.stringify({ v: 1, epoch, first, events });
}

/** A seal is cut: nothing has to last before that is an alert. */
export function cutFrame(agent: string, seq: number, seal: string, time: number): string {
  const id = { specversion: '1.0', id: `${agent}:${epoch}:u${seq}`, source: `urn:efence:${site}:${agent}` };
  const data = { state: 'sealed', signs: ['rope-cut'] };
  const at = { type: 'seal.state', time: new Date(time).toISOString(), subject: seal, epoch, seq };
  return JSON.stringify({ v: 1, epoch, first: seq, events: [{ ...id, ...at, data }] });
}

export const birth = (): string =>
  JSON.stringify({ online: true, epoch, connection: 1, feed: 'live', sw: 'bench', upTo: Date.now() });
