// Finding: assets as a person types them, places by id or key, an alert's fences, and questions that get no answer.
import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import { ask } from '../../dashboards/link/ask.ts';
import { alertsOf, arrange, mergeAlerts, noAlerts, standing } from '../../dashboards/state/alerts.ts';
import { fencesOf, placeOf } from '../../dashboards/state/place.ts';
import { indexOf, middleOf, nameIn, placeIn } from '../../dashboards/state/port-index.ts';
import { find, listedMost } from '../../dashboards/state/search.ts';
import type { Port } from '../../hub/contracts/port.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { alertOf } from './alert-of.ts';

const row = (id: string, kind: AssetRow['kind'], told: Partial<AssetRow> = {}): AssetRow => ({
  ...{ id, kind, time: 0, site: 'shatian-wharf', agent: 'a', feed: 'live', inside: [], v: 1 },
  ...told,
});
const kinds = new Set<AssetRow['kind']>(['vessel', 'vehicle', 'container', 'seal']);
const seek = (assets: AssetRow[], query: string, alerting: string[] = []) =>
  find(assets, { query, kinds, alerting: new Set(alerting) }).listed.map(({ id }) => id);

describe('dashboards: the search', () => {
  const assets = [
    row('vehicle:粤BQ5163', 'vehicle'),
    row('container:MSKU1234565', 'container', { time: 5 }),
    row('mmsi:413000001', 'vessel', { name: 'YUE HAI 8' }),
  ];

  it('finds a plate, a container number, a name and an MMSI in any case, width and spacing', () => {
    expect(seek(assets, '粤B·q5163')).to.deep.equal(['vehicle:粤BQ5163']);
    expect(seek(assets, 'ＭＳＫＵ 123')).to.deep.equal(['container:MSKU1234565']);
    expect(seek(assets, 'yuehai')).to.deep.equal(['mmsi:413000001']);
    expect(seek(assets, '000001')).to.deep.equal(['mmsi:413000001']);
    expect(seek(assets, 'nothing')).to.deep.equal([]);
  });

  it('lists alerting ones first, and is bounded while it counts all', () => {
    expect(seek(assets, '', ['mmsi:413000001'])[0]).to.equal('mmsi:413000001');
    const many = Array.from({ length: 10_000 }, (_, n) => row(`seal:${n}`, 'seal'));
    const { listed, of } = find(many, { query: 'seal', kinds, alerting: new Set() });
    expect([listed.length, of]).to.deep.equal([listedMost, 10_000]);
  });

  it('without a query keeps to the kinds shown, with one looks at all of them', () => {
    const shown = { kinds: new Set<AssetRow['kind']>(['vessel']), alerting: new Set<string>() };
    expect(find(assets, { ...shown, query: '' }).of).to.equal(1);
    expect(find(assets, { ...shown, query: 'msku' }).of).to.equal(1);
  });
});

const doubt = { confidence: 'illustrative', source: 'drawn' } as const;
const port: Port = {
  ...{ id: 'p', name: { zh: '港', en: 'Port' }, timeZone: 'Asia/Shanghai', note: { zh: '示意', en: 'sketch' } },
  sites: [
    { id: 'bonded', name: { zh: '场', en: 'Site' }, kind: 'bonded', lifecycle: 'active', lon: 5, lat: 6, ...doubt },
  ],
  fences: [
    {
      ...{ type: 'Feature', id: 'bonded' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [2, 0],
            [2, 4],
            [0, 0],
          ],
        ],
      },
      properties: {
        site: 'bonded',
        name: { zh: '栏', en: 'Fence' },
        purpose: 'perimeter',
        restricted: false,
        ...doubt,
      },
    },
  ],
  segments: [
    {
      ...{ type: 'Feature', id: 'quay-5' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [10, 10],
          [12, 14],
        ],
      },
      properties: { site: 'bonded', fence: 'bonded', name: { zh: '段', en: 'Segment' }, sensors: ['cam'], ...doubt },
    },
  ],
  lanes: [
    {
      ...{ id: 'out-1', gate: 'g', site: 'bonded', name: { zh: '道', en: 'Lane' }, direction: 'out' },
      fence: 'bonded',
      lon: 1,
      lat: 1,
    },
  ],
  devices: [{ id: 'scale', kind: 'scale', site: 'bonded', agent: 'a', name: { zh: '磅', en: 'Scale' }, lane: 'out-1' }],
  wharves: [],
  windows: {},
};

