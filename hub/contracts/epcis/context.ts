// The @context of JSON-LD, as far as EPCIS needs it: which names are declared, and what their prefixes stand for.

/** What is in force at one place of a document. */
export interface Context {
  /** A prefix or term, and the IRI it stands for. */
  readonly declared: ReadonlyMap<string, string>;
  /** Names without a prefix have a meaning of their own: there is an `@vocab`. */
  readonly vocab: boolean;
  /** A context from elsewhere is named, which may declare anything: nothing of the net is fetched here. */
  readonly foreign: boolean;
  /** The context of EPCIS itself is named. */
  readonly epcis: boolean;
  /** What is not EPCIS's own, to go with an event that leaves its document. */
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

const none: Context = { declared: standard, vocab: false, foreign: false, epcis: false, own: [] };

/**
 * Reads a context inside an outer one (JSON-LD 1.1 §3.1, §4.1). `isTaken` names the terms EPCIS protects.
 * @returns the sentence that says why not
 */
export function contextOf(value: unknown, isTaken: (term: string) => boolean, outer: Context = none): Context | string {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  let context = outer;
  for (const entry of entries) {
    const next = withEntry(context, entry, isTaken);
    if (typeof next === 'string') return next;
    context = next;
  }
  return context;
}

function withEntry(context: Context, entry: unknown, isTaken: (term: string) => boolean): Context | string {
  if (typeof entry === 'string') {
    if (isEpcisContext(entry)) return { ...context, epcis: true };
    if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(entry)) return `names "${entry.slice(0, 60)}", which is no URI`;
    return { ...context, foreign: true, own: [...context.own, entry] };
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'is neither a URI nor an object';
  const terms = Object.entries(entry);
  const taken = terms.find(([term]) => isTaken(term));
  if (taken !== undefined) return `gives ${taken[0]}, a term of EPCIS, another meaning`;
  const declared = new Map(context.declared);
  for (const [term, meaning] of terms) if (!term.startsWith('@')) declared.set(term, meaningOf(meaning));
  const vocab = context.vocab || typeof (entry as Record<string, unknown>)['@vocab'] === 'string';
  return terms.length === 0
    ? context
    : { ...context, declared, vocab, own: [...context.own, entry as Record<string, unknown>] };
}

function meaningOf(meaning: unknown): string {
  if (typeof meaning === 'string') return meaning;
  const id = typeof meaning === 'object' && meaning !== null ? (meaning as Record<string, unknown>)['@id'] : undefined;
  return typeof id === 'string' ? id : '';
}

/** Whether a name that is none of EPCIS's own says whose it is: prefixed, a whole URI, a keyword, or a declared term. */
export function isNamed(name: string, { declared, vocab, foreign }: Context): boolean {
  const colon = name.indexOf(':');
  if (colon < 0) return vocab || foreign || declared.has(name) || /^@[a-z]+$/.test(name);
  if (name.startsWith('//', colon + 1) || name.startsWith('urn:')) return true;
  return foreign || declared.has(name.slice(0, colon));
}

/** A name or value in full where its prefix is declared. */
export function expanded(name: string, { declared }: Context): string {
  const colon = name.indexOf(':');
  if (colon < 0) return declared.get(name) ?? name;
  const stem = name.startsWith('//', colon + 1) ? undefined : declared.get(name.slice(0, colon));
  return stem === undefined ? name : stem + name.slice(colon + 1);
}
