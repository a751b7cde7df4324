// The EPC schemes of the GS1 Tag Data Standard: for each, which components it has and how long they may be.
import { readContainer } from './container.ts';
import { isChars82 } from './gs1.ts';
import { readImo } from './imo.ts';
import type { Reading } from './reading.ts';

/** What one component must be, judged on its unescaped text. */
export type Part = (text: string) => boolean;

export interface EpcScheme {
  readonly parts: readonly Part[];
  /** Digits of company prefix and reference together; both are padded with zeros. */
  readonly digits?: number;
  /** Characters of company prefix and reference together, at most. */
  readonly chars?: number;
  /** `instance` has no pattern URIs; `lot` is a class of its own. */
  readonly only?: 'instance' | 'lot';
}

const prefix: Part = (text) => /^[0-9]{6,12}$/.test(text);
const padded: Part = (text) => /^[0-9]*$/.test(text);
const two: Part = (text) => /^[0-9]{2}$/.test(text);
const chars =
  (max: number): Part =>
  (text) =>
    text.length > 0 && text.length <= max && isChars82(text);
const digits =
  (max: number): Part =>
  (text) =>
    text.length <= max && /^[0-9]+$/.test(text);
/** A number without leading zeros, below a power of two. */
const number =
  (bits: number): Part =>
  (text) =>
    /^(?:0|[1-9][0-9]{0,11})$/.test(text) && Number(text) < 2 ** bits;
/** An identity of another standard, written as it is stored. */
const exactly =
  (read: (text: string) => Reading<string, string>): Part =>
  (text) => {
    const reading = read(text);
    return reading.ok && reading.value === text;
  };
/** A CAGE code or DoDAAC. */
const depot: Part = (text) => /^[0-9A-HJ-NP-Z]{5,6}$/.test(text);

/** TDS 1.13, 6.3, in the order of the standard. A last component of `chars` may itself have dots in it. */
export const epcSchemes: Readonly<Record<string, EpcScheme>> = {
  sgtin: { parts: [prefix, padded, chars(20)], digits: 13 },
  sscc: { parts: [prefix, padded], digits: 17 },
  sgln: { parts: [prefix, padded, chars(20)], digits: 12 },
  grai: { parts: [prefix, padded, chars(16)], digits: 12 },
  giai: { parts: [prefix, chars(24)], chars: 30 },
  gsrn: { parts: [prefix, padded], digits: 17 },
  gsrnp: { parts: [prefix, padded], digits: 17 },
  gdti: { parts: [prefix, padded, chars(17)], digits: 12 },
  cpi: { parts: [prefix, (text) => /^[0-9A-Z\-#/]{1,24}$/.test(text), number(40)], chars: 30 },
  sgcn: { parts: [prefix, padded, digits(12)], digits: 12 },
  ginc: { parts: [prefix, chars(24)], chars: 30 },
  gsin: { parts: [prefix, padded], digits: 16 },
  itip: { parts: [prefix, padded, two, two, chars(20)], digits: 13 },
  upui: { parts: [prefix, padded, chars(28)], digits: 13 },
  pgln: { parts: [prefix, padded], digits: 12 },
  gid: { parts: [number(28), number(24), number(36)] },
  usdod: { parts: [depot, number(36)] },
  adi: { parts: [depot, (text) => /^[0-9A-Z\-/]{0,32}$/.test(text), adiSerial] },
  bic: { parts: [exactly(readContainer)], only: 'instance' },
  imovn: { parts: [exactly(readImo)], only: 'instance' },
  lgtin: { parts: [prefix, padded, chars(20)], digits: 13, only: 'lot' },
};

/** At most thirty characters, the leading `#` of a serial that is unique in the enterprise among them. */
function adiSerial(text: string): boolean {
  return /^#?[0-9A-Z\-/]+$/.test(text) && text.length <= 30;
}