describe('dashboards: the port’s things', () => {
  const index = indexOf(port);

  it('are known by id, by key and by reference; of one id the fence before the site', () => {
    expect(
      ['bonded', 'site:bonded', 'lane:out-1', 'device:scale', 'segment:quay-5', 'who'].map((id) =>
        nameIn(index, 'en', id),
      ),
    ).to.deep.equal(['Fence', 'Site', 'Lane', 'Scale', 'Segment', 'who']);
  });

  it('lie in the middle of their corners, a device without a place at its lane', () => {
    const middle = (id: string) => {
      const place = placeIn(index, id);
      return place && middleOf(place, index);
    };
    expect([middle('quay-5'), middle('bonded'), middle('scale')]).to.deep.equal([
      [11, 12],
      [1, 2],
      [1, 1],
    ]);
  });

  it('are where an alert of theirs is', () => {
    const blind = alertOf('b', { rule: 'segment-blind', key: 'segment:quay-5', scope: 'segment' });
    expect(placeOf(blind, undefined, index)).to.deep.equal([11, 12]);
  });

  it('are what an alert is about only where the fence itself is concerned', () => {
    expect(fencesOf(alertOf('a', { rule: 'fence-exit-without-release', scope: 'f@vehicle:1' }))).to.include('f');
    expect(fencesOf(alertOf('a', { rule: 'restricted-sighting', scope: 'f/person' }))).to.include('f');
    expect(fencesOf(alertOf('a', { rule: 'segment-blind', scope: 'segment' }))).to.deep.equal([]);
    expect(fencesOf(alertOf('a', { rule: 'dwell-over-limit', scope: 'f' }))).to.deep.equal([]);
  });
});

describe('dashboards: an alert that is taken back', () => {
  const withdrawn = alertOf('w', { condition: 'withdrawn', reconfirm: true, from: 1 });
  const rows = mergeAlerts(noAlerts, {
    ...{ epoch: 'e', from: 1, to: 1, t: 1 },
    alerts: [alertOf('c', { condition: 'cleared', from: 9 }), withdrawn, alertOf('o', { severity: 'S4' })],
  });

  it('is to be looked at again, after the open ones and before the ended', () => {
    expect(standing(withdrawn)).to.equal('again');
    expect(standing(alertOf('a', { reconfirm: true }))).to.equal('open');
    expect(arrange([], rows, undefined).map((id) => id[0])).to.deep.equal(['o', 'w', 'c']);
  });

  it('belongs to its asset, and to what carried it', () => {
    const why = { ...withdrawn.why, facts: { carrier: 'vehicle:1' } };
    const one = new Map([['w', { ...withdrawn, why }]]);
    expect([
      alertsOf(one, 'mmsi:1').length,
      alertsOf(one, 'vehicle:1').length,
      alertsOf(one, 'vehicle:2').length,
    ]).to.deep.equal([1, 1, 0]);
  });
});

describe('dashboards: a question to the hub', () => {
  let server: Server;
  let web = '';
  before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/silent') return;
      const problem = request.url === '/problem';
      response.statusCode = request.url === '/good' ? 200 : 404;
      response.end(problem ? JSON.stringify({ code: 'not-found' }) : request.url === '/good' ? '{"a":1}' : '<html>');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    web = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('gets an answer, or the code of what went wrong', async () => {
    expect(await ask(`${web}/good`)).to.deep.equal({ ok: true, value: { a: 1 } });
    expect(await ask(`${web}/problem`)).to.deep.equal({ ok: false, code: 'not-found' });
    expect(await ask(`${web}/page`, { body: {} })).to.deep.equal({ ok: false, code: 'http-404' });
    expect(await ask('http://127.0.0.1:9/')).to.deep.equal({ ok: false, code: 'unreachable' });
  });

  it('is given up in time, or when nobody waits any more', async () => {
    expect(await ask(`${web}/silent`, { withinMs: 50 })).to.deep.equal({ ok: false, code: 'timeout' });
    expect(await ask(`${web}/silent`, { gone: AbortSignal.abort() })).to.deep.equal({ ok: false, code: 'aborted' });
  });
});
