// A scrawl with two holes of which turf 7's difference found no end in a minute: corners of a grid of 25 m, east and north.
import { type Ring, ring } from './faulty-drawings.ts';

const corners = [
  `01 12 55 22 46 06 01`,
  `54 02 26 03 31 00 45 33 42 11 12 06 46 05 64 46 02 00 43 00 14 03 66 34 15 55 06 65 34 12 24 01 26 06 13 63 30
  12 55 51 21 35 42 46 42 11 43 45 06 26 31 04 06 50 24 62 02 54 16 44 46 45 60 22 20 66 55 14 05 00 16 54 16 34
  32 24 25 66 03 43 54 56 56 45 14 42 20 10 54`,
  `12 42 40 12 36 60 40 06 41 40 21 16 12 31 31 13 64 50 56 53 23 50 64 22 34 02 31 41 63 51 21 33 61 64 24 20 22
  34 14 35 41 41 35 56 41 41 01 15 16 63 16 30 22 00 62 34 36 46 64 50 44 34 55 25 12`,
];

export const hungScrawl: readonly Ring[] = corners.map((line) =>
  ring(...line.split(/\s+/).map((pair): [number, number] => [25 * Number(pair[0]), 25 * Number(pair[1])])),
);
