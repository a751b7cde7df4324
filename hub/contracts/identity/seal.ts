// Seal ids: the two numbers of an ISO 18185 electronic seal, or whatever is printed on a bolt seal or a lock.
import { bad, good, type Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** `12345:4294967295` (manufacturer, serial, both decimal without leading zeros) or the print: `EMCCT12345`. */
export type SealId = string & { readonly brand: 'seal' };

/** An electronic seal is known by manufacturer and serial together; the serial alone is not unique. */
export type Seal =
  | { readonly id: SealId; readonly kind: 'electronic'; readonly manufacturer: number; readonly serial: number }
  | { readonly id: SealId; readonly kind: 'printed' };

// ISO 18185-2: the id is manufacturer and tag serial, set at manufacture. On the air (ISO 18185-1, as ISO/IEC 18000-7)
// they are 16 and 32 bits. No part says how to write the two as text: the colon is a rule of this house.
const pair = /^0*(\d{1,5}):0*(\d{1,10})$/;

/**
 * Reads a seal id, permissively: numbers of locks follow no common standard (DCSA and EDIFACT allow 15 characters).
 * @returns `form`: neither a pair nor 4–15 letters and digits; `range`: a pair beyond 16 and 32 bits
 */
export function readSeal(text: string): Reading<Seal, 'form' | 'range'> {
  const numbers = pair.exec(text.normalize('NFKC').trim());
  if (numbers !== null) return electronic(Number(numbers[1]), Number(numbers[2]));
  const print = tidy(text);
  return /^[0-9A-Z]{4,15}$/.test(print) ? good({ id: print as SealId, kind: 'printed' }) : bad('form');
}

/** A seal in the one form it is known by; what is neither a pair nor a print of its length stays as it is written. */
export function sealForm(text: string): string {
  const read = readSeal(text);
  return read.ok ? read.value.id : text;
}

function electronic(manufacturer: number, serial: number): Reading<Seal, 'range'> {
  if (manufacturer > 0xffff || serial > 0xffff_ffff) return bad('range');
  return good({ id: `${manufacturer}:${serial}` as SealId, kind: 'electronic', manufacturer, serial });
}
