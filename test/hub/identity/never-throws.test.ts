// Whatever text comes, every reader answers; and what it answers, read again, is the same.
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalLink } from '../../../hub/contracts/epcis/digital-link.ts';
import { readCamera } from '../../../hub/contracts/identity/camera.ts';
import { readContainer } from '../../../hub/contracts/identity/container.ts';
import { readContainerSize } from '../../../hub/contracts/identity/container-size.ts';
import { readEpc } from '../../../hub/contracts/identity/epc.ts';
import { readEpcHex } from '../../../hub/contracts/identity/epc-binary.ts';
import { readImo } from '../../../hub/contracts/identity/imo.ts';
import { readLocode } from '../../../hub/contracts/identity/locode.ts';
import { readMmsi } from '../../../hub/contracts/identity/mmsi.ts';
import { readPlate } from '../../../hub/contracts/identity/plate.ts';
import type { Reading } from '../../../hub/contracts/identity/reading.ts';
import { readSeal } from '../../../hub/contracts/identity/seal.ts';
import { anything, valueIn } from './a-text.ts';

type Reader = (text: string) => Reading<unknown, string>;

/** Each with a beginning that leads a random text deeper in, and the text of its value. */
const readers: [string, Reader, string, (value: never) => string][] = [
  ['container', readContainer, 'CSQU', (no: string) => no],
  ['container size', readContainerSize, '22', ({ code }: { code: string }) => code],
  ['plate', readPlate, '粤B', ({ plate }: { plate: string }) => plate],
  ['camera', readCamera, '4201001110132', ({ id }: { id: string }) => id],
  ['UN/LOCODE', readLocode, 'CN', (code: string) => code],
  ['IMO number', readImo, 'IMO907', (no: string) => no],
  ['MMSI', readMmsi, '41300', ({ mmsi }: { mmsi: string }) => mmsi],
  ['seal', readSeal, '12', ({ id }: { id: string }) => id],
  ['EPC', readEpc, 'urn:epc:id:giai:0614141.', ({ uri }: { uri: string }) => uri],
];

describe('Any text', () => {
  for (const [name, read, start, textOf] of readers) {
    it(`is answered by the reader of a ${name}, once and for all`, () => {
      fc.assert(
        fc.property(
          fc.oneof(
            anything,
            anything.map((text) => start + text),
          ),
          (text) => {
            const reading = read(text);
            if (reading.ok) expect(valueIn(read(textOf(reading.value as never)))).to.deep.equal(reading.value);
            else expect(reading.why).to.match(/^[a-z-]+$/);
          },
        ),
        { numRuns: 1000 },
      );
    });
  }

  it('is answered by the readers of tags, links and patterns', () => {
    const hex = fc.tuple(
      fc.constantFrom('30', '31', '34', '38', '39', '3F', '41'),
      fc.stringMatching(/^[0-9A-F]{22,54}$/),
    );
    const link = fc.tuple(fc.constantFrom('01', '00', '8003', '8004'), anything, anything);
    fc.assert(
      fc.property(hex, link, anything, ([header, bank], [ai, a, b], text) => {
        readEpcHex(header + bank);
        readEpcHex(text);
        canonicalLink(`https://a.example/${ai}/${a}/21/${b}`);
        canonicalLink(text);
        readEpc(`urn:epc:idpat:sgtin:${text}`);
        readEpc(`urn:epc:${text}`);
      }),
      { numRuns: 1000 },
    );
  });
});
