// What a hub tells outside receivers again and again, so that somebody notices when it no longer does.
import { Type } from 'typebox';
import { Epoch, Instant } from './ids.ts';

/**
 * Posted to webhooks, and retained over MQTT. `ready` as of `time`, with the `reason` when it is not; the next one comes
 * within `intervalS` seconds, and sooner when `ready` changes. `alertSeq` is the sequence of the last change of an alert. With
 * `will` the broker says it for a hub that no longer can; `time` is then when that was agreed upon.
 */
export const Heartbeat = Type.Object(
  {
    hub: Epoch,
    port: Type.String(),
    time: Instant,
    ready: Type.Boolean(),
    reason: Type.Optional(Type.String()),
    intervalS: Type.Number({ exclusiveMinimum: 0 }),
    alertSeq: Type.Integer({ minimum: 0 }),
    will: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
);
export type Heartbeat = Type.Static<typeof Heartbeat>;
