// Drawings, one a row: what is wrong with each, the codes that must be said of it, where, and what is offered for it.
import { fromWgs84 } from '../../geo/datum.ts';

type Point = readonly number[];
export type Ring = readonly Point[];

/** Metres east and north of a corner of the drawing board, in degrees: at 22.85° N, near enough for a drawing. */
export const at = (x: number, y: number): Point => [
  Number((113.57 + x / 102_650).toFixed(7)),
  Number((22.85 + y / 110_750).toFixed(7)),
];
export const ring = (...points: readonly (readonly [number, number])[]): Ring => points.map(([x, y]) => at(x, y));
export const box = (x: number, y: number, size: number): Ring =>
  ring([x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]);
const back = (line: Ring): Ring => line.toReversed();
export const swapped = ([lon = 0, lat = 0]: Point): Point => [lat, lon];
export const traced = (line: Ring): Ring => line.map(([lon = 0, lat = 0]) => fromWgs84('GCJ-02', lon, lat));

export const circle = (corners: number): Ring => {
  const round = Array.from({ length: corners }, (_, i): [number, number] => {
    const turn = (2 * Math.PI * i) / corners;
    return [500 + 400 * Math.cos(turn), 500 + 400 * Math.sin(turn)];
  });
  return ring(...round, [900, 500]);
};

export interface Drawing {
  readonly what: string;
  readonly rings: readonly Ring[];
  readonly codes: readonly string[];
  /** Where the first of them is, the field within the feature and the point. */
  readonly field?: string;
  readonly point?: Point;
  /** What is said of the mending, area aside; undefined where nothing is offered. */
  readonly changes?: readonly string[];
  /** Square metres that the offered drawing encloses, to one in a hundred. */
  readonly area?: number;
}

export const square = box(0, 0, 100);
const [sw = [], se = [], ne = [], nw = []] = square;
const [first, corner] = ['geometry.coordinates[0]', 'geometry.coordinates[0][2]'];
const rewound = 'one ring turned round, as RFC 7946 has them';
const reordered = 'the corners put in another order, all of them kept';

export const drawings: readonly Drawing[] = [
  { what: 'a square', rings: [square], codes: [] },
  { what: 'a square with a hole', rings: [square, back(box(20, 20, 30))], codes: [] },
  {
    ...{ what: 'a ring that is open', rings: [square.slice(0, -1)], codes: ['drawn-unclosed'] },
    ...{ field: first, point: sw, changes: ['one ring closed'], area: 10_000 },
  },
  {
    ...{ what: 'three corners left open', rings: [[sw, se, ne]], codes: ['drawn-shape', 'drawn-unclosed'] },
    ...{ field: first, changes: ['one ring closed'], area: 5000 },
  },
  {
    ...{ what: 'two corners in the wrong order', rings: [[sw, ne, se, nw, sw]], codes: ['drawn-crossing'] },
    ...{ field: `${first}[0]`, point: at(50, 50), changes: [reordered], area: 10_000 },
  },
  {
    what: 'a small loop at a corner',
    rings: [ring([0, 0], [100, 0], [100, 98], [103, 104], [103, 100], [98, 100], [0, 100], [0, 0])],
    codes: ['drawn-crossing'],
    field: 'geometry.coordinates[0][2]',
    changes: ['one loop of 4 m² cut off'],
    area: 9998,
  },
  {
    ...{ what: 'corners on one line', rings: [ring([0, 0], [50, 0], [100, 0], [0, 0])] },
    ...{ codes: ['drawn-flat', 'drawn-spike'], field: first, point: sw },
  },
  {
    ...{ what: 'latitude first', rings: [square.map(swapped)], codes: ['drawn-swapped'], field: `${first}[0]` },
    ...{ point: swapped(sw), area: 10_000 },
    changes: ['longitude and latitude of 5 points changed places'],
  },
  {
    ...{ what: 'one corner with latitude first', rings: [[sw, se, swapped(ne), nw, sw]], codes: ['drawn-swapped'] },
    ...{ field: corner, point: swapped(ne), area: 10_000 },
    changes: ['longitude and latitude of one point changed places'],
  },
  { what: 'a corner in Kiel', rings: [[sw, se, [10.15, 54.32], nw, sw]], codes: ['drawn-far'], field: corner },
  { what: 'a corner off the earth', rings: [[sw, se, [500, 1], nw, sw]], codes: ['drawn-off-earth'], field: corner },
  {
    ...{ what: 'a spike', rings: [ring([0, 0], [100, 0], [100, 100], [300, 300], [100, 100.1], [0, 100], [0, 0])] },
    ...{ codes: ['drawn-spike'], field: 'geometry.coordinates[0][3]', point: at(300, 300), area: 10_000 },
    changes: ['one spike taken off'],
  },
  {
    ...{ what: 'a point twice', rings: [[sw, se, se, ne, nw, sw]], codes: ['drawn-doubled'], field: corner, point: se },
    ...{ changes: ['one doubled point taken out'], area: 10_000 },
  },
  { what: 'as many points as may be', rings: [circle(1999)], codes: [] },
  {
    ...{ what: 'more points than may be', rings: [circle(2000)], codes: ['drawn-many'], field: 'geometry' },
    ...{ area: 502_600, changes: [] },
  },
  {
    ...{ what: 'a hole elsewhere', rings: [square, back(box(200, 200, 30))], codes: ['drawn-hole-outside'] },
    ...{ field: 'geometry.coordinates[1]', area: 10_000 },
    changes: ['holes cut out of the area: 1 drawn, 0 left as holes'],
  },
  {
    ...{ what: 'a hole over the edge', rings: [square, back(box(80, 20, 30))], codes: ['drawn-hole-crossing'] },
    ...{
      field: 'geometry.coordinates[1]',
      area: 9421,
      changes: ['holes cut out of the area: 1 drawn, 0 left as holes'],
    },
  },
  {
    what: 'a hole in a hole',
    rings: [square, back(box(10, 10, 60)), back(box(20, 20, 20))],
    ...{ codes: ['drawn-hole-nested'], field: 'geometry.coordinates[2]', area: 6400 },
    changes: ['holes cut out of the area: 2 drawn, 1 left as holes'],
  },
  {
    ...{ what: 'a ring drawn clockwise', rings: [back(square)], codes: ['drawn-winding'], field: first, point: sw },
    ...{ changes: [rewound], area: 10_000 },
  },
  {
    ...{ what: 'a hole drawn as its ring', rings: [square, box(20, 20, 30)], codes: ['drawn-winding'] },
    ...{ field: 'geometry.coordinates[1]', changes: [rewound], area: 9100 },
  },
  { what: 'a tracing of a Chinese web map', rings: [traced(square)], codes: ['drawn-datum'], field: 'geometry' },
];
