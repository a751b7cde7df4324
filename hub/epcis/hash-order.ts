// In which order, and under which names, the properties of an event are hashed (CBV 2.0 §8.9.2).
import type { Vocabulary } from '../contracts/epcis/words.ts';

/** How one property is written: a plain value, a word of a vocabulary, the properties inside it, or the items of a list. */
export type Form =
  | Vocabulary
  | 'value'
  | Inside
  | { readonly each: string; readonly in?: Order; readonly apart?: boolean; readonly bare?: boolean };
/** Somebody's own properties follow those in order, or stand apart, after all that is the standard's. */
export interface Inside {
  readonly in: Order;
  readonly apart?: boolean;
}
export type Order = readonly (readonly [name: string, form: Form])[];

export const value = 'value';
const epcs: Form = { each: 'epc' };
const quantities: Form = {
  each: 'quantityElement',
  in: [
    ['epcClass', value],
    ['quantity', value],
    ['uom', value],
  ],
};
const place: Form = { in: [['id', value]] };
const typed = (type: Vocabulary, name: string): Form => ({
  each: '',
  in: [
    ['type', type],
    [name, value],
  ],
});
const values = (...names: readonly string[]): Order => names.map((name) => [name, value]);

export const metadata = [
  ...values('time', 'startTime', 'endTime', 'deviceID', 'deviceMetadata', 'rawData'),
  ...values('dataProcessingMethod', 'bizRules'),
];
export const report: Order = [
  ['type', 'measure'],
  ['exception', 'alert'],
  ...values('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'time', 'microorganism'),
  ...values('chemicalSubstance', 'value'),
  ['component', 'component'],
  ...values('stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue', 'minValue', 'maxValue', 'meanValue', 'sDev'),
  ...values('percRank', 'percValue', 'uom', 'coordinateReferenceSystem', 'bizRules'),
];
const sensors: Form = {
  each: 'sensorElement',
  bare: true,
  apart: true,
  in: [
    ['sensorMetadata', { in: metadata, apart: true }],
    ['sensorReport', { each: 'sensorReport', bare: true, apart: true, in: report }],
  ],
};
export const words: Form = { each: '', bare: true };

/** The order of the properties (CBV 2.0 §8.9.2). Whoever certifies and who declared an error are no part of the event. */
export const order: Order = [
  ...values('eventTime', 'eventTimeZoneOffset'),
  ['epcList', epcs],
  ['parentID', value],
  ['inputEPCList', epcs],
  ['childEPCs', epcs],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputEPCList', epcs],
  ['outputQuantityList', quantities],
  ...values('action', 'transformationID'),
  ['bizStep', 'step'],
  ['disposition', 'disposition'],
  [
    'persistentDisposition',
    {
      in: [
        ['set', words],
        ['unset', words],
      ],
    },
  ],
  ['readPoint', place],
  ['bizLocation', place],
  ['bizTransactionList', typed('transaction', 'bizTransaction')],
  ['sourceList', typed('party', 'source')],
  ['destinationList', typed('party', 'destination')],
  ['sensorElementList', sensors],
];
