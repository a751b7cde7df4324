// Container numbers of ISO 6346: owner code, equipment category, serial number and check digit.
import { bad, good, type Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** Eleven characters without separators, check digit right: `CSQU3054383`. */
export type ContainerNo = string & { readonly brand: 'container' };

/** `U` freight container, `J` detachable equipment, `Z` trailer or chassis. */
export type ContainerCategory = 'U' | 'J' | 'Z';

export interface ContainerParts {
  readonly owner: string;
  readonly category: ContainerCategory;
  readonly serial: string;
}

const form = /^[A-Z]{3}[UJZ]\d{7}$/;

/**
 * Reads a container number (ISO 6346, its check digit by annex A). Case, spaces, hyphens and dots do not matter.
 *
 * A right check digit is not an identity: one substituted character in eighteen slips past it, and a manifest has to
 * agree before anything hangs on the number.
 * @returns `form`: not three letters, U, J or Z, and seven digits; `check-digit`: of the form, but misread or invented
 */
export function readContainer(text: string): Reading<ContainerNo, 'form' | 'check-digit'> {
  const plain = tidy(text);
  if (!form.test(plain)) return bad('form');
  return containerCheckDigit(plain) === Number(plain[10]) ? good(plain as ContainerNo) : bad('check-digit');
}

export const containerParts = (no: ContainerNo): ContainerParts => ({
  owner: no.slice(0, 3),
  category: no.slice(3, 4) as ContainerCategory,
  serial: no.slice(4, 10),
});

/**
 * The check digit of the first ten characters. Remainder 10 is printed as 0; owners are asked not to use such
 * serials, yet they sail.
 * @param stem ten or more characters A–Z and 0–9; anything after the tenth does not count
 */
export function containerCheckDigit(stem: string): number {
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += worthOf(stem.charCodeAt(i)) * 2 ** i;
  return (sum % 11) % 10;
}

/** Digits are worth themselves; A is 10 and each letter one more, with 11, 22 and 33 left out. */
function worthOf(code: number): number {
  if (code < 65) return code - 48;
  const worth = code - 55;
  return worth + Math.floor((worth - 1) / 10);
}
