// EPC URIs to GS1 Digital Links and back: one key, with the company prefix marked or with a check digit.
import { type Epc, type EpcFault, makeEpc } from './epc.ts';
import { fromUriChars, gs1CheckDigit } from './gs1.ts';
import { bad, good, type Reading } from './reading.ts';

interface Key {
  /** The application identifier of the key. */
  readonly ai: string;
  /** Digits of the number with its check digit. A key without has no check digit, and ends where it ends. */
  readonly digits?: number;
  /** A filler zero before the number. */
  readonly filler?: true;
  /** The first digit of the reference is an indicator or extension, and goes before the company prefix. */
  readonly swapped?: true;
  /** Where the serial is: right behind the check digit, or in a segment of this application identifier. */
  readonly serial?: 'behind' | '21' | '10' | '254';
}

// GS1 Digital Link URI syntax 1.4, and TDS 1.13, 7. Left out: the keys of coupons, parts, pieces and tobacco.
const keys: Readonly<Record<string, Key>> = {
  sgtin: { ai: '01', digits: 14, swapped: true, serial: '21' },
  lgtin: { ai: '01', digits: 14, swapped: true, serial: '10' },
  sscc: { ai: '00', digits: 18, swapped: true },
  sgln: { ai: '414', digits: 13, serial: '254' },
  pgln: { ai: '417', digits: 13 },
  grai: { ai: '8003', digits: 13, filler: true, serial: 'behind' },
  gdti: { ai: '253', digits: 13, serial: 'behind' },
  gsrn: { ai: '8018', digits: 18 },
  gsrnp: { ai: '8017', digits: 18 },
  gsin: { ai: '402', digits: 17 },
  giai: { ai: '8004' },
  ginc: { ai: '401' },
};

/**
 * The canonical Digital Link of an EPC, at id.gs1.org. A pattern over all serials of a key becomes the link of the key.
 * @returns undefined for schemes without a GS1 key, such as containers and ships, and for wider patterns
 */
export function toDigitalLink({ kind, scheme, parts }: Epc): string | undefined {
  const key = Object.hasOwn(keys, scheme) ? keys[scheme] : undefined;
  if (key === undefined || (kind === 'idpat' && parts.indexOf('*') !== 2)) return undefined;
  const [prefix = '', reference = '', serial = ''] = kind === 'idpat' ? parts.slice(0, 2) : parts;
  const number = key.swapped ? reference.slice(0, 1) + prefix + reference.slice(1) : prefix + reference;
  const check = key.digits === undefined ? '' : gs1CheckDigit(number);
  const whole = `${key.filler ? '0' : ''}${number}${check}`;
  if (key.serial === 'behind') return `https://id.gs1.org/${key.ai}/${whole}${encode(serial)}`;
  // A location extension of 0 says that there is none (TDS 1.13, 6.3.3).
  const bare = serial === '' || (scheme === 'sgln' && serial === '0');
  return `https://id.gs1.org/${key.ai}/${encode(whole)}${bare ? '' : `/${key.serial}/${encode(serial)}`}`;
}

/** In a Digital Link everything is escaped but letters, digits, hyphen, dot and underscore. */
const encode = (text: string): string =>
  text.replace(/[^0-9A-Za-z\-._]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

export type LinkFault = EpcFault | 'check-digit';

/**
 * Reads a Digital Link of any domain, not compressed. What is after `?` is no part of the identity, nor are variant and
 * lot of a thing that has a serial. A key whose serial is not given becomes a pattern over its serials.
 * @param prefixLength digits of the company prefix, 6–12: the link does not mark it, and only its owner can tell
 * @returns `form`: no link with a key of ours; `check-digit`; or what the EPC would be refused for
 */
export function fromDigitalLink(link: string, prefixLength: number): Reading<Epc, LinkFault> {
  const values = valuesOf(link);
  const schemes = Object.keys(keys).filter((name) => values?.has(keys[name]?.ai ?? ''));
  const scheme = schemes.find((name) => values?.has(keys[name]?.serial ?? '')) ?? schemes[0] ?? '';
  const key = keys[scheme];
  if (values === undefined || key === undefined) return bad('form');
  const number = numberOf(key, values.get(key.ai) ?? '');
  if (!number.ok) return number;
  const pair = split(number.value.number, key.swapped === true, prefixLength);
  if (key.serial === undefined) return makeEpc('id', scheme, pair);
  const serial = key.serial === 'behind' ? number.value.behind : values.get(key.serial);
  if (serial !== undefined) return makeEpc(scheme === 'lgtin' ? 'class' : 'id', scheme, [...pair, serial]);
  return scheme === 'sgln' ? makeEpc('id', scheme, [...pair, '0']) : makeEpc('idpat', scheme, [...pair, '*']);
}

/** The number of a key without filler and check digit, and what is behind it, if anything is. */
function numberOf(key: Key, value: string): Reading<{ number: string; behind?: string }, 'length' | 'check-digit'> {
  if (key.digits === undefined) return good({ number: value });
  const [, number = '', check, behind = ''] =
    new RegExp(`^${key.filler ? '0' : ''}([0-9]{${key.digits - 1}})([0-9])(.*)$`).exec(value) ?? [];
  if (check === undefined || (behind !== '' && key.serial !== 'behind')) return bad('length');
  return gs1CheckDigit(number) === Number(check) ? good({ number, behind: behind || undefined }) : bad('check-digit');
}

const split = (number: string, swapped: boolean, length: number): [string, string] =>
  swapped
    ? [number.slice(1, length + 1), number.slice(0, 1) + number.slice(length + 1)]
    : [number.slice(0, length), number.slice(length)];

/** The segments from the first key on, in pairs; undefined where there is none. The path before it is the domain's. */
function valuesOf(link: string): Map<string, string> | undefined {
  const path = /^https?:\/\/[^/?#\s]+\/([^?#\s]+)/.exec(link)?.[1] ?? '';
  const segments = path.replace(/\/$/, '').split('/').map(fromUriChars);
  const known = new Set(Object.values(keys).map(({ ai }) => ai));
  const start = segments.findIndex((ai = '', i) => (segments.length - i) % 2 === 0 && known.has(ai));
  if (start < 0 || segments.includes(undefined)) return undefined;
  const values = new Map<string, string>();
  for (let i = start; i < segments.length; i += 2) values.set(segments[i] ?? '', segments[i + 1] ?? '');
  return values;
}
