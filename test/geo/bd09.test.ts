// BD-09 against gcoord, which nobody here wrote.
import { expect } from 'chai';
import fc from 'fast-check';
import loaded from 'gcoord';
import { bd09ToGcj02 } from '../../geo/bd09.ts';

const gcoord = loaded as unknown as typeof loaded.default;

describe('BD-09', () => {
  it('is turned to GCJ-02 as another library does, within two metres anywhere in China', () => {
    const lon = fc.double({ min: 75, max: 135, noNaN: true });
    const lat = fc.double({ min: 4, max: 53, noNaN: true });
    const property = fc.property(lon, lat, (east, north) => {
      const [x, y] = bd09ToGcj02(...gcoord.transform([east, north], gcoord.GCJ02, gcoord.BD09));
      expect(Math.hypot((x - east) * 111_320 * Math.cos((north * Math.PI) / 180), (y - north) * 110_574)).to.be.below(
        2,
      );
    });
    fc.assert(property);
  });
});
