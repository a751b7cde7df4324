// What the map draws of each shape a fence may have: circles by metres on the ground, wherever the port lies.
import { distance } from '@turf/turf';
import { expect } from 'chai';
import { drawn } from '../../dashboards/map/fence-layers.ts';
import { cornersIn, outlineOf } from '../../dashboards/state/outline.ts';
import type { FenceFeature } from '../../hub/contracts/port.ts';

const fence = (geometry: FenceFeature['geometry'], more: Partial<FenceFeature['properties']> = {}): FenceFeature => ({
  ...{ type: 'Feature', id: 'one', geometry },
  properties: {
    ...{ site: 's', name: { zh: '栏', en: 'Fence' }, purpose: 'yard', restricted: false },
    ...{ confidence: 'illustrative', source: 'made up', ...more },
  },
});
const square = (east: number): [number, number][] =>
  [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ].map(([x = 0, y = 0]) => [x + east, y]);
const circle = (lon: number, lat: number, radiusM: number) =>
  fence({ type: 'Point', coordinates: [lon, lat] }, { radiusM });

describe('dashboards: what is drawn of a fence', () => {
  for (const [where, lon, lat, radiusM] of [
    ['at the equator', 104, 0, 1000],
    ['at Shatian', 113.57, 22.86, 300],
    ['in the north, where the map is twice as large', 10.15, 60, 5000],
  ] as const)
    it(`of a circle is a ring of 64 corners, each its radius away in metres, ${where}`, () => {
      const corners = cornersIn(circle(lon, lat, radiusM));
      expect(corners).to.have.length(65);
      expect(corners[64]).to.deep.equal(corners[0]);
      const metres = corners.map((corner) => distance([lon, lat], corner, { units: 'meters' }));
      // Turf measures on a ball: up to 0.6 % beside the ellipsoid.
      expect(Math.min(...metres)).to.be.greaterThan(radiusM * 0.994);
      expect(Math.max(...metres)).to.be.lessThan(radiusM * 1.006);
      expect(new Set(corners.map(String)).size).to.equal(64);
    });

  it('of anything else is what was told', () => {
    const areas = fence({ type: 'MultiPolygon', coordinates: [[square(0)], [square(5)]] });
    expect(outlineOf(areas)).to.equal(areas.geometry);
    expect(cornersIn(areas)).to.deep.equal([...square(0), ...square(5)]);
    expect(cornersIn(fence({ type: 'Polygon', coordinates: [square(0), square(5)] }))).to.have.length(10);
    expect(
      cornersIn(
        fence({
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        }),
      ),
    ).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it('is a feature of the map that knows what lies in it', () => {
    const [areas, round] = drawn([
      fence({ type: 'MultiPolygon', coordinates: [[square(0)], [square(5)]] }),
      circle(113.57, 22.86, 300),
    ]);
    expect([areas, round].map((one) => one?.getGeometry()?.getType())).to.deep.equal(['MultiPolygon', 'Polygon']);
    const lies = (feature: typeof areas, x: number, y: number) => {
      const one =
        drawn([
          fence({
            type: 'LineString',
            coordinates: [
              [x, y],
              [x, y],
            ],
          }),
        ])[0]
          ?.getGeometry()
          ?.getExtent() ?? [];
      return feature?.getGeometry()?.intersectsCoordinate(one.slice(0, 2));
    };
    expect([lies(areas, 0.5, 0.5), lies(areas, 5.5, 0.5), lies(areas, 3, 0.5)]).to.deep.equal([true, true, false]);
    // 300 m are 0.00292° of longitude there.
    expect([lies(round, 113.5728, 22.86), lies(round, 113.5731, 22.86)]).to.deep.equal([true, false]);
  });
});
