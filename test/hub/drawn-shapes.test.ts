// Areas of several parts, corridors and circles are checked for what applies to them, and mended ones are offered.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import loaded from 'gcoord';
import { planeAt } from '../../geo/plane.ts';
import { changeCodes } from '../../hub/contracts/drawn.ts';
import { drawnCodes, drawnTable } from '../../hub/contracts/drawn-codes.ts';
import { checkDrawn } from '../../hub/registry/drawn.ts';
import { contextOf, type DrawnContext } from '../../hub/registry/drawn-context.ts';
import { root } from '../a-port.ts';
import { at, box, circle, drawings, ring, square, swapped } from './faulty-drawings.ts';

const gcoord = loaded as unknown as typeof loaded.default;
const context: DrawnContext = { plane: planeAt(113.57, 22.85), company: new Map() };
const drawn = (type: string, coordinates: unknown, more: object = {}) => ({
  ...{ type: 'Feature', id: 'drawn', properties: { site: 'quay', ...more } },
  geometry: { type, coordinates },
});
const needled = ring([0, 0], [100, 0], [100, 300], [100.05, 0], [200, 0]);
const bowTie = ring([0, 0], [100, 100], [100, 0], [0, 100], [0, 0]);

type Row = readonly [
  what: string,
  feature: object,
  codes: readonly string[],
  changes?: readonly string[],
  field?: string,
];
const rows: readonly Row[] = [
  ['two parts beside each other', drawn('MultiPolygon', [[square], [box(200, 0, 50)]]), []],
  ['two parts that touch at a corner', drawn('MultiPolygon', [[square], [box(100, 100, 50)]]), []],
  [
    'a part in the hole of another',
    drawn('MultiPolygon', [[square, box(20, 20, 50).toReversed()], [box(30, 30, 20)]]),
    [],
  ],
  [
    ...(['parts that overlap', drawn('MultiPolygon', [[square], [box(50, 50, 100)]])] as const),
    ...([['drawn-parts-overlap'], ['parts-joined'], 'geometry.coordinates[1]'] as const),
  ],
  [
    ...(['parts side by side', drawn('MultiPolygon', [[square], [box(100, 0, 100)]])] as const),
    ...([['drawn-parts-overlap'], ['parts-joined']] as const),
  ],
  [
    ...(['a part in another', drawn('MultiPolygon', [[square], [box(20, 20, 20)]])] as const),
    ...([['drawn-parts-overlap'], ['parts-joined'], 'geometry.coordinates[1]'] as const),
  ],
  [
    ...(['a part that crosses itself', drawn('MultiPolygon', [[box(200, 0, 50)], [bowTie]])] as const),
    ...([['drawn-crossing'], ['parts-joined'], 'geometry.coordinates[1][0][0]'] as const),
  ],
  [
    ...(['a part with a hole that is open', drawn('MultiPolygon', [[square, box(20, 20, 20).slice(0, -1)]])] as const),
    ...([['drawn-unclosed', 'drawn-winding'], ['closed', 'rewound'], 'geometry.coordinates[0][1]'] as const),
  ],
  [
    ...([
      'a short way there and back',
      drawn('Polygon', [ring([0, 0], [100, 0], [100.5, 0], [100, 0], [100, 100], [0, 0])]),
    ] as const),
    ...([['drawn-crossing'], ['retraced'], 'geometry.coordinates[0][0]'] as const),
  ],
  [
    ...(['a hole that is a needle', drawn('Polygon', [square, ring([20, 20], [60, 60], [40, 40], [20, 20])])] as const),
    ...([['drawn-flat', 'drawn-spike'], ['holes-cut'], 'geometry.coordinates[1]'] as const),
  ],
  ['a corridor', drawn('LineString', ring([0, 0], [100, 0], [100, 100])), []],
  ['a corridor back to its beginning', drawn('LineString', square), ['drawn-crossing']],
  [
    'a corridor across itself',
    drawn('LineString', bowTie.slice(0, -1)),
    ['drawn-crossing'],
    undefined,
    'geometry.coordinates[0]',
  ],
  [
    ...(['a corridor with a needle', drawn('LineString', needled)] as const),
    ...([['drawn-spike'], ['unspiked'], 'geometry.coordinates[2]'] as const),
  ],
  [
    ...(['a corridor that stands', drawn('LineString', ring([0, 0], [0, 0], [100, 0]))] as const),
    ...([['drawn-doubled'], ['undoubled'], 'geometry.coordinates[1]'] as const),
  ],
  ['a corridor of one place', drawn('LineString', ring([0, 0], [0, 0])), ['drawn-flat']],
  [
    'a corridor, latitude first',
    drawn('LineString', ring([0, 0], [100, 0]).map(swapped)),
    ['drawn-swapped'],
    ['swapped-back'],
  ],
  [
    ...([
      'a corridor of more widths than legs',
      drawn('LineString', ring([0, 0], [100, 0]), { widthM: [20, 30] }),
    ] as const),
    ...([['drawn-measure'], undefined, 'properties.widthM'] as const),
  ],
  [
    ...(['an area with a radius', drawn('Polygon', [square], { radiusM: 50 })] as const),
    ...([['drawn-measure'], undefined, 'properties.radiusM'] as const),
  ],
  [
    ...([
      'a leg too many and its width',
      drawn('LineString', ring([0, 0], [0, 0], [100, 0]), { widthM: [9, 9] }),
    ] as const),
    ...([['drawn-doubled'], undefined, 'geometry.coordinates[1]'] as const),
  ],
  ['a circle', drawn('Point', at(0, 0), { radiusM: 50 }), []],
  ['a circle without a radius', drawn('Point', at(0, 0)), ['drawn-flat'], undefined, 'properties.radiusM'],
  ['a circle, latitude first', drawn('Point', swapped(at(0, 0)), { radiusM: 50 }), ['drawn-swapped'], ['swapped-back']],
  [
    'a circle in Kiel',
    drawn('Point', [10.15, 54.32], { radiusM: 50 }),
    ['drawn-far'],
    undefined,
    'geometry.coordinates',
  ],
  ['a line of too many points', drawn('LineString', circle(2100).slice(0, -100)), ['drawn-many'], ['thinned']],
];

