// The simulated port's own map: ways and spots, laid along the quay. A test holds it against the shipped plan.
import { type Point, type Way, wayOf } from './way.ts';

/** The quay's northern end, and metres per degree at 22.86 N. */
const quay: Point = [113.5735, 22.8695];
const metresPerDeg = { lon: 102_600, lat: 110_750 };
/** One metre along the quay southwards, and one inland, in metres east and north. */
const along = { east: 0.5088, north: -0.8609 };
const inland = { east: 0.8609, north: 0.5088 };

/** A spot `s` metres along the quay and `t` metres inland of it. */
export const spot = (s: number, t: number): Point => [
  quay[0] + (s * along.east + t * inland.east) / metresPerDeg.lon,
  quay[1] + (s * along.north + t * inland.north) / metresPerDeg.lat,
];

/** The main gate lies in the middle of the land side. */
const gate = 675;

/** Lanes by name: how far along the land side they lie, and the antenna that reads in them. */
export const lanes = {
  'main-in-1': { s: gate - 30, antenna: 'antenna-main-in' },
  'main-in-2': { s: gate - 15, antenna: 'antenna-main-in-2' },
  'main-out-1': { s: gate + 15, antenna: 'antenna-main-out' },
  'main-out-2': { s: gate + 30, antenna: 'antenna-main-out-2' },
} as const;
export type Lane = keyof typeof lanes;

const road: Point = [113.5925, 22.8632];
const bend: Point = [113.5862, 22.8659];
const bonded: Point = [113.597953, 22.8619];

/** From the road into a lane; through it into the yard, to stand in a row; and the same way out. */
export const wayIn = (lane: Lane): Way => wayOf([road, bend, spot(lanes[lane].s, 540), spot(lanes[lane].s, 500)]);
export const wayToRow = (lane: Lane, row: number): Way =>
  wayOf([spot(lanes[lane].s, 500), spot(lanes[lane].s, 440), spot(row, 405), spot(row, 260)]);
export const wayFromRow = (row: number, lane: Lane): Way =>
  wayOf([spot(row, 260), spot(row, 405), spot(lanes[lane].s, 440), spot(lanes[lane].s, 500)]);
export const wayOut = (lane: Lane): Way => wayOf([spot(lanes[lane].s, 500), spot(lanes[lane].s, 540), bend, road]);

/** From the bonded centre to the gate, leaving the corridor between them by three hundred metres and more. */
export const astray: Way = wayOf([bonded, road, [113.5905, 22.8685], [113.5885, 22.8682], bend, spot(gate - 30, 540)]);

/** Into the dangerous goods store and back out of it. */
export const intoStore: Way = wayOf([spot(400, 405), spot(210, 405), spot(140, 450)]);
export const outOfStore: Way = wayOf([spot(140, 450), spot(210, 405), spot(400, 405)]);

/** Where boxes stand in the yard: rows of ten. */
export const stack = (n: number): Point => spot(140 + (n % 10) * 105, 120 + Math.floor(n / 10) * 45);

/** Cameras and readers of the perimeter, by who speaks for them; the one of berth 8 is the only one there. */
const camera = (serial: string): string => `camera:5200250510132${serial}`;
export const soleCamera = camera('1901004');
/** The one that looks into the dangerous goods store, and that of lane main-in-1. */
export const storeCamera = camera('0804001');
export const laneCamera = camera('0805011');
export const devices: Readonly<Record<string, readonly string[]>> = {
  'quay-cameras': ['1901001', '1901011', '1901002', '1901012', '1901003', '1901013', '1901004'].map(camera),
  yard: ['0802001', '0802002', '0802003', '0802004', '0802005', '0802006', '0802007'].map(camera),
  'gate-main': [camera('0805001'), ...Object.values(lanes).map(({ antenna }) => `device:${antenna}`)],
};

/** Cameras of the demo that show a picture: those of berths 6 and 7, off which the trespasser comes in. */
export const filmed = ['1901002', '1901003'].map((serial) => camera(serial).slice('camera:'.length));
