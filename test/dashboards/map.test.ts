// What the map shows: how assets look, where an alert is, and when the map fits itself to what there is.
import { expect } from 'chai';
import { Fitting } from '../../dashboards/map/fitting.ts';
import { lookOf, weightOf } from '../../dashboards/map/look.ts';
import { fadeAfterMs } from '../../dashboards/state/live.ts';
import { placeOf, spotsOf } from '../../dashboards/state/place.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { alertOf } from './alert-of.ts';

const at = (lon: number, lat: number, id = 'mmsi:1'): AssetRow => ({
  ...{ id, kind: 'vessel', lon, lat, time: 0, site: 'shatian-wharf', agent: 'a', feed: 'live', inside: [], v: 1 },
});
const noPort = new Map();
const port = [
  [113.57, 22.85],
  [113.58, 22.87],
];
const rows = (...assets: AssetRow[]) => new Map(assets.map((asset) => [asset.id, asset]));

describe('dashboards: how an asset looks', () => {
  const seen = {
    agents: new Map(),
    alerting: new Set(['mmsi:1']),
    selected: new Set(['mmsi:2']),
    stale: false,
    now: 1,
  };

  it('is alerting with an open alert and selected when it or its alert is', () => {
    expect(lookOf(at(0, 0), seen)).to.deep.equal({ alerting: true, faded: false, selected: false });
    expect(lookOf(at(0, 0, 'mmsi:2'), seen)).to.deep.equal({ alerting: false, faded: false, selected: true });
  });

  it('fades by age, and all of it when nothing is heard of the hub; alerting it stays', () => {
    expect(lookOf(at(0, 0), { ...seen, now: fadeAfterMs + 1 }).faded).to.equal(true);
    expect(lookOf(at(0, 0), { ...seen, stale: true })).to.deep.equal({ alerting: true, faded: true, selected: false });
  });

  it('lies higher the more it matters', () => {
    const weight = (alerting: boolean, selected: boolean) => weightOf({ alerting, selected, faded: false });
    expect([weight(false, false), weight(true, false), weight(false, true), weight(true, true)]).to.deep.equal([
      0, 1, 2, 3,
    ]);
  });
});

describe('dashboards: where an alert is', () => {
  const evidence = [
    { event: 'e1', time: 1, says: 'inside', lon: 1, lat: 2 },
    { event: 'e2', time: 2, says: 'last heard' },
    { event: 'e3', time: 3, says: 'outside', lon: 3, lat: 4 },
  ];
  const entry = alertOf('a', { why: { ...alertOf('a').why, evidence } });

  it('is at its asset while open, where it was last seen when over', () => {
    expect(placeOf(entry, [9, 9], noPort)).to.deep.equal([9, 9]);
    expect(placeOf(entry, undefined, noPort)).to.deep.equal([3, 4]);
    expect(placeOf({ ...entry, condition: 'cleared' }, [9, 9], noPort)).to.deep.equal([3, 4]);
    expect(spotsOf(entry)).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it('is nowhere without asset or position', () => {
    expect(placeOf(alertOf('b'), undefined, noPort)).to.equal(undefined);
  });
});

describe('dashboards: the map’s fitting', () => {
  const world = [0, 0, 20_000_000, 10_000_000];

  it('comes with the first fences and the first assets, and then leaves the map alone', () => {
    const fitting = new Fitting();
    fitting.fences(port);
    expect(fitting.due(rows(), world)).to.have.length(4);
    expect(fitting.due(rows(), world)).to.equal(undefined);
    expect(fitting.due(rows(at(113.575, 22.86)), world)).to.have.length(4);
    expect(fitting.due(rows(at(113.575, 22.86)), world)).to.equal(undefined);
  });

  it('is not pulled away from the port by one asset on the other side of the world', () => {
    const fitting = new Fitting();
    fitting.fences(port);
    const near = fitting.due(rows(at(113.575, 22.86)), world);
    const again = new Fitting();
    again.fences(port);
    expect(again.due(rows(at(113.575, 22.86), { ...at(5.7, 52.8), id: 'far' }), world)).to.deep.equal(near);
  });

  it('shows the port at the first press of Fit, everything at the next, and the port again', () => {
    const fitting = new Fitting();
    fitting.fences(port);
    const assets = [at(113.575, 22.86), { ...at(5.7, 52.8), id: 'far' }];
    const [first, second, third] = [1, 2, 3].map(() => fitting.next(rows(...assets)));
    expect(third).to.deep.equal(first);
    expect((second?.[2] ?? 0) - (second?.[0] ?? 0)).to.be.greaterThan(10_000_000);
    expect((first?.[2] ?? 0) - (first?.[0] ?? 0)).to.be.lessThan(10_000);
  });

  it('goes once to assets that are all elsewhere', () => {
    const fitting = new Fitting();
    fitting.fences(port);
    const [west = 0, , east = 0] = fitting.due(rows(at(-1, 50)), world) ?? [];
    expect([west, east].map((x) => Math.round(x))).to.deep.equal([-111_319, -111_319]);
    expect(fitting.due(rows(at(-1, 50)), [12_640_000, 2_600_000, 12_650_000, 2_610_000])).to.equal(undefined);
  });
});