describe('A fence of any shape', () => {
  for (const [what, feature, codes, changes, field] of rows)
    it(`${what} → ${codes.join(', ') || 'is sound'}`, () => {
      const { faults, offered, unoffered } = checkDrawn(feature, context);
      expect(faults.map(({ code }) => code)).to.deep.equal(codes);
      if (field !== undefined) expect(faults[0]?.field).to.equal(field);
      expect(offered?.changes.map(({ code }) => code)).to.deep.equal(changes);
      expect(unoffered).to.equal(codes.length > 0 && changes === undefined ? 'draw-anew' : undefined);
      if (offered !== undefined) expect(checkDrawn(offered.feature, context)).to.deep.equal({ faults: [] });
    });

  it('joined of two parts is as large as both together', () => {
    const { offered } = checkDrawn(drawn('MultiPolygon', [[square], [box(50, 50, 100)]]), context);
    expect(offered?.areaM2).to.deep.equal({ before: 17_539, after: 17_539, changedPercent: 0 });
  });

  it('is suspected of being BD-09 when that fits better than GCJ-02 does, and told how far it is off', () => {
    const baidu = box(50, 50, 20).map((point) =>
      gcoord.transform([...point] as [number, number], gcoord.WGS84, gcoord.BD09),
    );
    const yard = { ...drawn('Polygon', [box(0, 0, 100)]), id: 'yard' };
    const beside = contextOf({ plane: context.plane, sites: [], fences: [yard] }, () => true);
    const { faults, offered } = checkDrawn(drawn('Polygon', [baidu]), beside);
    expect(faults.map(({ code }) => code)).to.deep.equal(['drawn-datum']);
    expect(faults[0]?.says.en).to.match(/^as drawn it is 1\d\d\d m off fence yard; read as BD-09, .* and be at it/);
    expect(offered).to.equal(undefined);
  });

  it('has all its codes in ARCHITECTURE.md, as the table says', () => {
    expect(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')).to.include(drawnTable());
  });

  it('has a row in one of the tables for every code, and for every way to mend it', () => {
    const codes = new Set([...drawings.flatMap((one) => one.codes), ...rows.flatMap(([, , told]) => told)]);
    expect([...codes].toSorted()).to.deep.equal(Object.keys(drawnCodes).toSorted());
    const made = new Set(rows.flatMap(([, , , changes = []]) => changes));
    for (const { rings } of drawings)
      for (const { code } of checkDrawn(drawn('Polygon', rings), context).offered?.changes ?? []) made.add(code);
    expect([...made].toSorted()).to.deep.equal([...changeCodes].toSorted());
  });
});
