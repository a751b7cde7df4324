// A raw AIS message as an observation: scaled to degrees, knots and metres, sentinels left out.
import type { Observed } from '../adapter.ts';
import type { Raw } from './messages.ts';

/** Raw longitude and latitude are ten-thousandths of a minute. */
const perDegree = 600_000;
/** Beyond these nothing is a place; 181° and 91° are the standard's own "not available" (ITU-R M.1371). */
const lonMost = 180 * perDegree;
const latMost = 90 * perDegree;

const subjectOf = (raw: Raw): string => `mmsi:${String(raw['mmsi']).padStart(9, '0')}`;
const number = (raw: Raw, name: string): number => Number(raw[name]);

/** Undefined when the message has no position. */
export function positionOf(raw: Raw, time: number): Observed | undefined {
  const lon = number(raw, 'lon');
  const lat = number(raw, 'lat');
  if (Math.abs(lon) > lonMost || Math.abs(lat) > latMost) return undefined;
  const speed = number(raw, 'speed');
  const course = number(raw, 'course');
  const heading = number(raw, 'heading');
  const data = {
    lon: lon / perDegree,
    lat: lat / perDegree,
    ...(speed === 1023 ? {} : { sogKn: speed / 10 }),
    ...(course >= 3600 ? {} : { cogDeg: course / 10 }),
    ...(heading >= 360 ? {} : { headingDeg: heading }),
    ...(raw['status'] === undefined ? {} : { navStatus: number(raw, 'status') }),
    accurate: raw['accuracy'] === true,
    messageType: number(raw, 'type'),
  };
  return { type: 'vessel.position', subject: subjectOf(raw), time, data };
}

const renamed: readonly (readonly [string, string])[] = [
  ['shipname', 'name'],
  ['callsign', 'callsign'],
  ['imo', 'imo'],
  ['shiptype', 'shipType'],
  ['to_bow', 'toBow'],
  ['to_stern', 'toStern'],
  ['to_port', 'toPort'],
  ['to_starboard', 'toStarboard'],
  ['destination', 'destination'],
];

/** Empty names and an IMO number of 0 mean "not known" and are left out. */
export function staticOf(raw: Raw, time: number): Observed {
  const known = renamed.filter(
    ([from]) => raw[from] !== undefined && raw[from] !== '' && !(from === 'imo' && raw[from] === 0),
  );
  const draught = raw['draught'];
  const data = {
    ...Object.fromEntries(known.map(([from, to]) => [to, raw[from]])),
    ...(typeof draught === 'number' && draught > 0 ? { draughtM: draught / 10 } : {}),
    messageType: number(raw, 'type'),
  };
  return { type: 'vessel.static', subject: subjectOf(raw), time, data };
}
