// Lists of alerts over HTTP, from a real journal and book: all history by pages, while alerts change, within the walls of sites.
import { expect } from 'chai';
import fc from 'fast-check';
import { CommittedBook, endedKept } from '../../../hub/alerts/committed-book.ts';
import { alertRoutes } from '../../../hub/api/alerts.ts';
import type { Alert } from '../../../hub/contracts/alert.ts';
import type { Person } from '../../../hub/contracts/person.ts';
import { caseOf, isaState, isStanding } from '../../../hub/contracts/standing.ts';
import type { Transition } from '../../../hub/flow.ts';
import { local, personOf } from '../../../hub/identity/rights.ts';
import { Journal } from '../../../hub/journal/journal.ts';
import { recordsOver } from '../../../hub/reading.ts';
import type { KeyState } from '../../../hub/rules/key-state.ts';
import { temporaryFolder } from '../../a-port.ts';
import { alertOf } from '../../dashboards/alert-of.ts';
import { type Web, webOf } from './a-web.ts';

const ended = endedKept + 1300;
const standing = 150;
const active = 250;

const by = { at: 2, by: 'chen' };
/** One of each kind there is, by its number; the first ones have ended, the next stand though they are over, the last are active. */
function made(n: number): Alert {
  const severity = (['S1', 'S2', 'S3', 'S4'] as const)[n % 4] ?? 'S1';
  const facts = { asset: n === 5 ? 'EVER GIVEN' : `SHIP ${n}` };
  const told: Partial<Alert> = {
    ...{ id: n.toString(16).padStart(16, '0'), key: `mmsi:${n}`, site: n % 3 === 0 ? 'yard' : 'wharf', severity },
    ...{ rule: n % 5 === 0 ? 'seal-tampered' : 'restricted-entry', feed: n % 7 === 0 ? 'simulated' : 'live' },
    ...(n % 6 === 0 && { acknowledged: by }),
    ...(n % 10 === 0 && {
      trust: { party: 'p', name: { zh: '甲', en: 'A' }, tier: 'watched', severity: 'S4', factors: [] } as never,
    }),
  };
  if (n >= ended + standing) {
    const suppressed = { kind: 'shelved', ...by, until: 9, reason: 'weather' } as const;
    Object.assign(told, n % 9 === 0 && { suppressed }, n % 8 === 0 && { case: caseWith('claimed', 'li') });
  } else if (n >= ended) Object.assign(told, { condition: 'withdrawn', case: caseWith('escalated') });
  else Object.assign(told, { condition: n % 2 === 0 ? 'cleared' : 'merged', case: caseWith('closed') });
  const alert = alertOf('a', told);
  return { ...alert, why: { ...alert.why, facts } };
}
const caseWith = (state: 'claimed' | 'closed' | 'escalated', owner?: string) => {
  return { state, level: 0, since: 1, ...(owner !== undefined && { owner }) };
};

