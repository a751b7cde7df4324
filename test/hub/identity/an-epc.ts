// Right EPCs of every scheme, by the component lengths of the Tag Data Standard, typed anew, not taken from the code.
import fc from 'fast-check';
import { digits } from './a-text.ts';

/** The 82 characters; `plain` leaves out those that mean something in a URI or that an oracle splits at. */
const alphabet = [...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'];
export const plain = alphabet.filter((character) => !'.:%"'.includes(character));

export const serial = (max: number, from: readonly string[] = alphabet): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...from), minLength: 1, maxLength: max });
export const plainSerial = (max: number): fc.Arbitrary<string> => serial(max, plain);

/** A number without leading zeros, below 2 to the power of `bits`, as text. */
export const numeral = (bits: number): fc.Arbitrary<string> =>
  fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }).map(String);

/** Company prefix and reference, together so many digits. */
export const key = (total: number, longest = 12): fc.Arbitrary<[string, string]> =>
  fc
    .tuple(digits(total), fc.integer({ min: 6, max: longest }))
    .map(([text, length]) => [text.slice(0, length), text.slice(length)]);

/** Company prefix and a reference of characters, together at most thirty. */
export const free = (from: readonly string[] = alphabet): fc.Arbitrary<[string, string]> =>
  fc
    .tuple(digits(12), fc.integer({ min: 6, max: 12 }), serial(24, from))
    .map(([text, length, rest]) => [text.slice(0, length), rest.slice(0, 30 - length)]);

const andThen = (pair: fc.Arbitrary<[string, string]>, ...rest: fc.Arbitrary<string>[]): fc.Arbitrary<string[]> =>
  fc.tuple(pair, ...rest).map(([two, ...more]) => [...two, ...more]);

const depot = fc.stringMatching(/^[0-9A-HJ-NP-Z]{5,6}$/);

/** Of each scheme of things, the components of one. */
export const partsOf: Record<string, fc.Arbitrary<string[]>> = {
  sgtin: andThen(key(13), serial(20)),
  sscc: key(17),
  sgln: andThen(key(12), serial(20)),
  grai: andThen(key(12), serial(16)),
  giai: free(),
  gsrn: key(17),
  gsrnp: key(17),
  gdti: andThen(key(12), serial(17)),
  cpi: andThen(free([...'0123456789ABCXYZ-#/']), fc.stringMatching(/^(?:0|[1-9][0-9]{0,11})$/)),
  sgcn: andThen(key(12), fc.stringMatching(/^[0-9]{1,12}$/)),
  ginc: free(),
  gsin: key(16),
  itip: andThen(key(13), digits(2), digits(2), serial(20)),
  upui: andThen(key(13), serial(28)),
  pgln: key(12),
  gid: fc.tuple(numeral(28), numeral(24), numeral(36)),
  usdod: fc.tuple(depot, numeral(36)),
  adi: fc.tuple(depot, fc.stringMatching(/^[0-9A-Z\-/]{0,32}$/), fc.stringMatching(/^#?[0-9A-Z\-/]{1,29}$/)),
  bic: fc.constantFrom(['CSQU3054383'], ['MSKU6011672'], ['TEXU3070079']),
  imovn: fc.constantFrom(['9176187'], ['9074729']),
};
