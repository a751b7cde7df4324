// EPCIS for tests: builders with plain defaults, and the seam over a list in memory.
import type { Captured, EpcisSeam } from '../../../hub/api/epcis.ts';
import type { CaptureJob } from '../../../hub/contracts/epcis/capture-job.ts';
import { readEpcis } from '../../../hub/contracts/epcis/document.ts';
import type { ReadEvent } from '../../../hub/contracts/epcis/event.ts';
import type { EpcisFault } from '../../../hub/contracts/epcis/fault.ts';
import { type Places, placesOf } from '../../../hub/contracts/epcis/told.ts';
import { type Behaviour, type CapturedEvent, takeCapture } from '../../../hub/epcis/capture.ts';
import { jobOf } from '../../../hub/epcis/job.ts';
import type { EventQuery } from '../../../hub/epcis/query.ts';
import { select } from '../../../hub/epcis/query-match.ts';
import type { StoredRow } from '../../../hub/epcis/row.ts';

export const epcisUri = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';
export const box = 'urn:epc:id:bic:CSQU3054383';
export const laneSgln = 'urn:epc:id:sgln:6901234.00001.0';

export type Fields = Record<string, unknown>;

/** A box seen somewhere; `undefined` takes a field away. */
export function objectEvent(over: Fields = {}): Fields {
  const event: Fields = {
    type: 'ObjectEvent',
    eventTime: '2026-07-22T06:45:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    epcList: [box],
    ...over,
  };
  return without(event);
}

export function eventOfType(type: string, over: Fields = {}): Fields {
  const base = { eventTime: '2026-07-22T06:45:00.000+08:00', eventTimeZoneOffset: '+08:00' };
  return without({ type, ...base, ...over });
}

const without = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export function documentOf(events: readonly unknown[], over: Fields = {}): Fields {
  return without({
    '@context': [epcisUri, { ex: 'https://ns.example.com/' }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-07-22T10:30:00Z',
    epcisBody: { eventList: events },
    ...over,
  });
}

export const bytesOf = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

/** Everything that is wrong with a document and its events. */
export function faultsOf(value: unknown): readonly EpcisFault[] {
  const read = readEpcis(bytesOf(value));
  return 'code' in read ? [read] : read.faults;
}

/** The one sound event of a document around it. */
export function readOne(event: unknown, over: Fields = {}): ReadEvent {
  const read = readEpcis(bytesOf(documentOf([event], over)));
  if ('code' in read) throw new Error(read.detail);
  const [one] = read.events;
  if (one === undefined) throw new Error(read.faults.map(({ detail }) => detail).join('\n'));
  return one;
}

export const places: Places = placesOf({
  lanes: { [laneSgln]: 'main-in-1' },
  antennas: { 'urn:epc:id:sgln:6901234.00003.4': 'antenna-main-in' },
  devices: { 'urn:epc:id:giai:6901234.reader1': 'device:antenna-main-in' },
});

/** What the journal will do, in memory: one capture after another, the past looked up by key. */
export class MemoryEpcis implements EpcisSeam {
  readonly rows: StoredRow[] = [];
  readonly captured: CapturedEvent[] = [];
  readonly #jobs: CaptureJob[] = [];
  clock = Date.UTC(2026, 6, 22, 12);

  now(): number {
    return this.clock;
  }

  async capture(body: Buffer, behaviour: Behaviour): Promise<Captured> {
    const receivedAt = this.clock;
    this.clock += 1000;
    const isStored = (key: string): boolean => this.rows.some((row) => row.key === key);
    const isWrong = (eventID: string): boolean =>
      this.rows.some((row) => row.eventID === eventID && row.declares === 1);
    const taken = takeCapture(body, { behaviour, receivedAt, places, isStored, isWrong });
    for (const event of taken.events) this.rows.push({ ...event.row, seq: this.rows.length + 1 });
    this.captured.push(...taken.events);
    const captureID = `job-${this.#jobs.length + 1}`;
    const job = jobOf(taken, { captureID, behaviour, createdAt: receivedAt, finishedAt: receivedAt });
    this.#jobs.unshift(job);
    return { job, eventIDs: taken.eventIDs };
  }

  job(captureID: string): CaptureJob | undefined {
    return this.#jobs.find((job) => job.captureID === captureID);
  }

  jobs(limit: number, after?: string): { jobs: CaptureJob[]; more: boolean } {
    const from = after === undefined ? 0 : this.#jobs.findIndex((job) => job.captureID === after) + 1;
    return { jobs: this.#jobs.slice(from, from + limit), more: from + limit < this.#jobs.length };
  }

  events(query: EventQuery): { bodies: string[]; next?: string } {
    const { rows, next } = select(query, this.rows);
    return { bodies: rows.map(({ body }) => body), ...(next !== undefined && { next }) };
  }

  eventTypes(): string[] {
    return [...new Set(this.rows.map(({ type }) => type))].sort();
  }
}
