// The shapes a fence may be drawn in: areas with holes, in several parts, and circles, from the plan's file to the world's index.
import { expect } from 'chai';
import { toSpot } from '../../geo/plane.ts';
import { checkPortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { worldOf } from '../../hub/registry/world.ts';
import { temporaryFolder } from '../a-port.ts';
import { type Edit, smallPortFolder } from './a-small-port.ts';
import { fences, gates, square } from './faulty-plans.ts';

const drawn = `"type": "Polygon",
        "coordinates": [
          [${square}]
        ]`;
const hysteresis = '"hysteresisM": 5,';
/** A square of 0.0005° by its south-west corner, in thousandths from 10.15, 54.32. */
const small = (east: number, north: number, side = 0.5): string => {
  const [west, south, far, high] = [10.15 + east / 1000, 54.32 + north / 1000, side / 1000, side / 1000];
  const corner = (x: number, y: number) => `[${x.toFixed(6)}, ${y.toFixed(6)}]`;
  const [a, b] = [corner(west, south), corner(west + far, south)];
  return `[${[a, b, corner(west + far, south + high), corner(west, south + high), a].join(', ')}]`;
};
const big = `[${square}]`;
const ringAs = (geometry: string): Edit => fences(drawn, geometry);
const holed = ringAs(`"type": "Polygon", "coordinates": [${big}, ${small(0.5, 0.5)}]`);
const parts = (...rings: readonly string[]): Edit =>
  ringAs(`"type": "MultiPolygon", "coordinates": [\n${rings.map((ring) => `[${ring}]`).join(',\n')}]`);
const point = (lon: number, lat = 54.321): Edit => ringAs(`"type": "Point", "coordinates": [${lon}, ${lat}]`);
const radius = (metres: number): Edit => fences(hysteresis, `"radiusM": ${metres},`);
/** The segment of the small port lies 111 m south of it, its lanes 65 m east. */
const circle: readonly Edit[] = [point(10.151), radius(80)];

describe('A fence of a port plan', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  /** Degrees east and north of 10.15, 54.32, in thousandths. */
  type Where = readonly [east: number, north: number];
  const shapes: [what: string, edits: readonly Edit[], inside: Where[], outside: Where[]][] = [
    [
      'with a hole',
      [holed],
      [
        [0.1, 0.1],
        [0.5, 0.7],
        [1.9, 1.9],
      ],
      [
        [0.7, 0.7],
        [0.6, 0.9],
        [2.1, 1],
      ],
    ],
    [
      'in parts that touch at a corner, lie in a hole or apart',
      [parts(`${big}, ${small(0.5, 0.5, 1)}`, small(2, 2), small(0.7, 0.7), small(5, 0))],
      [
        [0.1, 0.1],
        [0.8, 0.8],
        [2, 2],
        [2.3, 2.3],
        [5.2, 0.2],
      ],
      [
        [0.6, 0.6],
        [3, 0.2],
        [2.3, 1.7],
      ],
    ],
    [
      'that is a circle',
      circle,
      [
        [1, 1],
        [1, 1.71],
        [1, 0.3],
        [2.2, 1],
        [-0.2, 1],
      ],
      [
        [1, 1.73],
        [2.26, 1],
        [1.9, 1.5],
      ],
    ],
  ];
  for (const [what, edits, inside, outside] of shapes)
    it(`${what} is in the world as it is drawn, with its lanes and segments on its edge`, () => {
      const { plane, fenceIndex } = worldOf(readPortPlan(smallPortFolder(folder.path, edits)), 0);
      const isIn = ([east, north]: Where): boolean => {
        const count = fenceIndex.at(toSpot(plane, 10.15 + east / 1000, 54.32 + north / 1000));
        return [...fenceIndex.found.subarray(0, count)].some((number) => fenceIndex.idOf(number) === 'ring');
      };
      expect(inside.filter((where) => !isIn(where))).to.deep.equal([]);
      expect(outside.filter(isIn)).to.deep.equal([]);
    });

  const faulty: [what: string, edits: readonly Edit[], ...says: string[]][] = [
    ['a point without a radius', [point(10.151)], 'fences.geojson:10: fence ring: is a point without a radiusM'],
    ['an area with a radius', [radius(80)], 'fences.geojson:19: fence ring: has a radiusM: only a point has one'],
    [
      'a circle with a width',
      [point(10.151), fences(hysteresis, '"radiusM": 80, "widthM": 50,')],
      'fences.geojson:16: fence ring: has a widthM: only a line has one',
    ],
    [
      'a circle of a whole country',
      [point(10.151), radius(50_001)],
      'fences.geojson:16: fence ring: properties.radiusM must be <= 50000',
      'segments.geojson:7: segment south: is 49890 m off the edge of ring',
      'gates.yaml:8: lane in: is 49936 m off the edge of ring',
      'gates.yaml:11: lane out: is 49935 m off the edge of ring',
    ],
    [
      'a circle far away',
      [point(11.151, 57), radius(80)],
      'fences.geojson:8: fence ring: 11.151, 57 is 305 km from the origin',
    ],
    [
      'a circle that is a corridor',
      [...circle, fences('"perimeter"', '"corridor"')],
      'fences.geojson:13: fence ring: is an area: a corridor is a line with a widthM',
    ],
    [
      'a lane in the middle of a circle',
      [...circle, gates('lon: 10.152', 'lon: 10.151')],
      'gates.yaml:8: lane in: is 80 m off the edge of ring',
    ],
    [
      'a segment that a circle has shrunk away from',
      [point(10.152, 54.322), radius(60)],
      'segments.geojson:7: segment south: is 198 m off the edge of ring',
      'gates.yaml:8: lane in: is 51 m off the edge of ring',
    ],
    [
      'a segment at no part of it',
      [parts(small(2, 0.9), small(3, 0.9))],
      'segments.geojson:7: segment south: is 164 m off the edge of ring',
    ],
    [
      'a part that is open',
      [parts(big, small(5, 0).replace(/, \[[^[]*\]\]$/, ']'))],
      'fences.geojson:10: fence ring: ring is not closed',
    ],
    [
      'a part that crosses itself',
      [parts(small(5, 0), '[[10.15, 54.32], [10.152, 54.322], [10.152, 54.32], [10.15, 54.322], [10.15, 54.32]]')],
      'fences.geojson:10: fence ring: crosses itself at 10.151, 54.321',
    ],
    [
      'a part without room',
      [parts(big, '[[10.155, 54.32], [10.156, 54.32], [10.157, 54.32], [10.155, 54.32]]')],
      'fences.geojson:10: fence ring: encloses nothing',
    ],
    [
      'a part across another',
      [parts(small(5, 0), big, small(1.8, 1.8))],
      'fences.geojson:11: fence ring: two parts meet at 10.151800007, 54.322000006',
    ],
    ['a part within another', [parts(big, small(0.5, 0.5))], 'fences.geojson:10: fence ring: a part lies in another'],
    ['a part twice', [parts(big, big)], 'fences.geojson:10: fence ring: two parts meet at 10.15, 54.32'],
    [
      'a part off the earth',
      [parts(big, small(5, 0).replaceAll('54.32', '94.32'))],
      'fences.geojson:10: fence ring: 10.155, 94.32 is not lon, lat',
    ],
  ];
  for (const [what, edits, ...says] of faulty)
    it(`as ${what} is at fault → ${says[0]}`, () => {
      smallPortFolder(folder.path, edits);
      const told = checkPortPlan(folder.path).faults.map(({ file, line, says: why }) => `${file}:${line}: ${why}`);
      expect(told).to.deep.equal(says);
    });
});
