// So many open alerts in a real hub, by real events: ships that are heard inside the restricted water front, and stay there.
import type { Alert } from '../../hub/contracts/alert.ts';
import { HandAgent, type HubProcess, inside, outside, positionEvent, until } from '../a-port.ts';

const perBatch = 250;
/** Fixes of each ship, ten seconds apart: as many as an entry wants to be believed, and one more. */
const fixes = 4;
const apartMs = 10_000;
/** Between two batches of ships that move. */
const movingMs = 50;
const shipOf = (n: number): number => 200_000_000 + n;

interface Page {
  readonly alerts: readonly Alert[];
  readonly next?: string;
}

/** The ids of all ships' open alerts, by the hub's pages. */
export async function openIds({ get }: Pick<HubProcess, 'get'>): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const { alerts, next }: Page = await get(
      `/api/v1/alerts?condition=active&rule=restricted-entry&limit=1000${cursor}`,
    );
    ids.push(...alerts.map(({ id }) => id));
    cursor = next === undefined ? '' : `&cursor=${next}`;
  } while (cursor !== '');
  return ids.sort();
}

/** Tells of ships in turn. @param now ms, of the last fix */
export async function tellShips(agent: HandAgent, ships: number, now: number, first = 1): Promise<void> {
  let seq = first;
  for (let fix = 0; fix < fixes; fix += 1) {
    const time = now - (fixes - 1 - fix) * apartMs;
    const place = fix === 0 ? outside : inside;
    for (let ship = 0; ship < ships; ship += perBatch) {
      const count = Math.min(perBatch, ships - ship);
      const events = Array.from({ length: count }, (_, i) =>
        positionEvent({ seq: seq + i, ...place, time, mmsi: shipOf(ship + i) }),
      );
      await agent.send(events);
      seq += count;
    }
  }
}

/** Ships go on moving, where they are, until it is stopped. @returns events told, once it is */
export async function moving(hub: HubProcess, ships: number, isOver: () => boolean): Promise<number> {
  const agent = await HandAgent.connect(hub.broker);
  let told = 0;
  while (!isOver()) {
    const place = { ...inside, lon: inside.lon + (told % 97) / 1e7 };
    const events = Array.from({ length: perBatch }, (_, i) => {
      const seq = fixes * ships + told + i + 1;
      return positionEvent({ seq, ...place, time: Date.now(), mmsi: shipOf((told + i) % ships) });
    });
    await agent.send(events);
    told += perBatch;
    await new Promise((done) => setTimeout(done, movingMs));
  }
  await agent.end();
  return told;
}

/** Resolves when so many alerts are open. */
export async function openAlerts(hub: HubProcess, count: number): Promise<void> {
  const agent = await HandAgent.connect(hub.broker);
  await tellShips(agent, count, Date.now());
  await agent.end();
  await until(
    'all are open',
    async () => (await hub.get<{ openAlerts: number }>('/api/v1/status')).openAlerts >= count,
    120_000,
  );
}
