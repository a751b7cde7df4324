// Number plates of trucks at a port of Guangdong: mainland plates of GA 36-2018, cross-border ones, Hong Kong, Macau.
import { bad, good, type Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** Without dots, hyphens and spaces, in simplified characters: `粤B12345`, `粤ZA123港`, `AB1234`. */
export type Plate = string & { readonly brand: 'plate' };

/** A vehicle carries at most one plate of each class, except of the last, which holds Hong Kong's and Macau's. */
export type PlateClass = 'mainland' | 'trailer' | 'to-hong-kong' | 'to-macau' | 'abroad';

export type PlateKind =
  | 'ordinary'
  | 'new-energy-small'
  | 'new-energy-large'
  | 'police'
  | 'learner'
  | 'emergency'
  | 'trailer'
  | 'cross-border-hong-kong'
  | 'cross-border-macau'
  | 'hong-kong-or-macau'
  | 'hong-kong-trailer';

// Province and authority letter. 粤Z is no authority: GA 36 keeps it for vehicles from Hong Kong and Macau.
const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';
const home = `(?!粤Z)${province}[A-HJ-NP-Z]`;
const mark = '[0-9A-HJ-NP-Z]';

/**
 * Every kind with its form. I and O are in no serial. New energy: A–E pure electric and F–K the others, first for small
 * vehicles and last for large ones. No plate fits two forms.
 *
 * The last two are permissive. `MA1234` is issued by Hong Kong and, written MA-12-34, by Macau: the kind cannot say
 * which. Hong Kong leaves out I, O, Q and leading zeros, and puts T after the number of a trailer; its personalised
 * marks, any eight characters, are not read: nearly every misreading would be one.
 */
const forms: readonly (readonly [PlateKind, RegExp, PlateClass])[] = [
  ['ordinary', new RegExp(`^${home}${mark}{5}$`), 'mainland'],
  ['new-energy-small', new RegExp(`^${home}[A-HJK]${mark}[0-9]{4}$`), 'mainland'],
  ['new-energy-large', new RegExp(`^${home}[0-9]{5}[A-HJK]$`), 'mainland'],
  ['police', new RegExp(`^${home}${mark}{4}警$`), 'mainland'],
  ['learner', new RegExp(`^${home}${mark}{4}学$`), 'mainland'],
  // Fire and forest rescue, letters X and S (General Office of the State Council, 2018 no. 114).
  ['emergency', new RegExp(`^${province}[XS]${mark}{4}应急$`), 'mainland'],
  ['trailer', new RegExp(`^${home}${mark}{4}挂$`), 'trailer'],
  ['cross-border-hong-kong', new RegExp(`^粤Z${mark}{4}港$`), 'to-hong-kong'],
  ['cross-border-macau', new RegExp(`^粤Z${mark}{4}澳$`), 'to-macau'],
  ['hong-kong-or-macau', /^(?:[A-HJ-NPR-Z]{1,2}[1-9][0-9]{0,3}|(?:M[A-Z]?|A[A-Z])[0-9]{4})$/, 'abroad'],
  ['hong-kong-trailer', /^[1-9][0-9]{3,4}T$/, 'trailer'],
];

// Hong Kong and Macau read out and print traditional characters; NFKC leaves them as they are.
const traditional = '滬遼魯蘇贛陝閩貴雲瓊寧晉粵學掛應';
const simplified = '沪辽鲁苏赣陕闽贵云琼宁晋粤学挂应';

/**
 * Reads a plate. The dot after the authority letter, hyphens, spaces, case, width and traditional characters do not
 * matter; nothing is guessed, O is never taken for 0.
 * @returns `form`: none of the forms above. Military, diplomatic and temporary plates are none of them
 */
export function readPlate(
  text: string,
): Reading<{ readonly plate: Plate; readonly kind: PlateKind; readonly class: PlateClass }, 'form'> {
  const plain = tidy(text).replace(/[^\x20-\x7e]/gu, simplify);
  const found = forms.find(([, form]) => form.test(plain));
  if (found === undefined) return bad('form');
  const [kind, , cls] = found;
  return good({ plate: plain as Plate, kind, class: cls });
}

const simplify = (character: string): string => {
  const at = traditional.indexOf(character);
  return at < 0 ? character : simplified.charAt(at);
};
