// UN/LOCODE: the form of a code, the names this port needs, and the code that looks like Humen and is not.
import { bad, good, type Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** Five characters without the space: `CNHMN`. */
export type Locode = string & { readonly brand: 'locode' };

// Two letters of ISO 3166-1, then three letters or digits; 0 and 1 are never used, for they look like O and I.
const form = /^[A-Z]{2}[A-Z2-9]{3}$/;

/** Reads a UN/LOCODE (UNECE Recommendation 16). Form only: it does not say that the place exists. */
export function readLocode(text: string): Reading<Locode, 'form'> {
  const plain = tidy(text);
  return form.test(plain) ? good(plain as Locode) : bad('form');
}

const places: Readonly<Record<string, string>> = {
  CNHMN: 'Humen',
  CNSTI: 'Shatian',
  CNDGG: 'Dongguan',
  CNXNA: 'Xinsha',
  CNSHO: 'Shajiao',
  CNMAY: 'Mayong',
  CNTAP: 'Taiping',
  CNNSA: 'Nansha',
};

/** The place on the Pearl River that a code names, if it is one of ours. Never trust the coordinates of UN/LOCODE. */
export const placeOf = (code: Locode): string | undefined => (Object.hasOwn(places, code) ? places[code] : undefined);

/** A code that is likely a slip of the pen: what it really names, and what was likely meant. */
export interface Lookalike {
  readonly place: string;
  readonly meant: Locode;
}

const lookalikes: Readonly<Record<string, Lookalike>> = {
  CNHUM: { place: 'Huma, Heilongjiang', meant: 'CNHMN' as Locode },
};

/** Warns of a right code for a wrong place: `CNHUM` is Huma, some 3400 km north-east of Humen. */
export const lookalikeOf = (code: Locode): Lookalike | undefined =>
  Object.hasOwn(lookalikes, code) ? lookalikes[code] : undefined;
