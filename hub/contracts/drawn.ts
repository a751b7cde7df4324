// What the hub says of a drawn fence: every fault with its code and its place, and a mended drawing on offer.
import { Type } from 'typebox';

/** A code is never used again for another meaning. */
export const DrawnCode = Type.Enum([
  'drawn-shape',
  'drawn-off-earth',
  'drawn-far',
  'drawn-swapped',
  'drawn-many',
  'drawn-unclosed',
  'drawn-crossing',
  'drawn-flat',
  'drawn-hole-outside',
  'drawn-hole-crossing',
  'drawn-hole-nested',
  'drawn-spike',
  'drawn-doubled',
  'drawn-datum',
  'drawn-winding',
]);
export type DrawnCode = Type.Static<typeof DrawnCode>;

/** `fault`: it is refused. `warning`: it can be read, and is probably not what was meant. `tolerated`: another way to write the same. */
export const Weight = Type.Enum(['fault', 'warning', 'tolerated']);
export type Weight = Type.Static<typeof Weight>;

export const DrawnFault = Type.Object({
  code: DrawnCode,
  weight: Weight,
  says: Type.String(),
  /** The way to it, such as `geometry.coordinates[0][3]`. */
  field: Type.String(),
  /** Longitude, latitude, where there is a point to name. */
  at: Type.Optional(Type.Array(Type.Number())),
});
export type DrawnFault = Type.Static<typeof DrawnFault>;

export const Offered = Type.Object({
  /** The feature as it came, mended. */
  feature: Type.Object({}),
  /** In words, the areas among them. */
  changes: Type.Array(Type.String()),
  /** The area before is the drawing's as it stands, its loops counted against each other; a line has none. */
  areaM2: Type.Object({ before: Type.Number(), after: Type.Number() }),
});
export type Offered = Type.Static<typeof Offered>;

export const DrawnCheck = Type.Object({
  faults: Type.Array(DrawnFault),
  /** Only where it passes this check itself, but for a suspected datum: which one was meant only a person knows. */
  offered: Type.Optional(Offered),
});
export type DrawnCheck = Type.Static<typeof DrawnCheck>;

/** The one path of it in the paper: nothing is kept, so it is answered with 200. */
export function drawnPaths(problem: object): object {
  const feature = { type: 'object', description: 'One GeoJSON feature (RFC 7946), an area or a line.' };
  const answer = { 'application/json': { schema: { $ref: '#/components/schemas/DrawnCheck' } } };
  const summary = 'A drawn fence is checked, and a mended one offered; nothing is kept.';
  const requestBody = {
    required: true,
    content: { 'application/geo+json': { schema: feature }, 'application/json': { schema: feature } },
  };
  const responses = {
    '200': { description: 'What is wrong with it, if anything.', content: answer },
    default: problem,
  };
  return { '/api/v1/fences/check': { post: { summary, operationId: 'checkFence', requestBody, responses } } };
}
