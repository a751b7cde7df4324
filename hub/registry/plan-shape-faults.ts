// What of a plan file does not fit its schema: every word of it, each in plain language and on its own line.
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { Fault, Place } from '../files/place.ts';

/** The part of JSON Schema that the shapes of a plan are made of. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  /** Of a pattern: what it stands for. */
  readonly description?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** The library stops after its eighth error and tells of every branch of a choice; a plan's author needs all, and once. */
export function shapeFaults(schema: TSchema, place: Place): Fault[] {
  return faultsOf(schema as Shape, place);
}

function faultsOf(shape: Shape, place: Place): Fault[] {
  if (Check(shape as TSchema, place.value)) return [];
  if (shape.anyOf !== undefined) return choiceFaults(shape.anyOf, place);
  const { value } = place;
  const inner = isObject(value) && shape.type === 'object' ? objectFaults(shape, place) : entryFaults(shape, place);
  return inner.length > 0 ? inner : [told(place, trouble(shape, value))];
}

const told = (place: Place, says: string): Fault => place.fault(`${place.field} ${says}`.trim());

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function objectFaults({ properties = {}, required = [], additionalProperties }: Shape, place: Place): Fault[] {
  const there = Object.keys(place.value as object);
  const lacking = required.filter((name) => !there.includes(name)).map((name) => told(place, `lacks ${name}`));
  const known = Object.keys(properties);
  const strange = additionalProperties === false ? there.filter((name) => !known.includes(name)) : [];
  return [
    ...lacking,
    ...strange.map((name) =>
      place.at(name).fault(`no such field: ${place.at(name).field}; there are ${known.join(', ')}`),
    ),
    ...Object.entries(properties).flatMap(([name, shape]) =>
      there.includes(name) ? faultsOf(shape, place.at(name)) : [],
    ),
  ];
}

function entryFaults({ type, items }: Shape, place: Place): Fault[] {
  return type === 'array' && items !== undefined ? place.entries.flatMap((entry) => faultsOf(items, entry)) : [];
}

/** Of several shapes the one whose `type` is named is meant: GeoJSON's way. Of one value or a list of them, what is there. */
function choiceFaults(shapes: readonly Shape[], place: Place): Fault[] {
  const [one, list] = [shapes.find(({ type }) => type === 'number'), shapes.find(({ type }) => type === 'array')];
  if (one !== undefined && list !== undefined) return faultsOf(Array.isArray(place.value) ? list : one, place);
  const type = place.at('type');
  const meant = shapes.find(({ properties }) => properties?.['type']?.const === type.value);
  if (meant !== undefined) return faultsOf(meant, place);
  const names = shapes.map(({ properties }) => properties?.['type']?.const);
  return [told(type, `must be one of ${names.join(', ')}`)];
}

/** Why a single value is not what it must be. */
function trouble(shape: Shape, value: unknown): string {
  if (shape.enum !== undefined) return `must be one of ${shape.enum.join(', ')}`;
  if (shape.const !== undefined) return `must be ${shape.const}`;
  if (shape.type === 'string') return stringTrouble(shape, value);
  if (shape.type === 'boolean') return 'must be true or false';
  if (shape.type === 'array') return arrayTrouble(shape, value);
  if (shape.type === 'number' || shape.type === 'integer') return numberTrouble(shape, value);
  return 'must be an object of named fields';
}

/** Unquoted, 20 digits of a camera would be a number, and lose its last ones. */
function stringTrouble({ pattern, description }: Shape, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return 'must be a string: put it in quotes';
  if (typeof value !== 'string') return 'must be a string';
  if (pattern === '\\S') return 'must not be blank';
  return description === undefined ? `must match ${pattern}` : `must be ${description}`;
}

function arrayTrouble({ minItems = 0, maxItems = Infinity }: Shape, value: unknown): string {
  if (!Array.isArray(value)) return 'must be a list';
  if (value.length < minItems) return `must not have fewer than ${minItems} items`;
  return value.length > maxItems ? `must not have more than ${maxItems} items` : 'has not the agreed shape';
}

function numberTrouble({ type, minimum, exclusiveMinimum, maximum }: Shape, value: unknown): string {
  if (typeof value !== 'number') return 'must be a number';
  if (minimum !== undefined && value < minimum) return `must be >= ${minimum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `must be > ${exclusiveMinimum}`;
  if (maximum !== undefined && value > maximum) return `must be <= ${maximum}`;
  return type === 'integer' ? 'must be a whole number' : 'must be a number';
}
