// Texts for the readers: anything at all, and right texts written the way people and cameras write them.
import { createRequire } from 'node:module';
import { expect } from 'chai';
import fc from 'fast-check';

/** For oracles without types. */
export const require = createRequire(import.meta.url);

export const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

/** Any Unicode at all, and words of the characters that identities are made of. */
export const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'ABIUJZO0123456789粤粵港澳挂·-. :/%*#urnepcid'), maxLength: 30 }),
);

/** The same text with other case, other width and separators strewn in. */
export const written = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...[...text].map((character) => {
        const wide = /[!-~]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character;
        const forms = fc.constantFrom(character, character.toLowerCase(), wide);
        return fc.tuple(forms, fc.constantFrom('', '', ' ', '-', '·', '.', '\u3000')).map((pair) => pair.join(''));
      }),
    )
    .map((characters) => characters.join(''));

/** The value of a reading that has to be good. */
export function valueIn<Value>(reading: { ok: true; value: Value } | { ok: false; why: string }): Value {
  if (!reading.ok) expect.fail(`refused: ${reading.why}`);
  return reading.value;
}
