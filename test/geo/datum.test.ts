// Datums against gcoord, which nobody here wrote, and against what was measured at Shatian.
import { expect } from 'chai';
import fc from 'fast-check';
import loaded from 'gcoord';
import { toWgs84, wgs84ToGcj02 } from '../../geo/datum.ts';
import { planeAt, toSpot } from '../../geo/plane.ts';

/** Its types see a default within the default; when it runs there is none. */
const gcoord = loaded as unknown as typeof loaded.default;

/** Millimetres between two places in degrees. */
function apart([lonA, latA]: readonly [number, number], [lonB, latB]: readonly [number, number]): number {
  const { x, y } = toSpot(planeAt(lonA, latA), lonB, latB);
  return Math.hypot(x, y);
}

const china = fc.tuple(fc.double({ min: 73, max: 135, noNaN: true }), fc.double({ min: 3, max: 54, noNaN: true }));
const runs = { seed: 11, numRuns: 2000 };

describe('A datum', () => {
  it('GCJ-02 is as gcoord has it, anywhere in the mainland', () => {
    fc.assert(
      fc.property(china, ([lon, lat]) => {
        const theirs = gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02) as [number, number];
        expect(apart(wgs84ToGcj02(lon, lat), theirs)).to.be.at.most(1);
      }),
      runs,
    );
  });

  it('and back again within a centimetre', () => {
    fc.assert(
      fc.property(china, ([lon, lat]) => {
        expect(apart(toWgs84('GCJ-02', ...wgs84ToGcj02(lon, lat)), [lon, lat])).to.be.below(10);
      }),
      runs,
    );
  });

  it('at Shatian it lies 519–523 m east and 324–330 m south', () => {
    for (const [lon, lat] of [
      [113.57, 22.85],
      [113.6017, 22.9201],
      [113.62, 22.86],
    ] as const) {
      const { x, y } = toSpot(planeAt(lon, lat), ...wgs84ToGcj02(lon, lat));
      expect(x / 1000, 'east').to.be.within(519, 523);
      expect(y / 1000, 'south').to.be.within(-330, -324);
    }
  });

  const same: [string, Parameters<typeof toWgs84>][] = [
    ['WGS-84 is itself', ['WGS-84', 113.6, 22.9]],
    ['CGCS2000 is taken as WGS-84', ['CGCS2000', 113.6, 22.9]],
    ['GCJ-02 in Rotterdam is WGS-84', ['GCJ-02', 4.05, 51.95]],
    ['GCJ-02 in Sydney is WGS-84', ['GCJ-02', 151.2, -33.9]],
  ];
  for (const [name, [datum, lon, lat]] of same)
    it(name, () => expect(toWgs84(datum, lon, lat)).to.deep.equal([lon, lat]));
});
