// Where an asset was between two moments, over REST, and where that is known from.
import { Type } from 'typebox';
import { Millis } from './ids.ts';

export const TrackPoint = Type.Object(
  { time: Millis, lon: Type.Number(), lat: Type.Number(), by: Type.String() },
  { additionalProperties: false },
);
export type TrackPoint = Type.Static<typeof TrackPoint>;

/**
 * Oldest first, degrees WGS-84. `source`: the time series, or the journal where there is none, it is not to be reached,
 * or part of the time is beyond its retention, which `beyondRetention` says.
 */
export const Track = Type.Object(
  {
    key: Type.String(),
    source: Type.Enum(['influx', 'journal']),
    beyondRetention: Type.Boolean(),
    points: Type.Array(TrackPoint),
  },
  { additionalProperties: false },
);
export type Track = Type.Static<typeof Track>;
