// A port for stories of trust: who speaks at the hub's own time, what is asked of it, and the deeds of trucks.
import type { Alert } from '../hub/contracts/alert.ts';
import type { Check, LotteryDay, LotteryPage, PartyRow } from '../hub/contracts/trust.ts';
import { epochOne, HandAgent, until } from './a-port.ts';

export interface Said {
  readonly type: string;
  readonly subject: string;
  readonly ago?: number;
  readonly data: object;
}

/** A hub and who speaks to it: their events are told at the hub's own time. */
export class Port {
  readonly web: string;
  readonly #broker: string;
  readonly #now: () => number;
  readonly #epoch: string;
  readonly #hands = new Map<string, HandAgent>();
  readonly #sequences = new Map<string, number>();

  constructor(web: string, broker: string, now = () => Date.now(), epoch = epochOne) {
    this.web = web;
    this.#broker = broker;
    this.#now = now;
    this.#epoch = epoch;
  }

  async say(agent: string, ...said: readonly (Said & { readonly id?: string })[]): Promise<void> {
    const hand = this.#hands.get(agent) ?? (await HandAgent.connect(this.#broker, agent));
    this.#hands.set(agent, hand);
    const first = this.#sequences.get(agent) ?? 1;
    this.#sequences.set(agent, first + said.length);
    const source = `urn:efence:shatian-wharf:${agent}`;
    const events = said.map(({ type, subject, ago = 0, data, id }, i) => {
      const time = new Date(this.#now() - ago).toISOString();
      const at = { epoch: this.#epoch, seq: first + i, time };
      return { specversion: '1.0', id: id ?? `${agent}:${first + i}`, source, type, subject, ...at, data };
    });
    await hand.send(events, 'urgent', this.#epoch);
  }

  async ask<T>(path: string, body?: object, cookie = ''): Promise<{ status: number; body: T; text: string }> {
    const headers = { 'content-type': 'application/json', cookie };
    const how = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(this.web + path, how);
    const text = await answer.text();
    return { status: answer.status, text, body: JSON.parse(text) as T };
  }

  alert = (rule: string, about: string, cookie = ''): Promise<Alert> =>
    until(`${rule} of ${about}`, async () => {
      const { alerts } = (await this.ask<{ alerts: Alert[] }>('/api/v1/alerts', undefined, cookie)).body;
      return alerts.find((one) => one.rule === rule && JSON.stringify(one.why.facts).includes(about));
    });

  checks = async (): Promise<Check[]> => (await this.ask<{ checks: Check[] }>('/api/v1/checks')).body.checks;
  party = async (id: string): Promise<PartyRow> => (await this.ask<PartyRow>(`/api/v1/parties/${id}`)).body;
  days = async (cookie = ''): Promise<LotteryDay[]> =>
    (await this.ask<{ days: LotteryDay[] }>('/api/v1/lottery', undefined, cookie)).body.days;
  day = async (day: string): Promise<LotteryPage> => (await this.ask<LotteryPage>(`/api/v1/lottery/${day}`)).body;
  checkOf = (plate: string, state = 'open'): Promise<Check> =>
    until(`a check of ${plate} that is ${state}`, async () =>
      (await this.checks()).find((one) => one.vehicle === `vehicle:${plate}` && one.state === state),
    );

  async end(): Promise<void> {
    for (const hand of this.#hands.values()) await hand.end();
  }
}

export const at = (lon: number, lat: number, ago: number) => ({ lon, lat, ago });
export const drives = (plate: string, ...places: readonly ReturnType<typeof at>[]): Said[] =>
  places.map(({ lon, lat, ago }) => {
    return { type: 'asset.position', subject: `vehicle:${plate}`, ago, data: { lon, lat, accuracyM: 3 } };
  });
const opensMovement = (plate: string): Said => {
  const data = { movement: `M-${plate}`, kind: 'linkage', corridor: 'bonded-to-quay' };
  return { type: 'movement.opened', subject: `vehicle:${plate}`, ago: 300_000, data };
};
export const deviates = (plate: string) => [
  opensMovement(plate),
  ...drives(plate, at(113.5925, 22.8632, 200_000), at(113.5905, 22.87, 90_000), at(113.5905, 22.8701, 0)),
];
/** Into the dangerous goods store, where no vehicle may be. */
export const trespasses = (plate: string) =>
  drives(plate, ...[30_000, 20_000, 5000, 0].map((ago, i) => at(113.57797, 22.87048 + (i % 2) * 1e-6, ago)));
export const leaves = (plate: string, containers: readonly string[] = []): Said => {
  return { type: 'gate.passage', subject: 'lane:main-out-1', data: { direction: 'out', plates: [plate], containers } };
};
export const carries = (plate: string, box: string): Said => {
  const data = { action: 'add', children: [`container:${box}`] };
  return { type: 'association', subject: `vehicle:${plate}`, ago: 60_000, data };
};