describe('Lists of alerts', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let journal: Journal<KeyState>;
  let book: CommittedBook;
  let web: Web;
  let seq = 0;
  const all = new Map<string, Alert>();

  /** Changes that are on disk, then told. */
  async function tell(alerts: readonly Alert[]): Promise<void> {
    const transitions = alerts.map((alert): Transition => {
      seq += 1;
      return { seq, change: 'amended', alert };
    });
    await new Promise<void>((durable) => journal.write({ transitions }, durable));
    book.apply(transitions);
    for (const alert of alerts) {
      all.delete(alert.id);
      all.set(alert.id, alert);
    }
  }
  const openWeb = (who: Person) => webOf(alertRoutes(recordsOver({ book, journal })), who);

  before(async () => {
    folder = temporaryFolder();
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    journal = new Journal<KeyState>(folder.path, { reset: false }, { onFull: () => {}, onFault });
    book = new CommittedBook();
    await tell(Array.from({ length: ended + standing + active }, (_, n) => made(n)));
    web = await openWeb(local);
  });
  after(async () => {
    await web.close();
    await journal.close();
    folder.remove();
  });

  interface Page {
    readonly alerts: Alert[];
    readonly next?: string;
  }
  const page = async (query: string, of = web): Promise<Page> => {
    const { status, json, headers } = await of.ask(`/api/v1/alerts?${query}`);
    expect(status, JSON.stringify(json)).to.equal(200);
    const { next } = json as unknown as Page;
    const link = next === undefined ? undefined : /<(\?[^>]*)>; rel="next"/.exec(headers['link'] as string)?.[1];
    expect(new URLSearchParams(link).get('cursor') ?? undefined).to.equal(next);
    return json as unknown as Page;
  };
  /** All pages. @param between what happens after each */
  async function pages(query: string, { of = web, between = async () => {} } = {}): Promise<Alert[]> {
    const rows: Alert[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const got: Page = await page(next === '' ? query : `${query}&cursor=${next}`, of);
      rows.push(...got.alerts);
      next = got.next;
      if (next !== undefined) await between();
    }
    return rows;
  }
  const idsOf = (alerts: Iterable<Alert>): string[] => [...alerts].map(({ id }) => id);
  const newestFirst = (fits: (alert: Alert) => boolean = () => true): string[] =>
    idsOf([...all.values()].filter(fits)).reverse();

  it('all history comes by pages of any size, each alert once, the newest change first', async () => {
    for (const limit of [1000, 999, 37]) expect(idsOf(await pages(`limit=${limit}`))).to.deep.equal(newestFirst());
  });

  it('by severity what stands comes first, the graver before the lighter, and then what has ended', async () => {
    const rank = (alert: Alert): number => (isStanding(alert) ? Number(alert.severity.slice(1)) : 5);
    const wanted = newestFirst().sort((a, b) => rank(all.get(a) as Alert) - rank(all.get(b) as Alert));
    expect(idsOf(await pages('sort=severity&limit=170'))).to.deep.equal(wanted);
  });

  const filters: Readonly<Record<string, (alert: Alert) => boolean>> = {
    'condition=active': ({ condition }) => condition === 'active',
    'condition=withdrawn&condition=merged': ({ condition }) => condition === 'withdrawn' || condition === 'merged',
    'standing=true': isStanding,
    'standing=false': (alert) => !isStanding(alert),
    'severity=S1&severity=S4': ({ severity }) => severity === 'S1' || severity === 'S4',
    'rule=seal-tampered': ({ rule }) => rule === 'seal-tampered',
    'site=yard': ({ site }) => site === 'yard',
    'key=mmsi:7': ({ key }) => key === 'mmsi:7',
    'case=open&standing=true': (alert) => caseOf(alert).state === 'open' && isStanding(alert),
    'owner=li': (alert) => caseOf(alert).owner === 'li',
    'acknowledged=true': ({ acknowledged }) => acknowledged !== undefined,
    'suppressed=true': ({ suppressed }) => suppressed !== undefined,
    'feed=simulated': ({ feed }) => feed === 'simulated',
    'q=ever+given': ({ key }) => key === 'mmsi:5',
    'q=SHIP&q=mmsi:12': ({ key }) => key.startsWith('mmsi:12'),
    'site=yard&severity=S3&acknowledged=true': ({ site, severity, acknowledged }) =>
      site === 'yard' && severity === 'S3' && acknowledged !== undefined,
  };
  for (const [query, fits] of Object.entries(filters))
    it(`${query} lists those and no others, however long ago they ended`, async () => {
      const wanted = newestFirst(fits);
      expect(wanted).to.have.length.above(0);
      expect(idsOf(await pages(`${query}&limit=400`))).to.deep.equal(wanted);
    });

  it('counts what the list lists, by whatever is asked', async () => {
    const { json } = await web.ask('/api/v1/alerts/counts?standing=true&site=yard&by=severity&by=case&by=isa&by=rule');
    const { total, counts, whole } = json as { total: number; counts: Record<string, object>; whole: boolean };
    const alerts = await pages('standing=true&site=yard');
    const tally = (of: (alert: Alert) => string) =>
      Object.fromEntries([...Map.groupBy(alerts, of)].map(([name, { length }]) => [name, length]));
    expect([total, whole]).to.deep.equal([alerts.length, true]);
    expect(counts).to.deep.equal({
      severity: tally(({ severity }) => severity),
      case: tally((alert) => caseOf(alert).state),
      isa: tally(isaState),
      rule: tally(({ rule }) => rule),
    });
  });

  it('a count that would have to go through long history says that it is not whole', async () => {
    const { json } = await web.ask('/api/v1/alerts/counts');
    expect(json).to.deep.include({ total: standing + active + 2 * endedKept, whole: false });
  });

  it('who sees one site is listed and counted that site alone, and by severities that tell nothing of trust', async () => {
    const other = await openWeb(personOf('ou', 'operator', ['yard']));
    const seen = await pages('limit=1000', { of: other });
    expect(idsOf(seen)).to.deep.equal(newestFirst(({ site }) => site === 'yard'));
    expect(seen.filter(({ trust }) => trust !== undefined)).to.deep.equal([]);
    const own = ({ severity, trust }: Alert) => trust?.severity ?? severity;
    const wanted = newestFirst((alert) => alert.site === 'yard' && own(alert) === 'S4');
    expect(idsOf(await pages('severity=S4', { of: other }))).to.deep.equal(wanted);
    const { json } = await other.ask('/api/v1/alerts/counts?standing=true&by=site&by=severity');
    const stand = [...all.values()].filter((alert) => alert.site === 'yard' && isStanding(alert));
    expect(json['total']).to.equal(stand.length);
    expect(json['counts']).to.have.property('site').that.deep.equals({ yard: stand.length });
    const graves = stand.filter((alert) => own(alert) === 'S4').length;
    expect(json['counts']).to.have.nested.property('severity.S4', graves);
    expect((await other.ask('/api/v1/alerts/counts?site=wharf')).json['total']).to.equal(0);
    await other.close();
  });

  it('nothing is missed while alerts change, end and are reopened between the pages; what did not change comes once', async () => {
    const change = fc.record({
      n: fc.nat(ended + standing + active - 1),
      to: fc.constantFrom('ends', 'stands', 'holds'),
    });
    const steps = fc.array(fc.array(change, { maxLength: 12 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom('changed', 'severity'), async (turns, sort) => {
        const [before, begun, left] = [[...all.keys()], seq, [...turns]];
        const between = async () => {
          const changes = left.shift() ?? [];
          if (changes.length > 0) await tell(changes.map(({ n, to }) => turnedTo(all.get(made(n).id) as Alert, to)));
        };
        const rows = await pages(`sort=${sort}&limit=600`, { between });
        const newest = new Map(rows.map((alert) => [alert.id, alert]));
        expect(before.filter((id) => !newest.has(id))).to.deep.equal([]);
        const changed = new Set(journal.transitionsAfter(begun, 1000).map(({ alert }) => alert.id));
        const twice = rows.filter(({ id }, i) => rows.findIndex((one) => one.id === id) !== i);
        expect(twice.filter(({ id }) => !changed.has(id))).to.deep.equal([]);
        for (const { id, revision } of newest.values())
          expect(revision, 'as it is by then').to.equal(all.get(id)?.revision);
      }),
      { numRuns: 12 },
    );
  });

  it('nothing is missed however much ends between two pages, though more of it is beyond what is kept than one answer looks at', async () => {
    const before = [...all.values()];
    const left = [before.filter((alert) => !isStanding(alert)).map((alert) => turnedTo(alert, 'ends'))];
    expect(left[0]?.length).to.be.above(2 * endedKept);
    const between = async () => void (await tell(left.shift() ?? []));
    const rows = await pages('limit=900', { between });
    const newest = new Map(rows.map(({ id, revision }) => [id, revision]));
    expect(before.filter(({ id }) => newest.get(id) !== all.get(id)?.revision)).to.deep.equal([]);
  });

  it('a restart keeps all that stand, and the newest that ended', async () => {
    const again = new CommittedBook();
    again.begin([...journal.alerts.ended(endedKept).reverse(), ...journal.alerts.standing()], journal.seq);
    const kept = new Map(again.kept().map(({ seq, alert }) => [seq, alert.id]));
    expect(book.kept().filter(({ seq, alert }) => kept.get(seq) !== alert.id)).to.deep.equal([]);
    expect(idsOf(again.openOnes())).to.deep.equal(idsOf(book.openOnes()));
    const stand = [...all.values()].filter(isStanding);
    expect(again.kept().filter(({ alert }) => isStanding(alert))).to.have.length(stand.length);
  });

  const wrong: readonly (readonly [query: string, parameter: string])[] = [
    ['colour=red', 'colour'],
    ['severity=S9', 'severity'],
    ['severity=S1&severity=', 'severity'],
    ['standing=yes', 'standing'],
    ['standing=true&standing=false', 'standing'],
    ['case=done', 'case'],
    ['condition=open', 'condition'],
    ['sort=newest', 'sort'],
    ['limit=1001', 'limit'],
    ['cursor=7', 'cursor'],
    ['cursor=at.00000000.1.0.1', 'cursor'],
    ['by=site', 'by'],
    [`q=${'x'.repeat(129)}`, 'q'],
  ];
  for (const [query, parameter] of wrong)
    it(`${query.slice(0, 40)} is refused by name`, async () => {
      const { json } = await web.ask(`/api/v1/alerts?${query}`);
      expect(json).to.include({ status: 400, code: 'query-invalid', parameter });
    });

  it('a cursor is of one question, and of no other', async () => {
    const { next } = await page('severity=S1&limit=5');
    const { json } = await web.ask(`/api/v1/alerts?severity=S2&limit=5&cursor=${next}`);
    expect(json).to.include({ code: 'query-invalid', parameter: 'cursor' });
    expect((await page(`severity=S1&limit=7&cursor=${next}`)).alerts).to.have.length(7);
  });
});

/** One more revision of an alert: over and done with, over and still to be seen to, or active. */
function turnedTo(alert: Alert, to: string): Alert {
  const condition = to === 'holds' ? 'active' : 'cleared';
  const state = to === 'ends' ? 'closed' : 'escalated';
  return { ...alert, condition, case: caseWith(state), revision: alert.revision + 1 };
}
