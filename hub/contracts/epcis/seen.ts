// An event as its mapping to observations looks at it: words made plain, names in full, and what may be told of it.
import { Check } from 'typebox/value';
import { Subject } from '../ids.ts';
import { type DataOf, type ObservationType, observationData, observationSubject } from '../observation.ts';
import { expanded } from './context.ts';
import { subjectOf } from './epc-subject.ts';
import type { ReadEvent, SensorReport } from './event.ts';
import { instantOf } from './instant.ts';
import { efenceNamespace, type Places, type Told } from './told.ts';
import { bareWord } from './words.ts';

/** What the parts of the mapping look at. */
export interface Seen extends ReadEvent {
  readonly places: Places;
  readonly time: number;
  readonly step: string | undefined;
  readonly disposition: string | undefined;
  /** The read point in full. */
  readonly at: string | undefined;
}

export type Data = Readonly<Record<string, unknown>>;

/** Undefined for an event of before 1970, which no clock of the hub reaches. */
export function seenOf(read: ReadEvent, places: Places): Seen | undefined {
  const { event, context } = read;
  const time = instantOf(event.eventTime) ?? -1;
  if (time < 0) return undefined;
  const step = event.bizStep === undefined ? undefined : bareWord('step', event.bizStep);
  const disposition = event.disposition === undefined ? undefined : bareWord('disposition', event.disposition);
  const at = event.readPoint === undefined ? undefined : expanded(event.readPoint.id, context);
  return { ...read, places, time, step, disposition, at };
}

/** Only what the contracts allow is told, of whom they allow; the rest comes to nothing, and is kept with its event. */
export function tell<T extends ObservationType>({ time }: Seen, type: T, subject: string, data: Data): Told[] {
  const whole = JSON.parse(JSON.stringify(data)) as DataOf<T>;
  const isOfSomebody = Check(Subject, subject) && observationSubject[type].test(subject);
  if (!isOfSomebody || !Check(observationData[type], whole)) return [];
  return [{ type, subject, time, data: whole } as unknown as Told];
}

/** A field of the hub's own namespace, whatever prefix it came under. */
export function own({ event, context }: Seen, name: string): unknown {
  const full = efenceNamespace + name;
  const found = Object.entries(event).find(([key]) => key.includes(':') && expanded(key, context) === full);
  return found?.[1];
}

/** Whom the URIs speak of, each once: a thing may have several. */
export function subjects(uris: readonly string[] | undefined, { context }: Seen): string[] {
  const all = (uris ?? []).map((uri) => subjectOf(uri, context));
  return [...new Set(all)].filter((subject) => subject !== undefined);
}

/** The values of those subjects that are of one of the schemes. */
export const valuesOf = (all: readonly string[], ...schemes: readonly string[]): string[] =>
  all
    .filter((subject) => schemes.includes(subject.slice(0, subject.indexOf(':'))))
    .map((subject) => subject.slice(subject.indexOf(':') + 1));

/** Each report with the device that made it: its own, else that of its element (§7.3.7). */
export function reportsOf({ event, context }: Seen): { report: SensorReport; device: string | undefined }[] {
  return (event.sensorElementList ?? []).flatMap(({ sensorMetadata, sensorReport }) =>
    sensorReport.map((report) => {
      const device = report.deviceID ?? sensorMetadata?.deviceID;
      return { report, device: device === undefined ? undefined : expanded(device, context) };
    }),
  );
}

/** A list that is longer than one observation may bear, in as many as it takes. */
export const portions = <T>(all: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most));
