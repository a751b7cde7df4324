// An asset's story over REST: its events in event time, what was heard late marked, and who told each.
import { Type } from 'typebox';
import { Millis } from './ids.ts';

/**
 * `kind` is the observation's type, or what the hub itself says: `carried`, `passed`, `seen`, `tick`, `plan`; `unbelieved`
 * is a fix at a place that the thing cannot have reached. `late`: heard
 * more than a minute after its own time. `facts` are short words and numbers by name, for a reader to put in order.
 */
export const StoryEvent = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    time: Millis,
    heardAt: Millis,
    late: Type.Boolean(),
    by: Type.String(),
    lon: Type.Optional(Type.Number()),
    lat: Type.Optional(Type.Number()),
    facts: Type.Record(Type.String(), Type.String()),
  },
  { additionalProperties: false },
);
export type StoryEvent = Type.Static<typeof StoryEvent>;

/** Oldest first; `inside` are the fences it is in by now, `carries` and `on` what it is tied to. */
export const Story = Type.Object(
  {
    key: Type.String(),
    name: Type.Optional(Type.String()),
    /** Of a ship that told her dimensions, metres. */
    lengthM: Type.Optional(Type.Integer()),
    inside: Type.Array(Type.String()),
    /** Fences of which it is not certain by now whether it is in them; absent where there are none. */
    uncertain: Type.Optional(Type.Array(Type.String())),
    carries: Type.Array(Type.String()),
    on: Type.Optional(Type.String()),
    events: Type.Array(StoryEvent),
  },
  { additionalProperties: false },
);
export type Story = Type.Static<typeof Story>;
