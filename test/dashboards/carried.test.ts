// What is carried: where it is, whose mark stands for it, and what a carrier holds; filters hide no alert.
import { expect } from 'chai';
import { Fitting } from '../../dashboards/map/fitting.ts';
import { bearersOf } from '../../dashboards/map/look.ts';
import { bearerOf, chainOf, loadOf, standOf } from '../../dashboards/state/carried.ts';
import { censusOf } from '../../dashboards/state/live.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';

const row = (id: string, kind: AssetRow['kind'], told: Partial<AssetRow> = {}): AssetRow => ({
  ...{ id, kind, time: 0, site: 'shatian-wharf', agent: 'a', feed: 'live', inside: [], v: 1 },
  ...told,
});
const truck = row('vehicle:1', 'vehicle', { lon: 1, lat: 2 });
const box = row('container:1', 'container', { on: 'vehicle:1', lon: 9, lat: 9 });
const seal = row('seal:1', 'seal', { on: 'container:1' });
const held = (...rows: AssetRow[]) => new Map(rows.map((one) => [one.id, one]));
const all = held(truck, box, seal);
const everything = () => true;
const but = (kind: AssetRow['kind']) => (asset: AssetRow) => asset.kind !== kind;

describe('dashboards: what is carried', () => {
  it('is where its outermost carrier is, for its own place is older', () => {
    expect(chainOf(seal, all).map(({ id }) => id)).to.deep.equal(['seal:1', 'container:1', 'vehicle:1']);
    expect([standOf(box, all), standOf(seal, all)]).to.deep.equal([
      [1, 2],
      [1, 2],
    ]);
  });

  it('is where it was last seen itself when its carrier is not held or has never told a place', () => {
    expect(standOf(box, held(box))).to.deep.equal([9, 9]);
    expect(standOf(box, held(box, row('vehicle:1', 'vehicle')))).to.deep.equal([9, 9]);
    expect(standOf(seal, held(seal))).to.equal(undefined);
  });

  it('has no mark of its own while any carrier of it is drawn', () => {
    expect(bearerOf(seal, all, everything)?.id).to.equal('vehicle:1');
    expect(bearerOf(seal, all, but('vehicle'))?.id).to.equal('container:1');
    expect(bearerOf(truck, all, but('vehicle'))).to.equal(undefined);
    expect(bearerOf(row('seal:2', 'seal'), held(), everything)).to.equal(undefined);
  });

  it('ends a ring of carriers where it closes', () => {
    const [a, b] = [
      row('vehicle:a', 'vehicle', { on: 'vehicle:b', lon: 1, lat: 1 }),
      row('vehicle:b', 'vehicle', { on: 'vehicle:a' }),
    ];
    expect(chainOf(a, held(a, b))).to.have.length(2);
    expect(standOf(b, held(a, b))).to.deep.equal([1, 1]);
  });

  it('shows its alert on the mark that stands for it', () => {
    expect([...bearersOf(['seal:1', undefined, 'mmsi:unknown'], all, everything)]).to.deep.equal(['vehicle:1']);
    expect([...bearersOf(['seal:1'], all, (asset) => asset.id === 'seal:1')]).to.deep.equal(['seal:1']);
  });

  it('is counted by kind, and listed by its carrier', () => {
    expect(censusOf(all.values())).to.deep.equal({ vessel: 0, vehicle: 1, container: 1, seal: 1 });
    expect(loadOf('vehicle:1', all).map(({ id }) => id)).to.deep.equal(['container:1']);
  });

  it('does not pull the map: what has no place is nowhere', () => {
    const fitting = new Fitting();
    fitting.fences([
      [113.57, 22.85],
      [113.58, 22.87],
    ]);
    expect(fitting.due(held(row('seal:2', 'seal')), [0, 0, 1, 1])).to.have.length(4);
    expect(fitting.due(held(row('seal:2', 'seal')), [0, 0, 1, 1])).to.equal(undefined);
  });
});
