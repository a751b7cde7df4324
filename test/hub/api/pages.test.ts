// Lists by pages, from a real journal: each row once and in its order, while newer ones come in between.
import { expect } from 'chai';
import { quarantineRoutes } from '../../../hub/api/quarantine.ts';
import { type Reading, routesOver } from '../../../hub/api/routes.ts';
import { trustRoutes } from '../../../hub/api/trust.ts';
import type { Delivery } from '../../../hub/contracts/delivery.ts';
import type { Check } from '../../../hub/contracts/trust.ts';
import { local, personOf } from '../../../hub/identity/rights.ts';
import type { Entry } from '../../../hub/journal/entry.ts';
import { Journal } from '../../../hub/journal/journal.ts';
import type { Quarantine } from '../../../hub/quarantine.ts';
import { Registry } from '../../../hub/registry/registry.ts';
import type { KeyState } from '../../../hub/rules/key-state.ts';
import { TrustView } from '../../../hub/trust/trust-view.ts';
import { temporaryFolder } from '../../a-port.ts';
import { alertOf } from '../../dashboards/alert-of.ts';
import { type Web, webOf } from './a-web.ts';

const rows = 25;

describe('Lists by pages', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let journal: Journal<KeyState>;
  let web: Web;
  let yard: Web;
  let made: number;

  const put = (entry: Entry): Promise<void> => new Promise((durable) => journal.write(entry, durable));

  /** One more row of every list. */
  async function more(): Promise<void> {
    made += 1;
    const n = made;
    const day = new Date(Date.UTC(2026, 0, n)).toISOString().slice(0, 10);
    await put({
      input: { kind: 'clock', receivedAt: n },
      audited: [{ at: n, who: 'chen', what: 'a', outcome: 'b', detail: `${n}` }],
      quarantined: [{ id: n, code: 'json-malformed', detail: `${n}` }],
      outbox: [{ op: 'tell', group: 'g', stays: [], goes: [], delivery: deliveryOf(n) }],
      trust: {
        days: [{ day, key: 'ab'.repeat(32), commitment: 'cd'.repeat(32), committedAt: n }],
        draws: [],
        checks: [checkOf(n)],
      },
    });
  }

  before(async () => {
    folder = temporaryFolder();
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    journal = new Journal<KeyState>(folder.path, { reset: false }, { onFull: () => {}, onFault });
    made = 0;
    for (let row = 0; row < rows; row += 1) await more();
    const reading: Partial<Reading> = {
      alert: (id) => ({ ...alertOf('a'), id }),
      deliveries: (most, before, alert) => journal.outbox.newest(most, { before, alert }),
      audit: (most, before) => journal.audit(most, before),
    };
    const quarantine: Partial<Quarantine> = { newest: (most, before) => journal.quarantine.newest(most, before) };
    const trust = new TrustView({ store: journal.trust, registry: new Registry(), now: () => made });
    const routes = [
      ...routesOver(reading as Reading),
      ...quarantineRoutes(quarantine as Quarantine),
      ...trustRoutes(trust, async () => 'not-found'),
    ];
    web = await webOf(routes, local);
    yard = await webOf(routes, personOf('ya', 'auditor', ['yard']));
  });
  after(async () => {
    await Promise.all([web.close(), yard.close()]);
    await journal.close();
    folder.remove();
  });

  type Row = Record<string, unknown>;
  /** All pages of a list, by their links. */
  async function pages(path: string, name: string, limit: number, of = web, between = more): Promise<Row[]> {
    const got: Row[] = [];
    for (let query: string | undefined = `?limit=${limit}`; query !== undefined; ) {
      const { status, json, headers } = await of.ask(path + query);
      expect(status, JSON.stringify(json)).to.equal(200);
      const page = json[name] as Row[];
      expect(page.length).to.be.at.most(limit);
      got.push(...page);
      query = /^<(\?.*)>; rel="next"$/.exec((headers['link'] as string | undefined) ?? '')?.[1];
      expect(query === undefined).to.equal(json['next'] === undefined);
      await between();
    }
    return got;
  }
  const downTo = (from: number, to = 1): number[] => Array.from({ length: from - to + 1 }, (_, i) => from - i);

  for (const [path, name] of [
    ['/api/v1/audit', 'audit'],
    ['/api/v1/quarantine', 'quarantine'],
    ['/api/v1/deliveries', 'deliveries'],
  ] as const)
    it(`${path} is the newest first, and what comes meanwhile is of a next look`, async () => {
      for (const limit of [1, 7, 1000]) {
        const newest = made;
        const got = await pages(path, name, limit);
        expect(got.map(({ id }) => id)).to.deep.equal(downTo(newest));
      }
    });

  it('deliveries of one alert come by pages, too', async () => {
    const path = `/api/v1/alerts/${'b'.repeat(16)}/deliveries`;
    const wanted = downTo(made).filter((n) => n % 2 === 0);
    expect((await pages(path, 'deliveries', 4)).map(({ id }) => id)).to.deep.equal(wanted);
  });

  it('the lottery’s days come newest first', async () => {
    const newest = made;
    const got = await pages('/api/v1/lottery', 'days', 6);
    expect(got.map(({ committedAt }) => committedAt)).to.deep.equal(downTo(newest));
  });

  it('checks come open ones first, then ended ones, the newest first; of one’s own sites alone', async () => {
    const wanted = downTo(made).sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b - a);
    const none = async (): Promise<void> => {};
    for (const limit of [1, 4, 1000]) {
      const got = await pages('/api/v1/checks', 'checks', limit, web, none);
      expect(got.map(({ drawnAt }) => drawnAt)).to.deep.equal(wanted);
    }
    const own = await pages('/api/v1/checks', 'checks', 3, yard, none);
    expect(own.map(({ drawnAt }) => drawnAt)).to.deep.equal(wanted.filter((n) => n % 3 === 0));
  });

  it('no check that was there is missed when open ones end between the pages', async () => {
    const there = new Set(downTo(made).map((n) => checkOf(n).id));
    let ends = 1;
    const between = async (): Promise<void> => {
      for (ends += 1; !isOpen(ends); ends += 1);
      const done = { ...checkOf(ends), state: 'done', result: 'clean', at: ends } as const;
      await put({ trust: { days: [], draws: [], checks: [done] } });
    };
    const got = new Set((await pages('/api/v1/checks', 'checks', 5, web, between)).map(({ id }) => id));
    expect([...there].filter((id) => !got.has(id))).to.deep.equal([]);
  });

  for (const [path, cursor] of [
    ['/api/v1/lottery', 'yesterday'],
    ['/api/v1/checks', 'open.1'],
    ['/api/v1/checks', 'at.1.2'],
    ['/api/v1/deliveries', '-1'],
    ['/api/v1/quarantine', '1.5'],
  ] as const)
    it(`${path} knows no cursor ${cursor}`, async () => {
      const { json } = await web.ask(`${path}?cursor=${cursor}`);
      expect(json).to.include({ status: 400, code: 'query-invalid', parameter: 'cursor' });
    });
});

const isOpen = (n: number): boolean => n % 5 < 2;

const checkOf = (n: number): Check => ({
  ...{ id: n.toString(16).padStart(16, '0'), movement: `a/${n}#0`, site: n % 3 === 0 ? 'yard' : 'wharf', lane: 'l' },
  ...{ cameras: [], rate: 1, movedAt: n, drawnAt: n, dueAt: n, state: isOpen(n) ? 'open' : 'expired' },
});

const deliveryOf = (id: number): Delivery => ({
  ...{ id, key: `k${id}`, group: 'g', way: 'w', state: 'delivered', madeAt: id, tries: 1, body: {} as never },
  alerts: [(id % 2 === 0 ? 'b' : 'c').repeat(16)],
});
