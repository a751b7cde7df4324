// An observation of the hub as an event of EPCIS: the standard's fields, and under `efence:` what it has no word for.
import type { DataOf } from '../observation.ts';
import { epcisContext } from './context.ts';
import { epcOf } from './epc-subject.ts';
import type { EpcisEvent } from './event.ts';
import { instantText } from './instant.ts';
import { efenceNamespace, type Told } from './told.ts';

/** How a read point is named: the SGLN of the plan where it has one. `offset` is that of the port, such as `+08:00`. */
export interface Naming {
  readonly readPointOf: (kind: 'lane' | 'antenna', id: string) => string | undefined;
  readonly offset: string;
}

type Fields = Readonly<Record<string, unknown>>;

const steps = { in: 'arriving', out: 'departing', unknown: 'entering_exiting' } as const;

/** Undefined for what EPCIS is not for: positions, static data, releases. `observe` reads it back as it was. */
export function eventOf(told: Told, naming: Naming): EpcisEvent | undefined {
  const fields = fieldsOf(told, naming);
  if (fields === undefined) return undefined;
  const { epcList } = fields as { epcList?: readonly string[] };
  // An event has to name what it is about; a passage in which nothing was read does not.
  if (epcList?.length === 0) return undefined;
  const ours = Object.keys(fields).some((name) => name.startsWith('efence:'));
  const when = { eventTime: instantText(told.time), eventTimeZoneOffset: naming.offset };
  const context = ours ? [epcisContext, { efence: efenceNamespace }] : [epcisContext];
  return JSON.parse(JSON.stringify({ '@context': context, ...when, ...fields })) as EpcisEvent;
}

function fieldsOf(told: Told, naming: Naming): Fields | undefined {
  if (told.type === 'gate.passage') return passage(told.subject, told.data, naming);
  if (told.type === 'rfid.read') return read(told.subject, told.data, naming);
  if (told.type === 'association') return tie(told.subject, told.data);
  if (told.type === 'seal.state') return seal(told.subject, told.data);
  if (told.type === 'device.health') return health(told.subject, told.data);
  return undefined;
}

/** The hub's own fields, those that say something. */
const ours = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[`efence:${name}`, value]])),
  );

const object = (action: string, fields: Fields): Fields => ({ type: 'ObjectEvent', action, ...fields });

function passage(subject: string, data: DataOf<'gate.passage'>, { readPointOf }: Naming): Fields {
  const lane = subject.slice('lane:'.length);
  const { direction, plates = [], containers = [], seals = [], decision, weightKg } = data;
  const named = (scheme: string, ids: readonly string[]): string[] => ids.map((id) => epcOf(`${scheme}:${id}`));
  return object('OBSERVE', {
    epcList: [...named('plate', plates), ...named('container', containers), ...named('seal', seals)],
    bizStep: steps[direction],
    readPoint: { id: readPointOf('lane', lane) ?? epcOf(subject) },
    ...ours({ decision, weightKg }),
  });
}

function read(subject: string, data: DataOf<'rfid.read'>, { readPointOf }: Naming): Fields {
  const { antenna, direction, rssiDbm, count } = data;
  return object('OBSERVE', {
    epcList: [epcOf(subject)],
    bizStep: 'other',
    readPoint: { id: readPointOf('antenna', antenna) ?? epcOf(`antenna:${antenna}`) },
    ...ours({ direction: direction === 'unknown' ? undefined : direction, rssiDbm, count }),
  });
}

function tie(subject: string, { action, children, from, issuedAt }: DataOf<'association'>): Fields {
  return {
    type: 'AssociationEvent',
    action: action === 'remove' ? 'DELETE' : 'ADD',
    parentID: epcOf(subject),
    childEPCs: children.map(epcOf),
    bizStep: action === 'remove' ? 'removing' : 'installing',
    ...ours({ from: from === undefined ? undefined : epcOf(from), issuedAt }),
  };
}

function seal(subject: string, data: DataOf<'seal.state'>): Fields {
  const { state, signs, batteryPct, actor, lon, lat, datum, accuracyM, fix } = data;
  const placed = lon !== undefined && lat !== undefined;
  const standard = { sealed: 'container_closed', open: 'container_open', idle: undefined, armed: undefined }[state];
  return object('OBSERVE', {
    epcList: [epcOf(subject)],
    bizStep: 'sensor_reporting',
    disposition: standard,
    ...(placed && { readPoint: { id: `geo:${lat},${lon}` } }),
    ...ours({ sealState: standard === undefined ? state : undefined, signs, batteryPct, actor }),
    ...(placed && ours({ datum, accuracyM, fix })),
  });
}

function health(subject: string, { state, says }: DataOf<'device.health'>): Fields {
  const report = { type: 'Dimensionless', exception: 'ERROR_CONDITION', deviceID: epcOf(subject) };
  return object('OBSERVE', {
    epcList: [epcOf(subject)],
    bizStep: 'sensor_reporting',
    ...(state !== 'healthy' && { sensorElementList: [{ sensorReport: [report] }] }),
    ...ours({ health: state, says }),
  });
}
