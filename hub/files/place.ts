// A place in a file that a person wrote, sound or not: what stands there, on which line, and whose it is.

/** What is wrong: in which file, on which line (0: the file as a whole), in words. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly says: string;
  /** Of what is drawn: a code for programs, the field within its owner, and the point in degrees where there is one. */
  readonly code?: string;
  readonly field?: string;
  readonly at?: readonly number[];
}

/** A fault's code and point, for who draws and for programs. */
export interface Coded {
  readonly code: string;
  readonly at?: readonly number[];
}

/** As editors and terminals find it: `path:line: what`. */
export const faultText = (path: string, { line, says }: Fault): string =>
  `${path}${line > 0 ? `:${line}` : ''}: ${says}`;

export type Step = string | number;
type Lines = (path: readonly Step[]) => number;

/** Lists of a file, and what one entry of each is called. */
export type Kinds = Readonly<Record<string, string>>;

/**
 * Something in a file, sound or not: checks read through it, so that one fault of an entry does not hide the next.
 * A place that is not there has the line of what would hold it.
 */
export class Place {
  readonly value: unknown;
  readonly #file: string;
  readonly #lines: Lines;
  readonly #kinds: Kinds;
  readonly #path: readonly Step[];
  /** Such as `fence north`, and how long the path to it is. */
  readonly #owner: { readonly name: string; readonly depth: number } | undefined;

  constructor(file: string, value: unknown, lines: Lines, kinds: Kinds, path: readonly Step[] = [], owner?: Owner) {
    this.value = value;
    this.#file = file;
    this.#lines = lines;
    this.#kinds = kinds;
    this.#path = path;
    this.#owner = owner ?? ownerOf(kinds, path, value);
  }

  at(...steps: readonly Step[]): Place {
    const [step, ...rest] = steps;
    if (step === undefined) return this;
    const path = [...this.#path, step];
    return new Place(this.#file, under(this.value, step), this.#lines, this.#kinds, path, this.#owner).at(...rest);
  }

  /** Its entries; none when it is no list. */
  get entries(): readonly Place[] {
    return Array.isArray(this.value) ? this.value.map((_, i) => this.at(i)) : [];
  }

  /** Undefined when it is no string, or is not there. */
  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  /** The way to it within its owner, such as `properties.name.zh`. */
  get field(): string {
    const [first = '', ...rest] = this.#path.slice(this.#owner?.depth ?? 0);
    return String(first) + rest.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  }

  /** A fault for each field that is none of these. @param what it is, such as `a person` */
  strangers(fields: ReadonlySet<string>, what: string): Fault[] {
    const strange = Object.keys((this.value ?? {}) as object).filter((field) => !fields.has(field));
    return strange.map((field) => this.at(field).fault(`${field} is nothing ${what} has`));
  }

  fault(says: string, coded?: Coded): Fault {
    const whose = this.#owner === undefined ? '' : `${this.#owner.name}: `;
    const told = { file: this.#file, line: this.#lines(this.#path), says: whose + says };
    return coded === undefined ? told : { ...told, ...coded, field: this.field };
  }
}

type Owner = { readonly name: string; readonly depth: number };

function ownerOf(kinds: Kinds, path: readonly Step[], value: unknown): Owner | undefined {
  const [list, at] = path;
  const kind = typeof list === 'string' && Object.hasOwn(kinds, list) ? kinds[list] : undefined;
  if (kind === undefined || typeof at !== 'number') return undefined;
  const id = under(value, 'id');
  return { name: `${kind} ${typeof id === 'string' ? id : `no. ${at + 1}`}`, depth: path.length };
}

function under(value: unknown, step: Step): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<Step, unknown>)[step];
}
