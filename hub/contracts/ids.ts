// The identifiers of the wire: sites, agents, epochs, sequences and subjects, each with the pattern that admits it.
import { Type } from 'typebox';

/** A site: lower-case letters, digits and hyphens, 2–32, so that it can stand in an MQTT topic without escaping. */
export const SiteId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,31}$' });

/** An agent, unique in the port; same alphabet as a site, for the same reason. `alerts` is a topic of the hub's own. */
export const AgentId = Type.String({ pattern: '^(?!alerts$)[a-z0-9][a-z0-9-]{0,31}$' });

/** A camera: its 20-digit customs code. */
export const CameraCode = Type.String({ pattern: '^\\d{20}$' });

/** One life of a spool: a new one says "my sequence starts again". 16 lower-case hex digits. */
export const Epoch = Type.String({ pattern: '^[0-9a-f]{16}$' });

/** Position in one class of one epoch: gapless from 1. Far enough below 2^53 that counting on a batch is exact. */
export const Seq = Type.Integer({ minimum: 1, maximum: 2 ** 52 });

/** RFC 3339 in UTC with up to milliseconds; what a CloudEvent calls `time`. */
export const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$',
});

/** Integer milliseconds since 1970-01-01T00:00Z. */
export const Millis = Type.Integer({ minimum: 0, maximum: 8.64e15 });

/** What is spoken of, as `scheme:value`, e.g. `mmsi:413000001`. */
export const Subject = Type.String({ pattern: '^[a-z0-9]+:[^\\s\\x00-\\x1f]{1,128}$', maxLength: 160 });

/** Urgent waits for nothing; routine may wait in the spool. Each class has a sequence of its own. */
export const EventClass = Type.Union([Type.Literal('urgent'), Type.Literal('routine')]);
export type EventClass = Type.Static<typeof EventClass>;
export const eventClasses = ['urgent', 'routine'] as const satisfies EventClass[];

/**
 * Where an agent's observations come from: `live` devices; `historical`, a recording that folds at its own time and
 * pages nobody; `simulated`, marked as such on every screen.
 */
export const Feed = Type.Union([Type.Literal('live'), Type.Literal('historical'), Type.Literal('simulated')]);
export type Feed = Type.Static<typeof Feed>;
