// The camera id by its official example and by round trips. No independent oracle: no package knows the rules.
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type CameraParts,
  cameraControllers,
  cameraId,
  cameraSiteClasses,
  readCamera,
} from '../../../hub/contracts/identity/camera.ts';
import { digits, valueIn } from './a-text.ts';

const example: CameraParts = {
  district: '4201',
  site: '001',
  controller: '1',
  device: '132',
  siteClass: '08',
  spot: '03',
  serial: '002',
};

const parts: fc.Arbitrary<CameraParts> = fc.record({
  district: digits(4),
  site: digits(3),
  controller: fc.constantFrom(...Object.keys(cameraControllers)),
  device: fc.constantFrom('131', '132'),
  siteClass: fc.constantFrom(...Object.keys(cameraSiteClasses)),
  spot: digits(2),
  serial: digits(3),
});

describe('A customs camera id', () => {
  it('reads the example of the annex: second camera at the inspection platform of a wharf of Yantai', () => {
    expect(valueIn(readCamera('42010011101320803002'))).to.deep.equal({ id: '42010011101320803002', ...example });
    expect(valueIn(readCamera('4201 001 1 10 132 08 03 002')).id).to.equal('42010011101320803002');
    expect(valueIn(cameraId(example))).to.equal('42010011101320803002');
  });

  const wrong: [string, string, number][] = [
    ['', 'length', 1],
    ['4201001110132080300', 'length', 20],
    ['420100111013208030022', 'length', 21],
    ['4201001A101320803002', 'digits', 8],
    ['42010014101320803002', 'controller', 8],
    ['42010011111320803002', 'industry', 9],
    ['42010011101180803002', 'device', 11],
    ['42010011101320603002', 'site-class', 14],
  ];
  for (const [text, why, at] of wrong) {
    it(`refuses ${text || 'nothing'}: ${why} at ${at}`, () =>
      expect(readCamera(text)).to.deep.equal({ ok: false, why, at }));
  }

  it('comes back from parts as it went in', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const id = valueIn(cameraId(given));
        expect(id).to.match(/^\d{20}$/);
        expect(valueIn(readCamera(id))).to.deep.equal({ id, ...given });
      }),
    );
  });

  it('is not built of parts that push each other along', () => {
    expect(cameraId({ ...example, district: '420', site: '1001' }).ok).to.equal(false);
    expect(cameraId({ ...example, spot: '030', serial: '02' })).to.deep.equal({ ok: false, why: 'length' });
    expect(cameraId({ ...example, serial: '2' }).ok).to.equal(false);
  });
});
