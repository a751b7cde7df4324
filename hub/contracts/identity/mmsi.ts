// Maritime mobile service identities: nine digits whose beginning says what kind of station is on the air.
import { bad, good, type Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** Nine digits, leading zeros kept. */
export type Mmsi = string & { readonly brand: 'mmsi' };

export type StationKind =
  | 'ship'
  | 'group'
  | 'coast-station'
  | 'search-aircraft'
  | 'handheld'
  | 'craft-of-a-ship'
  | 'aid-to-navigation'
  | 'ais-sart'
  | 'man-overboard'
  | 'epirb'
  | 'autonomous-device';

export interface Station {
  readonly mmsi: Mmsi;
  readonly kind: StationKind;
  /** Maritime identification digits: the country or territory; 412–414 China, 477 Hong Kong, 453 Macau. */
  readonly mid?: number;
}

// ITU-R M.585-9, annexes 1 and 2. The group that is caught, where there is one, is the MID. No text fits two.
const forms: readonly (readonly [RegExp, StationKind])[] = [
  [/^([2-7]\d\d)\d{6}$/, 'ship'],
  [/^00(\d{3})\d{4}$/, 'coast-station'],
  [/^0([1-9]\d\d)\d{5}$/, 'group'],
  [/^111(\d{3})\d{3}$/, 'search-aircraft'],
  [/^8(\d{3})\d{5}$/, 'handheld'],
  [/^98(\d{3})\d{4}$/, 'craft-of-a-ship'],
  [/^99(\d{3})\d{4}$/, 'aid-to-navigation'],
  [/^970\d{6}$/, 'ais-sart'],
  [/^972\d{6}$/, 'man-overboard'],
  [/^974\d{6}$/, 'epirb'],
  [/^979\d{6}$/, 'autonomous-device'],
];

/**
 * Reads an MMSI. An AIS decoder answers a number: pad it to nine digits first, or a coast station loses its zeros.
 * @returns `form`: not nine digits, or a beginning M.585 does not know; `mid`: no country has such digits (201–775)
 */
export function readMmsi(text: string): Reading<Station, 'form' | 'mid'> {
  const digits = tidy(text);
  for (const [form, kind] of forms) {
    const found = form.exec(digits);
    if (found !== null) return stationOf(digits as Mmsi, kind, found[1]);
  }
  return bad('form');
}

function stationOf(mmsi: Mmsi, kind: StationKind, country: string | undefined): Reading<Station, 'mid'> {
  if (country === undefined) return good({ mmsi, kind });
  const mid = Number(country);
  return mid >= 201 && mid <= 775 ? good({ mmsi, kind, mid }) : bad('mid');
}
