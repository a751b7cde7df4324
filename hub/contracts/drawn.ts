// What the hub says of a drawn fence: every fault with its code and its place, and a mended drawing on offer.
import { Type } from 'typebox';
import { type DrawnCode, drawnCodes, drawnTable, type Weight } from './drawn-codes.ts';

const closed = { additionalProperties: false } as const;
const Point = Type.Array(Type.Number(), { minItems: 2, maxItems: 3 });
const Polygon = Type.Array(Type.Array(Point, { minItems: 4 }), { minItems: 1 });

/** What may be drawn: an area with holes, several of them, a corridor's middle line, a circle's middle. */
export const DrawnGeometry = Type.Union([
  Type.Object({ type: Type.Literal('Polygon'), coordinates: Polygon }, closed),
  Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Polygon, { minItems: 1 }) }, closed),
  Type.Object({ type: Type.Literal('LineString'), coordinates: Type.Array(Point, { minItems: 2 }) }, closed),
  Type.Object({ type: Type.Literal('Point'), coordinates: Point }, closed),
]);

/** In both languages. */
const Says = Type.Object({ zh: Type.String(), en: Type.String() });
export type Says = Type.Static<typeof Says>;

const Code = Type.Unsafe<DrawnCode>(Type.Enum(Object.keys(drawnCodes), { description: drawnTable() }));
const Weighs = Type.Unsafe<Weight>(
  Type.Enum(['fault', 'warning', 'tolerated'], {
    description:
      'fault: it is refused. warning: it can be read, and is probably not what was meant. tolerated: another way to write the same.',
  }),
);

export const DrawnFault = Type.Object({
  code: Code,
  weight: Weighs,
  says: Says,
  /** The way to it, such as `geometry.coordinates[0][3]`. */
  field: Type.String(),
  /** Longitude, latitude, where there is a point to name. */
  at: Type.Optional(Type.Array(Type.Number())),
});
export type DrawnFault = Type.Static<typeof DrawnFault>;

export const changeCodes = [
  ...(['swapped-back', 'closed', 'undoubled', 'unspiked', 'thinned', 'loops-cut'] as const),
  ...(['holes-cut', 'parts-joined', 'reordered', 'retraced', 'rewound'] as const),
];
export type ChangeCode = (typeof changeCodes)[number];

export const Change = Type.Object({ code: Type.Unsafe<ChangeCode>(Type.Enum(changeCodes)), says: Says });
export type Change = Type.Static<typeof Change>;

export const Offered = Type.Object({
  /** The feature as it came, mended. */
  feature: Type.Object({}),
  /** What was done, step by step. */
  changes: Type.Array(Change),
  /** Square metres, of an area or a circle; before, what is in its rings an odd number of times and in none of its holes. A line has none. */
  areaM2: Type.Optional(
    Type.Object({
      ...{ before: Type.Number(), after: Type.Number() },
      /** Of the area before; there is none where that is nothing. */
      changedPercent: Type.Optional(Type.Number()),
    }),
  ),
});
export type Offered = Type.Static<typeof Offered>;

/** Why a drawing that is at fault comes without an offer: no way to mend it passes the check, or looking for one took too long. */
export const Unoffered = Type.Enum(['draw-anew', 'took-too-long']);
export type Unoffered = Type.Static<typeof Unoffered>;

export const DrawnCheck = Type.Object({
  /** The first hundred. */
  faults: Type.Array(DrawnFault),
  /** Only where it passes this check itself, but for a suspected datum: which one was meant only a person knows. */
  offered: Type.Optional(Offered),
  unoffered: Type.Optional(Unoffered),
});
export type DrawnCheck = Type.Static<typeof DrawnCheck>;

/** The one path of it in the paper: nothing is kept, so it is answered with 200. */
export function drawnPaths(problem: object): object {
  const feature = {
    ...{ type: 'object', description: 'One GeoJSON feature (RFC 7946): an area, areas, a line, or a circle’s middle.' },
    properties: {
      geometry: { type: 'object' },
      properties: { type: 'object', description: '`site`: what it is compared with; `radiusM` of a circle.' },
    },
  };
  const answer = { 'application/json': { schema: { $ref: '#/components/schemas/DrawnCheck' } } };
  const summary = 'A drawn fence is checked among what the asker may see, and a mended one offered; nothing is kept.';
  const description =
    'For whoever may see the port. At most 128 KiB. One drawing is looked at at a time, for a second at most, in a thread of its own; ' +
    'where sixteen wait already the answer is 503 `drawings-busy`.';
  const requestBody = {
    required: true,
    content: { 'application/geo+json': { schema: feature }, 'application/json': { schema: feature } },
  };
  const responses = {
    '200': { description: 'What is wrong with it, if anything.', content: answer },
    default: problem,
  };
  const post = { summary, description, operationId: 'checkFence', requestBody, responses };
  return { '/api/v1/fences/check': { post } };
}
