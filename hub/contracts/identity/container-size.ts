// Size and type codes of ISO 6346, the four characters under a container number: how long, how high, for what.
import { bad, good, type Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** `22G1`, `45R1`, `22GP`. */
export type SizeTypeCode = string & { readonly brand: 'container-size' };

export interface ContainerSize {
  readonly code: SizeTypeCode;
  /** Nominal outer length, metres. */
  readonly length: number;
  /** Outer height, metres; not given for codes that only say "higher than" or "lower than". */
  readonly height: number | undefined;
  /** Wider than the ordinary 2.438 m. */
  readonly wide: boolean;
  /** Not given for `N`, which the edition of 2022 added and whose wording was not at hand. */
  readonly group: string | undefined;
}

// Annex D. Digits are the ISO series 1 lengths of 10, 20, 30 and 40 feet; L is 45, M 48 and P 53 feet.
// biome-ignore format: a table
const lengths: Readonly<Record<string, number>> = {
  '1': 2.991, '2': 6.058, '3': 9.125, '4': 12.192,
  A: 7.15, B: 7.315, C: 7.43, D: 7.45, E: 7.82, F: 8.1, G: 12.5, H: 13.106, K: 13.6, L: 13.716, M: 14.63, N: 14.935,
  P: 16.154,
};

// The digit for an ordinary width; the letters for the same height on a wider box (C–F to 2.5 m, L–P beyond).
// biome-ignore format: a table
const heights: Readonly<Record<string, number | undefined>> = {
  '0': 2.438, '2': 2.591, '4': 2.743, '5': 2.896, '6': undefined, '8': 1.295, '9': undefined,
  C: 2.591, D: 2.743, E: 2.896, F: undefined, L: 2.591, M: 2.743, N: 2.896, P: undefined,
};

// Annex E; T is the tank of 1995, K the tank of 2022.
const groups: Readonly<Record<string, string | undefined>> = {
  G: 'general purpose',
  V: 'ventilated',
  B: 'dry bulk',
  S: 'named cargo',
  R: 'refrigerated',
  H: 'refrigerated, removable equipment',
  U: 'open top',
  P: 'platform',
  T: 'tank',
  K: 'tank',
  N: undefined,
  A: 'air and surface',
};

// A detailed type is the group and a digit or, since 2022, a letter of reduced strength; else a group code of 1995.
const detailed = /^..[GVBSRHUPTKNA][0-9ABDGJMVWXY]$/;
const grouped = /^..(?:GP|VH|BU|BK|SN|RE|RT|RS|HR|HI|UT|PL|PF|PC|PS|TN|TD|TG|AS)$/;

/**
 * Reads a size and type code (ISO 6346:1995, annexes D and E, and the letters the edition of 2022 added).
 * @returns `form`: not four characters; `length`, `height`, `type`: the first of them that the standard does not know
 */
export function readContainerSize(text: string): Reading<ContainerSize, 'form' | 'length' | 'height' | 'type'> {
  const code = tidy(text);
  if (!/^[0-9A-Z]{4}$/.test(code)) return bad('form');
  const [long = '', high = '', group = ''] = code;
  const length = lengths[long];
  if (length === undefined) return bad('length');
  if (!Object.hasOwn(heights, high)) return bad('height');
  if (!detailed.test(code) && !grouped.test(code)) return bad('type');
  const wide = /[C-P]/.test(high);
  return good({ code: code as SizeTypeCode, length, height: heights[high], wide, group: groups[group] });
}
