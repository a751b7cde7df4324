// EPC pure identity URIs of the GS1 Tag Data Standard, read strictly: things, lots, and patterns for classes.
import { type EpcScheme, epcSchemes } from './epc-scheme.ts';
import { fromUriChars, toUriChars } from './gs1.ts';
import { bad, good, type Reading } from './reading.ts';

/** `urn:epc:id:giai:0614141.12345400`, escapes in capitals: two equal EPCs are equal strings. */
export type EpcUri = string & { readonly brand: 'epc' };

/** `id` one thing; `class` one lot; `idpat` all that fit a pattern. */
export type EpcKind = 'id' | 'class' | 'idpat';

export interface Epc {
  readonly uri: EpcUri;
  readonly kind: EpcKind;
  readonly scheme: string;
  /** The components, unescaped; `*` in a pattern is whatever you like. */
  readonly parts: readonly string[];
}

export type EpcFault = 'form' | 'scheme' | 'component' | 'length';

const form = /^urn:epc:(id|class|idpat):([a-z]+):(\S+)$/;

/**
 * Reads an EPC URI (TDS 1.13, chapter 6 for `id` and `class`, chapter 8 for `idpat`).
 * @returns `form`: no such URI; `scheme`: none that this kind of URI has; `component`: too few, or one of them is not
 * what it must be (check digits of containers and ships included); `length`: prefix and reference do not fill the key
 */
export function readEpc(text: string): Reading<Epc, EpcFault> {
  const [, kind, name = '', body = ''] = form.exec(text.replace(/^urn:epc:/i, 'urn:epc:')) ?? [];
  if (kind === undefined) return bad('form');
  const scheme = schemeOf(kind as EpcKind, name);
  if (scheme === undefined) return bad('scheme');
  const raw = split(body, scheme.parts.length);
  const parts = raw.map(fromUriChars).filter((part) => part !== undefined);
  // What was escaped and need not be, or need be and was not, would not be written back as it came.
  const exact = parts.every((part, i) => toUriChars(part) === raw[i]?.replace(/%../g, (hex) => hex.toUpperCase()));
  return exact ? makeEpc(kind as EpcKind, name, parts) : bad('component');
}

/** Builds an EPC from its components, not escaped; refuses as reading it would. */
export function makeEpc(kind: EpcKind, name: string, parts: readonly string[]): Reading<Epc, EpcFault> {
  const scheme = schemeOf(kind, name);
  if (scheme === undefined) return bad('scheme');
  if (parts.length !== scheme.parts.length) return bad('component');
  const why = kind === 'idpat' ? patternFault(scheme, parts) : faultOf(scheme, parts);
  return why === undefined ? good(epcOf(kind, name, parts)) : bad(why);
}

const epcOf = (kind: EpcKind, scheme: string, parts: readonly string[]): Epc => ({
  uri: `urn:epc:${kind}:${scheme}:${parts.map(toUriChars).join('.')}` as EpcUri,
  kind,
  scheme,
  parts,
});

function schemeOf(kind: EpcKind, name: string): EpcScheme | undefined {
  const scheme = Object.hasOwn(epcSchemes, name) ? epcSchemes[name] : undefined;
  if (kind === 'class') return scheme?.only === 'lot' ? scheme : undefined;
  if (kind === 'idpat') return scheme?.only === undefined ? scheme : undefined;
  return scheme?.only === 'lot' ? undefined : scheme;
}

/** The last component takes what is left, dots and all. */
function split(body: string, count: number): string[] {
  const pieces = body.split('.');
  return pieces.length < count ? pieces : [...pieces.slice(0, count - 1), pieces.slice(count - 1).join('.')];
}

function faultOf(scheme: EpcScheme, parts: readonly string[], known = parts.length): EpcFault | undefined {
  const sound = scheme.parts.every((isSound, i) => i >= known || isSound(parts[i] ?? ''));
  if (!sound) return 'component';
  if (known < 2) return undefined;
  const length = (parts[0]?.length ?? 0) + (parts[1]?.length ?? 0);
  const fills = length === (scheme.digits ?? length) && length <= (scheme.chars ?? length);
  return fills ? undefined : 'length';
}

/** After the first `*` there is nothing but `*`. */
function patternFault(scheme: EpcScheme, parts: readonly string[]): EpcFault | undefined {
  const star = parts.indexOf('*');
  const known = star < 0 ? parts.length : star;
  return parts.slice(known).every((part) => part === '*') ? faultOf(scheme, parts, known) : 'component';
}
