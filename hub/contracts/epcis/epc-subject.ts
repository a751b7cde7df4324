// Who a URI in EPCIS speaks of, in the hub's own words, and back: boxes, trucks, seals, plates, ships; else the tag itself.
import { readCamera } from '../identity/camera.ts';
import { readContainer } from '../identity/container.ts';
import { readMmsi } from '../identity/mmsi.ts';
import { readPlate } from '../identity/plate.ts';
import { sealForm } from '../identity/seal.ts';
import { isUri } from './check.ts';
import { type Context, expanded } from './context.ts';

/** The hub's own names in EPCIS: `urn:efence:seal:EMCCT12345`, escaped as a URI must be. */
const stem = 'urn:efence:';

/** Schemes of the hub that stand in such a URN as they are. */
const schemes = [
  'vehicle',
  'container',
  'seal',
  'plate',
  'mmsi',
  'tag',
  'device',
  'camera',
  'lane',
  'antenna',
] as const;
type Scheme = (typeof schemes)[number];

/** What a subject may be long; a longer URI is kept with its event, and is nobody's story. */
const valueMost = 128;

/** `container:CSQU3054383`, `seal:…`, `tag:urn:epc:id:sgtin:…`; undefined where the URI can be no subject. */
export function subjectOf(uri: string, context?: Context): string | undefined {
  const whole = context === undefined ? uri : expanded(uri, context);
  const known = ownSubject(whole) ?? containerOf(whole) ?? shipOf(whole);
  if (known !== undefined) return known;
  return fits(whole) ? `tag:${whole}` : undefined;
}

/** The URI under which the hub tells of a subject; `subjectOf` reads it back, a seal in its one form. */
export function epcOf(subject: string): string {
  const colon = subject.indexOf(':');
  const [scheme, value] = [subject.slice(0, colon), subject.slice(colon + 1)];
  if (scheme === 'container') return `urn:epc:id:bic:${value}`;
  if (scheme === 'tag' && isUri(value) && subjectOf(value) === subject) return value;
  return `${stem}${scheme}:${encodeURIComponent(value)}`;
}

const fits = (value: string): boolean => value.length <= valueMost && /^[^\s\p{Cc}]+$/u.test(value);

function ownSubject(uri: string): string | undefined {
  if (!uri.startsWith(stem)) return undefined;
  const [scheme = '', ...rest] = uri.slice(stem.length).split(':');
  const said = unescaped(rest.join(':'));
  // Plates and boxes are refused unless they are written in their one form; seals have too many ways of writing.
  const value = scheme === 'seal' && said !== undefined ? sealForm(said) : said;
  if (value === undefined || !fits(value) || !schemes.includes(scheme as Scheme)) return undefined;
  return sound[scheme as Scheme]?.(value) === false ? undefined : `${scheme}:${value}`;
}

/** What the hub would refuse as a subject is none: a plate that is no plate stays a tag. */
const sound: Partial<Record<Scheme, (value: string) => boolean>> = {
  vehicle: isPlate,
  plate: isPlate,
  container: isContainer,
  mmsi: (value) => readMmsi(value).ok && /^\d{9}$/.test(value),
  camera: (value) => readCamera(value).ok && /^\d{20}$/.test(value),
  device: isPlanId,
  lane: isPlanId,
  antenna: isPlanId,
};

function isPlate(value: string): boolean {
  const read = readPlate(value);
  return read.ok && read.value.plate === value;
}

function isContainer(value: string): boolean {
  const read = readContainer(value);
  return read.ok && read.value === value;
}

function isPlanId(value: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,47}$/.test(value);
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * `urn:epc:id:bic:` is the scheme of the Tag Data Standard (§6.3.17); others write the number at the end of a URN or URL
 * of their own. The serial of a GS1 Digital Link (`/21/…`) is no container, whatever it looks like.
 */
function containerOf(uri: string): string | undefined {
  const [, before = '', number = ''] = /([^:/?#]*)[:/]([A-Z]{3}[UJZ]\d{7})$/.exec(uri) ?? [];
  return number !== '' && !/^\d+$/.test(before) && isContainer(number) ? `container:${number}` : undefined;
}

/** `urn:mrn:itu:mmsi:412000000`, the maritime resource name of a ship's station. */
function shipOf(uri: string): string | undefined {
  const [, digits = ''] = /^urn:mrn:(?:[a-z0-9-]+:)+mmsi:(\d{9})$/.exec(uri) ?? [];
  return digits !== '' && readMmsi(digits).ok ? `mmsi:${digits}` : undefined;
}
