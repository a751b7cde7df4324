// The plane against Karney's geodesics, which nobody here wrote: distances, the way back, and what lies far away.
import { expect } from 'chai';
import fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import { type Plane, planeAt, type Spot, toLonLat, toSpot, unrounded } from '../../geo/plane.ts';
import { chance } from './some-zones.ts';

const { WGS84 } = geodesic.Geodesic;
const lon0 = 113.59;

type Place = readonly [lon: number, lat: number];

/** Every second one on the rim, for there the plane is worst. */
function somePlace(next: () => number, lat0: number, radiusM: number): Place {
  const far = radiusM * (next() < 0.5 ? 1 : Math.sqrt(next()));
  const { lon2 = NaN, lat2 = NaN } = WGS84.Direct(lat0, lon0, next() * 360, far);
  return [lon2, lat2];
}

const mmApart = ([lonA, latA]: Place, [lonB, latB]: Place): number =>
  (WGS84.Inverse(latA, lonA, latB, lonB).s12 ?? NaN) * 1000;

const mmOnPlane = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The most that a distance on the plane is wrong, mm, and as a part of it. */
function worstOf(plane: Plane, radiusM: number, pairs: number): { mm: number; part: number } {
  const next = chance(31);
  let [mm, part] = [0, 0];
  for (let i = 0; i < pairs; i += 1) {
    const [a, b] = [somePlace(next, plane.lat0, radiusM), somePlace(next, plane.lat0, radiusM)];
    const truth = mmApart(a, b);
    mm = Math.max(mm, Math.abs(mmOnPlane(toSpot(plane, ...a), toSpot(plane, ...b)) - truth));
    part = Math.max(part, Math.abs(mmOnPlane(unrounded(plane, ...a), unrounded(plane, ...b)) / truth - 1));
  }
  return { mm, part };
}

describe('The plane', () => {
  for (const lat0 of [0, 22.86, 60, -35, 85]) {
    it(`at ${lat0}° is nowhere a centimetre wrong between spots of a disc of 30 km across`, () => {
      const { mm } = worstOf(planeAt(lon0, lat0), 15_000, 5000);
      expect(mm).to.be.below(10);
      expect(mm, 'some of them lie on the rim').to.be.above(7);
    });

    it(`at ${lat0}° is 15 parts in a million too long at 50 km from the origin, 61 at 100 km`, () => {
      const plane = planeAt(lon0, lat0);
      expect(worstOf(plane, 50_000, 500).part * 1e6).to.be.within(13, 15);
      expect(worstOf(plane, 100_000, 500).part * 1e6).to.be.within(55, 62);
    });
  }

  it('keeps angles: a small square is one anywhere, turned by what meridians converge', () => {
    const next = chance(32);
    for (const lat0 of [0, 22.86, -35, 60]) {
      const plane = planeAt(lon0, lat0);
      for (let i = 0; i < 200; i += 1) {
        const at = somePlace(next, lat0, 50_000);
        const here = unrounded(plane, ...at);
        const [east, north] = [90, 0].map((bearing) => {
          const { lon2 = NaN, lat2 = NaN } = WGS84.Direct(at[1], at[0], bearing, 20);
          const there = unrounded(plane, lon2, lat2);
          return { x: there.x - here.x, y: there.y - here.y };
        }) as [Spot, Spot];
        expect(Math.hypot(east.x - north.y, east.y + north.x)).to.be.below(0.2);
      }
    }
  });

  const place = fc.tuple(
    fc.double({ min: -75, max: 75, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  );

  it('leads back to the degrees it was asked for, within a thousandth of a millimetre until 100 km', () => {
    fc.assert(
      fc.property(place, ([lat0, east, north]) => {
        const plane = planeAt(lon0, lat0);
        const spot = { x: east * 70_000_000, y: north * 70_000_000 };
        expect(mmOnPlane(unrounded(plane, ...toLonLat(plane, spot)), spot)).to.be.below(0.001);
      }),
      { seed: 33, numRuns: 1000 },
    );
  });

  it('has each whole spot back as it was', () => {
    fc.assert(
      fc.property(place, ([lat0, east, north]) => {
        const plane = planeAt(lon0, lat0);
        const spot = { x: Math.round(east * 7e7) + 0, y: Math.round(north * 7e7) + 0 };
        const { x, y } = toSpot(plane, ...toLonLat(plane, spot));
        expect({ x: x + 0, y: y + 0 }).to.deep.equal(spot);
      }),
      { seed: 34, numRuns: 1000 },
    );
  });

  it('lays nothing that is far away beside the origin, wherever on earth it is', () => {
    for (const lat0 of [-85, -35, 0, 22.86, 60, 85]) {
      const plane = planeAt(0, lat0);
      for (let lon = -180; lon <= 180; lon += 3)
        for (let lat = -90; lat <= 90; lat += 1.5) {
          const isNear = Math.abs(lat - lat0) < 2 && Math.abs(lon) * Math.cos((lat0 * Math.PI) / 180) < 2;
          if (!isNear) expect(mmOnPlane(toSpot(plane, lon, lat), { x: 0, y: 0 }), `${lat}`).to.be.above(120e6);
        }
    }
  });
});
