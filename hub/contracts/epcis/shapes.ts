// The shapes of EPCIS 2.0: which fields each type of event has, and what each of them must be (EPCIS 2.0 §7.3, §7.4).
import {
  type Check,
  type Fields,
  flag,
  hex,
  isRecord,
  isUri,
  list,
  matching,
  moment,
  number,
  oneOf,
  record,
  text,
  uri,
  word,
} from './check.ts';
import { isOffset } from './instant.ts';

/** UN/ECE Recommendation 20. */
const unit = matching(/^[A-Z0-9]{2,3}$/, 'is not a unit code of UN/ECE Recommendation 20');
const things = list(uri, { once: true });
const place = record({ id: uri }, 'id');
const own = record({});

/** §7.3.3.3: a class, and how much of it; without a unit it is counted. */
const quantity: Check = (value, field, look) => {
  record({ epcClass: uri, quantity: number, uom: unit }, 'epcClass')(value, field, look);
  if (!isRecord(value)) return;
  const { quantity: amount, uom } = value;
  if (amount === undefined && uom !== undefined) look.fault(`${field}.uom`, 'is there without a quantity');
  if (typeof amount !== 'number') return;
  if (amount <= 0) look.fault(`${field}.quantity`, `${amount} is not positive`);
  else if (uom === undefined && !Number.isInteger(amount)) {
    look.fault(`${field}.quantity`, `${amount} is counted, without a unit, and not whole`);
  }
};

const sensorFields: Fields = {
  time: moment,
  deviceID: uri,
  deviceMetadata: uri,
  rawData: uri,
  dataProcessingMethod: uri,
  bizRules: uri,
};

/** §7.3.7: what a sensor told, as a value, a statement about many values, or a condition. */
const report: Check = (value, field, look) => {
  record({
    ...sensorFields,
    type: word('measure'),
    exception: word('alert'),
    microorganism: uri,
    chemicalSubstance: uri,
    coordinateReferenceSystem: uri,
    component: word('component'),
    value: number,
    stringValue: text,
    booleanValue: flag,
    hexBinaryValue: hex,
    uriValue: uri,
    minValue: number,
    maxValue: number,
    meanValue: number,
    sDev: number,
    percRank: number,
    percValue: number,
    uom: text,
  })(value, field, look);
  if (!isRecord(value) || 'type' in value || 'exception' in value) return;
  look.fault(`${field}.type`, 'is missing');
};

const sensor = record(
  {
    type: uri,
    sensorMetadata: record({ ...sensorFields, startTime: moment, endTime: moment }),
    sensorReport: list(report, { min: 1 }),
  },
  'sensorReport',
);

const persistent: Check = (value, field, look) => {
  const words = list(word('disposition'), { min: 1 });
  record({ set: words, unset: words })(value, field, look);
  if (isRecord(value) && !('set' in value) && !('unset' in value)) look.fault(field, 'neither sets nor unsets any');
};

/** §7.4.1.3: the event it stands in was wrong, in part or altogether. */
const declaration = record(
  { declarationTime: moment, reason: word('reason'), correctiveEventIDs: list(uri) },
  'declarationTime',
);

const isDay = matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T|$)/, 'is not a date');

/** A certificate is named by a URI, or described in the words of the GS1 web vocabulary (gs1:CertificationDetails). */
const certificate: Check = (value, field, look) => {
  if (!isRecord(value)) return uri(value, field, look);
  own(value, field, look);
  for (const [name, one] of Object.entries(value)) {
    if (/^gs1:.*Date$/.test(name)) isDay(one, `${field}.${name}`, look);
    else if (isRecord(one)) certificate(one, `${field}.${name}`, look);
  }
};
const certificates: Check = (value, field, look) =>
  Array.isArray(value) ? list(certificate, { min: 1 })(value, field, look) : certificate(value, field, look);

const offset: Check = (value, field, look) => {
  if (typeof value !== 'string' || !isOffset(value)) look.fault(field, `${JSON.stringify(value)} is not like +08:00`);
};

/** `@context` is read before, with the names it declares. */
const common: Fields = {
  '@context': () => {},
  type: () => {},
  eventTime: moment,
  eventTimeZoneOffset: offset,
  recordTime: moment,
  eventID: uri,
  errorDeclaration: declaration,
  certificationInfo: certificates,
  bizStep: word('step'),
  disposition: word('disposition'),
  persistentDisposition: persistent,
  readPoint: place,
  bizLocation: place,
  bizTransactionList: list(record({ type: word('transaction'), bizTransaction: uri }, 'bizTransaction')),
  sourceList: list(record({ type: word('party'), source: uri }, 'type', 'source')),
  destinationList: list(record({ type: word('party'), destination: uri }, 'type', 'destination')),
  sensorElementList: list(sensor),
};

const action = oneOf('ADD', 'OBSERVE', 'DELETE');
const quantities = list(quantity);
const family: Fields = { parentID: uri, childEPCs: things, childQuantityList: quantities, action };

/** Of each type: its own fields besides the common ones, and which of all must be there. */
const kinds = {
  ObjectEvent: { fields: { epcList: things, quantityList: quantities, action, ilmd: own }, needed: ['action'] },
  AggregationEvent: { fields: family, needed: ['action'] },
  AssociationEvent: { fields: family, needed: ['parentID', 'action'] },
  TransactionEvent: {
    fields: { parentID: uri, epcList: things, quantityList: quantities, action },
    needed: ['bizTransactionList', 'action'],
  },
  TransformationEvent: {
    fields: {
      inputEPCList: things,
      inputQuantityList: quantities,
      outputEPCList: things,
      outputQuantityList: quantities,
      transformationID: uri,
      ilmd: own,
    },
    needed: [],
  },
} as const satisfies Record<string, { fields: Fields; needed: readonly string[] }>;

export type EventType = keyof typeof kinds;
export const eventTypes = Object.keys(kinds) as readonly EventType[];
export const isEventType = (value: unknown): value is EventType =>
  typeof value === 'string' && Object.hasOwn(kinds, value);

export interface Shape {
  readonly fields: Fields;
  readonly needed: readonly string[];
}

const always = ['eventTime', 'eventTimeZoneOffset'];
const shapes = new Map<string, Shape>(
  Object.entries(kinds).map(([type, { fields, needed }]) => [
    type,
    { fields: { ...common, ...fields }, needed: [...always, ...needed] },
  ]),
);

/** A type of somebody's own, named by a URI, may have any of the standard's fields (§7.4, "event types may be added"). */
const foreign: Shape = {
  fields: Object.assign({}, ...[...shapes.values()].map(({ fields }) => fields)) as Fields,
  needed: always,
};

export const shapeOf = (type: string): Shape | undefined => shapes.get(type) ?? (isUri(type) ? foreign : undefined);

/** Every name that the context of EPCIS gives a meaning to, and protects. */
const terms = new Set([...Object.keys(foreign.fields), 'id', 'type', 'epcisBody', 'eventList', ...eventTypes]);
export const isTerm = (name: string): boolean => name !== '@context' && terms.has(name);
