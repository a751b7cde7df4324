// An agent's birth, beat and will, retained on `state`: is it there, and up to which moment has it told everything.
import { Type } from 'typebox';
import { Epoch, Feed, Millis } from './ids.ts';

/**
 * `upTo`: every observation older than this has been sent (it never passes the oldest unsent record). A will carries
 * `online: false` and the `connection` it belongs to, so that a stale will after a new birth changes nothing.
 */
export const AgentState = Type.Object(
  {
    online: Type.Boolean(),
    epoch: Epoch,
    connection: Type.Integer({ minimum: 1 }),
    feed: Feed,
    upTo: Type.Optional(Millis),
    finished: Type.Optional(Type.Boolean()),
    sw: Type.String({ maxLength: 32 }),
    clock: Type.Optional(Type.Object({ offsetMs: Type.Integer(), errorMs: Type.Integer({ minimum: 0 }) })),
  },
  { additionalProperties: false },
);
export type AgentState = Type.Static<typeof AgentState>;
