// The @context of JSON-LD, as far as EPCIS needs it: which names are declared, and what their prefixes stand for.

/** What is in force at one place of a document. */
export interface Context {
  /** What is declared here: a prefix or term, and the IRI it stands for. What is not lies further out: see `meaningIn`. */
  readonly declared: ReadonlyMap<string, string>;
  readonly outer?: Context;
  /** What gives a meaning to names that are not declared: contexts from elsewhere, and what is under keywords. */
  readonly beyond: ReadonlySet<string>;
  /** Names without a prefix have a meaning of their own: there is an `@vocab`. */
  readonly vocab: boolean;
  /** A context from elsewhere is named, which may declare anything: nothing of the net is fetched here. */
  readonly foreign: boolean;
  /** The context of EPCIS itself is named. */
  readonly epcis: boolean;
  /** What is not EPCIS's own, from the outermost inwards, to go with an event that leaves its document. */
  readonly own: readonly (string | Readonly<Record<string, unknown>>)[];
}

/** The context every answer of the hub names. */
export const epcisContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

const isEpcisContext = (uri: string): boolean => /^https?:\/\/[^\s]*\/epcis-context\.jsonld$/.test(uri);

/** Prefixes that the context of EPCIS 2.0 declares itself. */
const standard: ReadonlyMap<string, string> = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['gs1', 'https://ref.gs1.org/voc/'],
  ['rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

const none: Context = {
  declared: standard,
  beyond: new Set(),
  vocab: false,
  foreign: false,
  epcis: false,
  own: [],
};

/** Larger than anybody's, in characters: a context goes along with every event that is stored. */
const contextMost = 16 * 1024;

/** A context that is being read: one map and one list, whatever it has of entries. */
interface Layer {
  readonly declared: Map<string, string>;
  readonly beyond: Set<string>;
  readonly own: (string | Readonly<Record<string, unknown>>)[];
  vocab: boolean;
  foreign: boolean;
  epcis: boolean;
}

/**
 * Reads a context inside an outer one (JSON-LD 1.1 §3.1, §4.1). `isTaken` names the terms EPCIS protects.
 * @returns the sentence that says why not
 */
export function contextOf(value: unknown, isTaken: (term: string) => boolean, outer: Context = none): Context | string {
  if ((JSON.stringify(value)?.length ?? 0) > contextMost) return 'is over 16 KiB';
  const { beyond, vocab, foreign, epcis, own } = outer;
  const layer: Layer = { declared: new Map(), beyond: new Set(beyond), own: [...own], vocab, foreign, epcis };
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  for (const entry of entries) {
    const fault = typeof entry === 'string' ? named(layer, entry) : defined(layer, entry, isTaken);
    if (fault !== undefined) return fault;
  }
  return { ...layer, outer };
}

function named(layer: Layer, uri: string): string | undefined {
  if (isEpcisContext(uri)) {
    layer.epcis = true;
    return undefined;
  }
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(uri)) return `names "${uri.slice(0, 60)}", which is no URI`;
  layer.foreign = true;
  layer.beyond.add(uri);
  layer.own.push(uri);
  return undefined;
}

function defined(layer: Layer, entry: unknown, isTaken: (term: string) => boolean): string | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'is neither a URI nor an object';
  const terms = Object.entries(entry) as [string, unknown][];
  const taken = terms.find(([term]) => isTaken(term));
  if (taken !== undefined) return `gives ${taken[0]}, a term of EPCIS, another meaning`;
  for (const [term, meaning] of terms) {
    if (!term.startsWith('@')) layer.declared.set(term, meaningOf(meaning));
    else layer.beyond.add(JSON.stringify([term, meaning]));
    if (term === '@vocab' && typeof meaning === 'string') layer.vocab = true;
  }
  if (terms.length > 0) layer.own.push(entry as Record<string, unknown>);
  return undefined;
}

function meaningOf(meaning: unknown): string {
  if (typeof meaning === 'string') return meaning;
  const id = typeof meaning === 'object' && meaning !== null ? (meaning as Record<string, unknown>)['@id'] : undefined;
  return typeof id === 'string' ? id : '';
}

/** The IRI that a prefix or term stands for, here or further out. */
export function meaningIn(context: Context, term: string): string | undefined {
  for (let one: Context | undefined = context; one !== undefined; one = one.outer) {
    const meaning = one.declared.get(term);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

/** Whether a name that is none of EPCIS's own says whose it is: prefixed, a whole URI, a keyword, or a declared term. */
export function isNamed(name: string, context: Context): boolean {
  const { vocab, foreign } = context;
  const colon = name.indexOf(':');
  if (colon < 0) return vocab || foreign || meaningIn(context, name) !== undefined || /^@[a-z]+$/.test(name);
  if (name.startsWith('//', colon + 1) || name.startsWith('urn:')) return true;
  return foreign || meaningIn(context, name.slice(0, colon)) !== undefined;
}

/** A name or value in full where its prefix is declared. */
export function expanded(name: string, context: Context): string {
  const colon = name.indexOf(':');
  if (colon < 0) return meaningIn(context, name) ?? name;
  const stem = name.startsWith('//', colon + 1) ? undefined : meaningIn(context, name.slice(0, colon));
  return stem === undefined ? name : stem + name.slice(colon + 1);
}
