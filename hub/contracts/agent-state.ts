// An agent's birth, beat and will, retained on `state`: is it there, and up to which moment has it told everything.
import { Type } from 'typebox';
import { ClockEstimate, Sent } from './clock.ts';
import { Epoch, Feed, Millis } from './ids.ts';

/**
 * `upTo`: every observation older than this has been sent (it never passes the oldest unsent record); by the agent's own
 * clock, of which `clock` says how it stands to the hub's. A will carries `online: false` and the `connection` it belongs
 * to, so that a stale will after a new birth changes nothing. `sent` asks for an ack that tells the time.
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
    clock: Type.Optional(ClockEstimate),
    sent: Type.Optional(Sent),
  },
  { additionalProperties: false },
);
export type AgentState = Type.Static<typeof AgentState>;
