// IMO ship identification numbers: seven digits that stay with a hull for life.
import { bad, good, type Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** Seven digits without the letters IMO: `9074729`. */
export type ImoNo = string & { readonly brand: 'imo' };

/**
 * Reads an IMO number (IMO resolution A.1117(30)), with or without the letters before it. None begins with 0; an AIS
 * transponder that has none says 0, whose check digit would be right.
 * @returns `form`: not seven digits; `check-digit`: misread or mistyped
 */
export function readImo(text: string): Reading<ImoNo, 'form' | 'check-digit'> {
  const digits = tidy(text).replace(/^IMO/, '');
  if (!/^[1-9]\d{6}$/.test(digits)) return bad('form');
  return imoCheckDigit(digits) === Number(digits[6]) ? good(digits as ImoNo) : bad('check-digit');
}

/** The last digit of the sum of the first six, weighted 7 to 2. */
export function imoCheckDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < 6; i++) sum += Number(digits[i]) * (7 - i);
  return sum % 10;
}
