// Datums against transformations that were written elsewhere, against published pairs, and there and back again.
import { expect } from 'chai';
import fc from 'fast-check';
import loaded from 'gcoord';
import { toGcj02 } from '../../edge-agents/sim/gcj02.ts';
import { fromWgs84, toWgs84 } from '../../geo/datum.ts';
import { planeAt, unrounded } from '../../geo/plane.ts';

const gcoord = loaded as unknown as typeof loaded.default;

/** East and north in millimetres from one place in degrees to another. */
const from = ([lonA, latA]: readonly [number, number], [lonB, latB]: readonly [number, number]) =>
  unrounded(planeAt(lonA, latA), lonB, latB);

function apart(a: readonly [number, number], b: readonly [number, number]): number {
  const { x, y } = from(a, b);
  return Math.hypot(x, y);
}

const china = fc.tuple(fc.double({ min: 73, max: 135, noNaN: true }), fc.double({ min: 3, max: 54, noNaN: true }));
const runs = { seed: 11, numRuns: 2000 };
const shatian = [
  [113.57, 22.85],
  [113.6017, 22.9201],
  [113.62, 22.86],
] as const;

describe('A datum', () => {
  it('GCJ-02 is as the simulated terminals have it, which reckon it by themselves', () => {
    fc.assert(
      fc.property(china, ([lon, lat]) => {
        const theirs = toGcj02({ lon, lat });
        const [there, north] = fromWgs84('GCJ-02', lon, lat);
        expect(Math.max(Math.abs(there - theirs.lon), Math.abs(north - theirs.lat))).to.be.below(1e-12);
      }),
      runs,
    );
  });

  it('GCJ-02 and BD-09 are as published for 116.404, 39.915', () => {
    const [lon, lat] = fromWgs84('GCJ-02', 116.404, 39.915);
    expect(lon).to.be.closeTo(116.41024449916938, 1e-12);
    expect(lat).to.be.closeTo(39.91640428150164, 1e-12);
    // The same place in Baidu's datum and in that of all others.
    const ofBaidu = toWgs84('BD-09', 116.41036949371029, 39.92133699351021);
    expect(apart(ofBaidu, toWgs84('GCJ-02', 116.404, 39.915))).to.be.below(0.1);
  });

  for (const datum of ['GCJ-02', 'BD-09'] as const)
    it(`${datum} and back again is within a tenth of a millimetre, anywhere in the mainland`, () => {
      fc.assert(
        fc.property(china, ([lon, lat]) => {
          expect(apart(toWgs84(datum, ...fromWgs84(datum, lon, lat)), [lon, lat])).to.be.below(0.1);
        }),
        runs,
      );
    });

  it('is not left to the library on the way back, which ends up to a decimetre off', () => {
    const off = shatian.map(([lon, lat]) => {
      const told = fromWgs84('BD-09', lon, lat);
      const theirs = gcoord.transform([...told], gcoord.BD09, gcoord.WGS84) as [number, number];
      return apart(theirs, [lon, lat]);
    });
    expect(Math.max(...off)).to.be.within(1, 200);
  });

  it('GCJ-02 at Shatian lies 519–523 m east and 324–330 m south, BD-09 1180–1200 m east and 300–365 m north', () => {
    for (const [lon, lat] of shatian) {
      const gcj = from([lon, lat], fromWgs84('GCJ-02', lon, lat));
      expect(gcj.x / 1000, 'east').to.be.within(519, 523);
      expect(gcj.y / 1000, 'south').to.be.within(-330, -324);
      const baidu = from([lon, lat], fromWgs84('BD-09', lon, lat));
      expect(baidu.x / 1000, 'east').to.be.within(1180, 1200);
      expect(baidu.y / 1000, 'north').to.be.within(300, 365);
    }
  });

  const same: [string, Parameters<typeof toWgs84>][] = [
    ['WGS-84 is itself', ['WGS-84', 113.6, 22.9]],
    ['CGCS2000 is taken as WGS-84', ['CGCS2000', 113.6, 22.9]],
    ['GCJ-02 in Rotterdam is WGS-84', ['GCJ-02', 4.05, 51.95]],
    ['GCJ-02 in Sydney is WGS-84', ['GCJ-02', 151.2, -33.9]],
    ['BD-09 in Rotterdam is WGS-84', ['BD-09', 4.05, 51.95]],
  ];
  for (const [name, [datum, lon, lat]] of same)
    it(name, () => {
      expect(toWgs84(datum, lon, lat)).to.deep.equal([lon, lat]);
      expect(fromWgs84(datum, lon, lat)).to.deep.equal([lon, lat]);
    });
});
