// One form for every way GS1 keys are written: the canonical Digital Link, at its finest level of identification.
import { type Epc, readEpc } from '../identity/epc.ts';
import { fromUriChars, gs1CheckDigit } from '../identity/gs1.ts';

const stem = 'https://id.gs1.org/';

/** A GTIN of 14 digits: the indicator that leads the reference goes before the company prefix. */
const gtin = ([prefix = '', reference = '']: readonly string[]): string =>
  checked(reference.slice(0, 1) + prefix + reference.slice(1));
const key = (parts: readonly string[]): string => checked(parts.slice(0, 2).join(''));
const checked = (digits: string): string => digits + gs1CheckDigit(digits);
/** An extension digit leads the serial reference, and goes before the company prefix. */
const sscc = gtin;

/** In a link all is escaped, in capitals, but letters, digits, hyphen, dot and underscore (GS1 Digital Link 1.3, XCHAR). */
const escaped = (text = ''): string =>
  text.replace(/[^0-9A-Za-z\-._]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

type Path = (parts: readonly string[]) => string;

const things: Readonly<Record<string, Path>> = {
  sgtin: (p) => `01/${gtin(p)}/21/${escaped(p[2])}`,
  sscc: (p) => `00/${sscc(p)}`,
  sgln: (p) => `414/${key(p)}${p[2] === '0' ? '' : `/254/${escaped(p[2])}`}`,
  grai: (p) => `8003/0${key(p)}${escaped(p[2])}`,
  giai: (p) => `8004/${p[0]}${escaped(p[1])}`,
  gsrn: (p) => `8018/${key(p)}`,
  gsrnp: (p) => `8017/${key(p)}`,
  gdti: (p) => `253/${key(p)}${escaped(p[2])}`,
  cpi: (p) => `8010/${p[0]}${escaped(p[1])}/8011/${p[2]}`,
  sgcn: (p) => `255/${key(p)}${p[2]}`,
  ginc: (p) => `401/${p[0]}${escaped(p[1])}`,
  gsin: (p) => `402/${key(p)}`,
  itip: (p) => `8006/${gtin(p)}${p[2]}${p[3]}/21/${escaped(p[4])}`,
  upui: (p) => `01/${gtin(p)}/235/${escaped(p[2])}`,
  pgln: (p) => `417/${key(p)}`,
  lgtin: (p) => `01/${gtin(p)}/10/${escaped(p[2])}`,
};

const classes: Readonly<Record<string, Path>> = {
  sgtin: (p) => `01/${gtin(p)}`,
  grai: (p) => `8003/0${key(p)}`,
  gdti: (p) => `253/${key(p)}`,
  cpi: (p) => `8010/${p[0]}${escaped(p[1])}`,
  sgcn: (p) => `255/${key(p)}`,
  itip: (p) => `8006/${gtin(p)}${p[2]}${p[3]}`,
  upui: (p) => `01/${gtin(p)}`,
};

function pathOf({ kind, scheme, parts }: Epc): string | undefined {
  if (kind !== 'idpat') return things[scheme]?.(parts);
  const whole = parts.slice(0, scheme === 'itip' ? 4 : 2);
  return whole.includes('*') ? undefined : classes[scheme]?.(parts);
}

/** The 82 characters of GS1, and the 39 of parts. */
const x = String.raw`[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]`;
const y = String.raw`[#\-/0-9A-Z]`;
const form = (text: string): RegExp => new RegExp(`^${text}$`);

/** `checked`: so many digits, from the first, end in a check digit. `finer`: qualifiers in order, the finest last. */
interface Key {
  readonly form: RegExp;
  readonly checked?: number;
  readonly finer?: readonly string[];
}

/** Primary keys by AI. A key of characters begins with a company prefix, of four digits at least. */
const keys: Readonly<Record<string, Key>> = {
  '00': { form: form('[0-9]{18}'), checked: 18 },
  '01': { form: form('[0-9]{14}'), checked: 14, finer: ['22', '10', '235', '21'] },
  '253': { form: form(`[0-9]{13}${x}{0,17}`), checked: 13 },
  '255': { form: form('[0-9]{13,25}'), checked: 13 },
  '401': { form: form(`[0-9]{4}${x}{0,26}`) },
  '402': { form: form('[0-9]{17}'), checked: 17 },
  '414': { form: form('[0-9]{13}'), checked: 13, finer: ['254', '7040'] },
  '417': { form: form('[0-9]{13}'), checked: 13, finer: ['7040'] },
  '8003': { form: form(`0[0-9]{13}${x}{0,16}`), checked: 14 },
  '8004': { form: form(`[0-9]{4}${x}{0,26}`), finer: ['7040'] },
  '8006': { form: form('[0-9]{18}'), checked: 14, finer: ['22', '10', '21'] },
  '8010': { form: form(`[0-9]{4}${y}{0,26}`), finer: ['8011'] },
  '8017': { form: form('[0-9]{18}'), checked: 18, finer: ['8019'] },
  '8018': { form: form('[0-9]{18}'), checked: 18, finer: ['8019'] },
};

const qualifiers: Readonly<Record<string, RegExp>> = {
  '10': form(`${x}{1,20}`),
  '21': form(`${x}{1,20}`),
  '22': form(`${x}{1,20}`),
  '235': form(`${x}{1,28}`),
  '254': form(`${x}{1,20}`),
  '7040': form(`[0-9]${x}{3}`),
  '8011': form('[0-9]{1,12}'),
  '8019': form('[0-9]{1,10}'),
};
/** No EPC knows these: they may stand in a link, and make nothing finer. */
const aside = new Set(['22', '7040', '8019']);

/** A Digital Link of whatever domain and path before the key, without its query (GS1 Digital Link: URI Syntax 1.3). */
function linkPath(uri: string): string | undefined {
  const [, path] = /^https?:\/\/[^/?#]+\/([^?#]*)/i.exec(uri) ?? [];
  const pieces = path?.split('/').map(fromUriChars) ?? [];
  for (const at of pieces.keys()) {
    const found = pathAt(pieces, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** From a key on there is nothing but its qualifiers to the end: anything else is a page of somebody's, and no key. */
function pathAt(pieces: readonly (string | undefined)[], at: number): string | undefined {
  const [ai = '', value = ''] = [pieces[at], pieces[at + 1]];
  const key = Object.hasOwn(keys, ai) ? keys[ai] : undefined;
  if (key === undefined || !key.form.test(value) || !endsChecked(value.slice(0, key.checked ?? 0))) return undefined;
  let [tail, next] = ['', 0];
  for (let i = at + 2; i < pieces.length; i += 2) {
    const [qualifier = '', said = ''] = [pieces[i], pieces[i + 1]];
    const place = key.finer?.indexOf(qualifier, next) ?? -1;
    if (place < 0 || !qualifiers[qualifier]?.test(said)) return undefined;
    next = place + 1;
    if (!aside.has(qualifier)) tail = `/${qualifier}/${escaped(said)}`;
  }
  return `${ai}/${escaped(value)}${tail === '/254/0' ? '' : tail}`;
}

const endsChecked = (digits: string): boolean => digits === '' || checked(digits.slice(0, -1)) === digits;

/**
 * The canonical form of a URI that carries a GS1 key, an EPC URI or a Digital Link (CBV 2.0 §8.9); undefined for every
 * other URI, and for one whose check digit or qualifier is wrong.
 */
export function canonicalLink(uri: string): string | undefined {
  const epc = readEpc(uri);
  const path = epc.ok ? pathOf(epc.value) : linkPath(uri);
  return path === undefined ? undefined : stem + path;
}
