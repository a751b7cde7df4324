// One form for every way GS1 keys are written: the canonical Digital Link, at its finest level of identification.
import { type Epc, readEpc } from '../identity/epc.ts';
import { gs1CheckDigit } from '../identity/gs1.ts';

const stem = 'https://id.gs1.org/';

/** A GTIN of 14 digits: the indicator that leads the reference goes before the company prefix. */
const gtin = ([prefix = '', reference = '']: readonly string[]): string =>
  checked(reference.slice(0, 1) + prefix + reference.slice(1));
const key = (parts: readonly string[]): string => checked(parts.slice(0, 2).join(''));
const checked = (digits: string): string => digits + gs1CheckDigit(digits);
/** An extension digit leads the serial reference, and goes before the company prefix. */
const sscc = gtin;

/** In a Digital Link everything is escaped but letters, digits, hyphen, dot and underscore (GS1 Digital Link 1.2, §7). */
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

/** Primary keys: what their value looks like, and the qualifiers that make each finer, finest first. */
const keys: Readonly<Record<string, { readonly form: RegExp; readonly finer?: readonly string[] }>> = {
  '00': { form: /^\d{18}$/ },
  '01': { form: /^\d{14}$/, finer: ['21', '235', '10'] },
  '253': { form: /^\d{13}.{0,51}$/ },
  '255': { form: /^\d{13,25}$/ },
  '401': { form: /^.{1,90}$/ },
  '402': { form: /^\d{17}$/ },
  '414': { form: /^\d{13}$/, finer: ['254'] },
  '417': { form: /^\d{13}$/ },
  '8003': { form: /^\d{14}.{0,48}$/ },
  '8004': { form: /^\d{4}.{0,86}$/ },
  '8006': { form: /^\d{18}$/, finer: ['21', '10'] },
  '8010': { form: /^\d{4}.{0,86}$/, finer: ['8011'] },
  '8017': { form: /^\d{18}$/ },
  '8018': { form: /^\d{18}$/ },
};

/** A Digital Link of whatever domain, without its query and what it tells besides the key. */
function linkPath(uri: string): string | undefined {
  const [, path = ''] = /^https?:\/\/[^/?#]+\/([^?#]*)/.exec(uri) ?? [];
  const pieces = path.split('/');
  const at = pieces.findIndex((piece, i) => Object.hasOwn(keys, piece) && keys[piece]?.form.test(pieces[i + 1] ?? ''));
  if (at < 0) return undefined;
  const [ai = '', value = ''] = pieces.slice(at);
  const rest = pieces.slice(at + 2);
  const finer = keys[ai]?.finer?.find((qualifier) => rest.indexOf(qualifier) % 2 === 0);
  const tail = finer === undefined ? '' : `/${finer}/${rest[rest.indexOf(finer) + 1] ?? ''}`;
  return `${ai}/${value}${tail === '/254/0' ? '' : tail}`;
}

/**
 * The canonical form of a URI that carries a GS1 key, an EPC URI or a Digital Link (CBV 2.0 §8.9); undefined for every
 * other URI.
 */
export function canonicalLink(uri: string): string | undefined {
  const epc = readEpc(uri);
  const path = epc.ok ? pathOf(epc.value) : linkPath(uri);
  return path === undefined ? undefined : stem + path;
}
