// What is there to be asked about: for whoever may do something about an alert one of their own, and for all who may not one together.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Port } from '../../hub/contracts/port.ts';
import type { Check } from '../../hub/contracts/trust.ts';
import { until } from '../a-port.ts';
import { boss, type PeopledPort } from './a-peopled-port.ts';
import { actAt, anEvent, before, jpeg, said, type Target } from './permission-asks.ts';
import { otherSite, routeRows, type Who, whos } from './permissions.ts';

const api = '/api/v1';
/** Of whom an alert is that nobody may do anything about. */
const nobodys = 'nobody';

export class Furniture {
  /** Words that only the other site's people may read. */
  theirs: readonly string[] = [];
  readonly #port: PeopledPort;
  /** By route and whose. */
  readonly #alerts = new Map<string, string>();
  readonly #checks = new Map<string, string>();
  readonly #tokens = new Map<string, string>();
  readonly #pictures = new Map<string, string>();
  #day = '';
  #captureID = '';

  private constructor(port: PeopledPort) {
    this.#port = port;
  }

  static async in(port: PeopledPort): Promise<Furniture> {
    const things = new Furniture(port);
    const { own, other } = port;
    await own.scrawl();
    await own.tell('asset.position', own.vehicle, { lon: 113.578, lat: 22.866 });
    await other.tell('asset.position', other.vehicle, { lon: 113.5985, lat: 22.862 });
    await things.#raise();
    await things.#prepare();
    await things.#draw();
    await things.#bring();
    return things;
  }

  target(route: string, who: Who, at: 'own' | 'other'): Target {
    const place = this.#port[at];
    const alert = this.#alertOf(route, who, at);
    return {
      ...{ who, nth: whos.indexOf(who), site: place.site, vehicle: place.vehicle, party: place.party, alert },
      picture: this.#pictures.get(at) ?? '',
      check: this.#checks.get(at === 'own' ? who : at) ?? '',
      ...{ day: this.#day, captureID: this.#captureID, token: this.#tokens.get(who) ?? '' },
    };
  }

  /** Every alert that nobody may have changed, as it is. */
  async untouched(): Promise<Alert[]> {
    const ids = [...this.#alerts].filter(
      ([name]) => actAt(name.split('\n')[0] ?? '') && /\n(nobody|other)$/.test(name),
    );
    return Promise.all(ids.map(async ([, id]) => (await this.#ask<Alert>(`/alerts/${id}`)) as Alert));
  }

  async #ask<T>(path: string, body?: unknown, headers: Record<string, string> = {}, who = boss): Promise<T> {
    const sent = body === undefined ? {} : { method: 'POST', body, headers: { 'if-match': '*', ...headers } };
    const got = await this.#port.ask(who, api + path, sent);
    if (got.status > 299) throw new Error(`${path}: ${got.text}`);
    return got.json as T;
  }

  #alertOf(route: string, who: Who, at: 'own' | 'other'): string {
    if (actAt(route) === undefined) return this.#alerts.get(at) ?? '';
    const mine = this.#alerts.get(`${route}\n${who}`) ?? this.#alerts.get(`${route}\n${nobodys}`);
    return (at === 'own' ? mine : this.#alerts.get(`${route}\nother`)) ?? '';
  }

  /** A seal is cut for each of them. */
  async #raise(): Promise<void> {
    const names: string[] = [];
    for (const [route, row] of routeRows) {
      if (actAt(route) === undefined) continue;
      names.push(...whos.filter((who) => row[who] !== '-' && row[who] !== 'L').map((who) => `${route}\n${who}`));
      names.push(`${route}\n${nobodys}`, `${route}\nother`);
    }
    names.push('own', 'other');
    const seals = new Map(
      names.map((name, i) => [name, `HL${name.endsWith('other') ? 2 : 1}${String(i).padStart(6, '0')}`]),
    );
    for (const at of ['own', 'other'] as const)
      await this.#port[at].cutSeals(
        ...[...seals].flatMap(([name, seal]) => (name.endsWith('other') === (at === 'other') ? [seal] : [])),
      );
    const ids = await until('an alert of every seal', async () => {
      const { alerts } = await this.#ask<{ alerts: Alert[] }>('/alerts?limit=1000&rule=seal-tampered');
      return alerts.length === seals.size ? new Map(alerts.map(({ key, id }) => [key, id])) : undefined;
    });
    for (const [name, seal] of seals) this.#alerts.set(name, ids.get(`seal:${seal}`) ?? '');
  }

  /** Claimed, disposed of, put away: where an act is about that. */
  async #prepare(): Promise<void> {
    const doing = [...this.#alerts].map(async ([name, id]) => {
      const act = actAt(name.split('\n')[0] ?? '');
      for (const first of act === undefined ? [] : (before[act] ?? []))
        await this.#ask(`/alerts/${id}/${first}`, said[first]);
    });
    await Promise.all(doing);
    for (const at of ['own', 'other'] as const) {
      const alert = this.#alerts.get(at);
      const { sha256 } = await this.#ask<{ sha256: string }>(`/alerts/${alert}/attachments`, jpeg, {
        'content-type': 'image/jpeg',
      });
      await this.#ask(`/alerts/${alert}/notes`, { text: 'x', pictures: [sha256] });
      this.#pictures.set(at, sha256);
    }
  }

  /** A remote check for whoever may answer one. */
  async #draw(): Promise<void> {
    const { own, other } = this.#port;
    await own.leave(...whos.map((_, i) => `粤S1${String(i).padStart(4, '0')}`));
    await other.leave('粤S20000');
    const checks = await until('a check of every truck', async () => {
      const all = (await this.#ask<{ checks: Check[] }>('/checks?limit=1000')).checks;
      return all.length === whos.length + 1 ? all : undefined;
    });
    const here = checks.filter(({ site }) => site === own.site);
    for (const [i, who] of whos.entries()) this.#checks.set(who, here[i]?.id ?? '');
    this.#checks.set('other', checks.find(({ site }) => site === other.site)?.id ?? '');
    this.#day = (await this.#ask<{ days: { day: string }[] }>('/lottery')).days[0]?.day ?? '';
  }

  async #bring(): Promise<void> {
    const got = await this.#port.ask('IN', '/epcis/capture', { method: 'POST', body: anEvent(1) });
    this.#captureID = (got.json as unknown as { captureID: string }).captureID;
    for (const [i, who] of whos.entries()) {
      const asked = { name: `spare-${i}`, role: 'auditor', sites: 'all', until: Date.now() + 3_600_000 };
      this.#tokens.set(who, (await this.#ask<{ id: string }>('/tokens', asked, {}, 'AD')).id);
    }
    const { sites, fences, lanes, devices, segments } = await this.#ask<Port>('/port');
    const ids = [
      ...lanes,
      ...devices,
      ...[...fences, ...segments].map(({ id, properties }) => ({ id, site: properties.site })),
    ];
    const { vehicle, party } = this.#port.other;
    const words = ids.filter(({ site }) => site === otherSite).map(({ id }) => `"${id}"`);
    const names = sites
      .filter(({ id }) => id === otherSite)
      .flatMap(({ name }) => Object.values(name as object).map(String));
    this.theirs = [otherSite, 'gate-bonded', 'HL2', '粤S2', vehicle, party, ...names, ...words];
  }
}
