// The port as a dashboard needs it: names, time zone and fences (GeoJSON, WGS-84), with the doubt of each.
import { Type } from 'typebox';
import { SiteId } from './ids.ts';

const Ring = Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 3 }), { minItems: 4 });

/** A fence as drawn and stored: a GeoJSON feature (RFC 7946) whose properties say what it is and how sure we are. */
export const FenceFeature = Type.Object({
  type: Type.Literal('Feature'),
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,47}$' }),
  geometry: Type.Object({ type: Type.Literal('Polygon'), coordinates: Type.Array(Ring, { minItems: 1 }) }),
  properties: Type.Object({
    site: SiteId,
    name: Type.Object({ zh: Type.String(), en: Type.String() }),
    restricted: Type.Boolean(),
    allowed: Type.Optional(Type.Array(Type.String())),
    hysteresisM: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
    fixes: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    confidence: Type.Union([Type.Literal('official'), Type.Literal('derived'), Type.Literal('illustrative')]),
    source: Type.String(),
  }),
});
export type FenceFeature = Type.Static<typeof FenceFeature>;

export const Port = Type.Object({
  id: Type.String(),
  name: Type.Object({ zh: Type.String(), en: Type.String() }),
  timeZone: Type.String(),
  note: Type.Object({ zh: Type.String(), en: Type.String() }),
  fences: Type.Array(FenceFeature),
});
export type Port = Type.Static<typeof Port>;
