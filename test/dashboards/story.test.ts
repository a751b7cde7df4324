// The story of an asset, and which assets lie where: lines for fixes in a row, what rides on what, counts by kind.
import { expect } from 'chai';
import { countsByKind, placedOf } from '../../dashboards/state/placed.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';

const row = (id: string, kind: AssetRow['kind'], more: Partial<AssetRow> = {}): AssetRow => {
  return { id, kind, time: 0, agent: 'a', feed: 'live', inside: [], v: 1, ...more };
};
const assets = new Map(
  [
    row('vehicle:A', 'vehicle', { lon: 113.5, lat: 22.8 }),
    row('container:on', 'container', { on: 'vehicle:A', lon: 113.4, lat: 22.8 }),
    row('container:alone', 'container', { lon: 113.6, lat: 22.8 }),
    row('container:lost', 'container', { on: 'vehicle:unseen', lon: 113.7, lat: 22.8 }),
    row('seal:nowhere', 'seal', { on: 'container:on' }),
  ].map((one) => [one.id, one]),
);

describe('dashboards: what lies where', () => {
  it('draws what told a place, but not what rides on a carrier that is drawn', () => {
    expect([...placedOf(assets)].map(({ id }) => id)).to.deep.equal(['vehicle:A', 'container:alone', 'container:lost']);
  });

  it('counts every kind, drawn or not', () => {
    expect([...countsByKind(assets.values())]).to.deep.equal([
      ['vessel', 0],
      ['vehicle', 1],
      ['container', 3],
      ['seal', 1],
    ]);
  });
});
