// One event of EPCIS 2.0, checked: its fields by the shape of its type, then the rules that tie fields together.
import { fieldsOf, isRecord, type Look } from './check.ts';
import { type Context, contextOf } from './context.ts';
import { type EpcisFault, eventFault, faultsMost, shown } from './fault.ts';
import { isEventType, isTerm, shapeOf } from './shapes.ts';

interface Described {
  readonly type?: string;
}

export interface SensorReport extends Described {
  readonly exception?: string;
  readonly deviceID?: string;
  readonly time?: string;
  readonly [name: string]: unknown;
}

export interface SensorElement {
  readonly sensorMetadata?: Readonly<Record<string, unknown>> & { readonly deviceID?: string };
  readonly sensorReport: readonly SensorReport[];
  readonly [name: string]: unknown;
}

export interface ErrorDeclaration {
  readonly declarationTime: string;
  readonly reason?: string;
  readonly correctiveEventIDs?: readonly string[];
  readonly [name: string]: unknown;
}

/** An event that has passed the check; whatever is not named here is there as it came. */
export interface EpcisEvent {
  readonly type: string;
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly eventID?: string;
  readonly action?: 'ADD' | 'OBSERVE' | 'DELETE';
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly readPoint?: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly parentID?: string;
  readonly epcList?: readonly string[];
  readonly childEPCs?: readonly string[];
  readonly sensorElementList?: readonly SensorElement[];
  readonly errorDeclaration?: ErrorDeclaration;
  readonly [name: string]: unknown;
}

/** A sound event with the context in force for it, and its place in the document, from 1. */
export interface ReadEvent {
  readonly place: number;
  readonly event: EpcisEvent;
  readonly context: Context;
}

/** Checks the event at a place of its document (from 1). @returns the event, or all that is wrong with it */
export function readEvent(value: unknown, place: number, outer: Context): ReadEvent | readonly EpcisFault[] {
  const faults: EpcisFault[] = [];
  const eventID = isRecord(value) && typeof value['eventID'] === 'string' ? value['eventID'] : undefined;
  const fault = (field: string, says: string): void => {
    if (faults.length < faultsMost) faults.push(eventFault(place, eventID, field, says));
  };
  const context = checked(value, outer, fault);
  return faults.length > 0 ? faults : { place, event: value as EpcisEvent, context };
}

function checked(value: unknown, outer: Context, fault: Look['fault']): Context {
  if (!isRecord(value)) {
    fault('event', `${shown(value)} is not an object`);
    return outer;
  }
  const context = '@context' in value ? contextOf(value['@context'], isTerm, outer) : outer;
  if (typeof context === 'string') {
    fault('@context', context);
    return outer;
  }
  const { type } = value;
  const shape = typeof type === 'string' ? shapeOf(type) : undefined;
  if (shape === undefined) fault('type', type === undefined ? 'is missing' : `${shown(type)} is no type of event`);
  else {
    fieldsOf(value, '', shape.fields, shape.needed, { context, fault });
    if (isEventType(type)) rules[type](value, fault);
  }
  return context;
}

type Raw = Readonly<Record<string, unknown>>;
type Rule = (event: Raw, fault: Look['fault']) => void;

const has = (event: Raw, ...lists: readonly string[]): boolean =>
  lists.some((name) => Array.isArray(event[name]) && (event[name] as unknown[]).length > 0);

/** §7.4.2: what was observed is named, if only as the place that a sensor stands at; ilmd describes what comes into being. */
const object: Rule = (event, fault) => {
  const sensed = has(event, 'sensorElementList') && 'readPoint' in event;
  const named = has(event, 'epcList', 'quantityList');
  if (!named && !sensed) {
    fault('epcList', 'and quantityList name nothing, and no sensor reports on the readPoint');
  }
  if ('ilmd' in event && event['action'] !== 'ADD') fault('ilmd', 'is for the action ADD only');
};

/** §7.4.3, §7.4.6: with DELETE no children are all of them. */
const children: Rule = (event, fault) => {
  if (event['action'] === 'DELETE' || has(event, 'childEPCs', 'childQuantityList')) return;
  fault('childEPCs', 'and childQuantityList name nothing');
};

/** §7.4.3: only who observes may leave the parent out. */
const aggregation: Rule = (event, fault) => {
  const { action } = event;
  if ((action === 'ADD' || action === 'DELETE') && !('parentID' in event)) {
    fault('parentID', `is missing, with the action ${action}`);
  }
  children(event, fault);
};

/** §7.4.4: with DELETE no things are all of them. */
const transaction: Rule = (event, fault) => {
  if (Array.isArray(event['bizTransactionList']) && !has(event, 'bizTransactionList')) {
    fault('bizTransactionList', 'is empty');
  }
  if (event['action'] === 'DELETE' || 'parentID' in event || has(event, 'epcList', 'quantityList')) return;
  fault('epcList', 'and quantityList name nothing, and there is no parentID');
};

/** §7.4.5: what goes in and what comes out; events of one transformationID may share that between them. */
const transformation: Rule = (event, fault) => {
  const input = has(event, 'inputEPCList', 'inputQuantityList');
  const output = has(event, 'outputEPCList', 'outputQuantityList');
  const shared = 'transformationID' in event;
  if (!input && !(shared && output)) fault('inputEPCList', 'and inputQuantityList name nothing');
  if (!output && !(shared && input)) fault('outputEPCList', 'and outputQuantityList name nothing');
};

const rules = {
  ObjectEvent: object,
  AggregationEvent: aggregation,
  AssociationEvent: children,
  TransactionEvent: transaction,
  TransformationEvent: transformation,
} satisfies Record<string, Rule>;
