// The socket.io messages, both ways, typed: a snapshot or a replay on request, then frames by epoch and sequence.
import { type TSchema, Type } from 'typebox';
import { Alert } from './alert.ts';
import { Feed, Millis } from './ids.ts';
import { AssetKind } from './port.ts';
import { CheckFrame } from './trust.ts';

/**
 * One asset as a dashboard draws it. Degrees, knots; `v` is the row's version: the greater wins. What is carried is where
 * its carrier is: `on` names it, and the asset's own place, if it ever told one, is older than that.
 */
export const AssetRow = Type.Object(
  {
    id: Type.String(),
    kind: AssetKind,
    name: Type.Optional(Type.String()),
    on: Type.Optional(Type.String()),
    /** Of a seal: what it said of itself last. */
    state: Type.Optional(Type.String()),
    lon: Type.Optional(Type.Number()),
    lat: Type.Optional(Type.Number()),
    cogDeg: Type.Optional(Type.Number()),
    headingDeg: Type.Optional(Type.Number()),
    sogKn: Type.Optional(Type.Number()),
    time: Millis,
    /** Whose it is: of who told where it is, or told of it last. */
    site: Type.String(),
    agent: Type.String(),
    feed: Feed,
    inside: Type.Array(Type.String()),
    v: Type.Integer(),
  },
  { additionalProperties: false },
);
export type AssetRow = Type.Static<typeof AssetRow>;

/**
 * One agent's health; `refused` counts what went to quarantine. A `stranger` may not speak for the site it named: it is
 * shown under `agent@site` and watches nothing. `v` as in AssetRow.
 */
export const AgentRow = Type.Object(
  {
    id: Type.String(),
    site: Type.String(),
    feed: Feed,
    online: Type.Boolean(),
    heardAt: Millis,
    events: Type.Integer(),
    refused: Type.Integer(),
    lastRefusal: Type.Optional(Type.String()),
    finished: Type.Boolean(),
    stranger: Type.Optional(Type.Boolean()),
    v: Type.Integer(),
  },
  { additionalProperties: false },
);
export type AgentRow = Type.Static<typeof AgentRow>;

/** One perimeter segment: which of its sensors see, and since when it is as it is. Blind is none. */
export const SegmentRow = Type.Object(
  {
    id: Type.String(),
    site: Type.String(),
    sensors: Type.Array(Type.Object({ id: Type.String(), sees: Type.Boolean() }, { additionalProperties: false })),
    blind: Type.Boolean(),
    since: Millis,
    v: Type.Integer(),
  },
  { additionalProperties: false },
);
export type SegmentRow = Type.Static<typeof SegmentRow>;

/** Where a reader stands in a stream: the state generation, and the last sequence applied. */
export const Position = Type.Object(
  { epoch: Type.String({ maxLength: 32 }), seq: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);
export type Position = Type.Static<typeof Position>;

/**
 * Covers sequences `from`…`to`; rows are whole, so that the newest wins and a repeat does no harm. `gone` are assets that
 * have left the sites the reader sees.
 */
export const LiveFrame = Type.Object(
  {
    epoch: Type.String(),
    from: Type.Integer(),
    to: Type.Integer(),
    t: Millis,
    assets: Type.Array(AssetRow),
    gone: Type.Optional(Type.Array(Type.String())),
    agents: Type.Array(AgentRow),
    segments: Type.Array(SegmentRow),
  },
  { additionalProperties: false },
);
export type LiveFrame = Type.Static<typeof LiveFrame>;

/** Alert changes, never conflated with positions and never dropped; the sequence is the journal's own. */
export const AlertFrame = Type.Object(
  { epoch: Type.String(), from: Type.Integer(), to: Type.Integer(), t: Millis, alerts: Type.Array(Alert) },
  { additionalProperties: false },
);
export type AlertFrame = Type.Static<typeof AlertFrame>;

/** `packed`: whoever asks can unpack; else more than five thousand rows are refused with `sync-too-large`. */
export const SyncRequest = Type.Object(
  { live: Type.Optional(Position), alerts: Type.Optional(Position), packed: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
export type SyncRequest = Type.Static<typeof SyncRequest>;

/**
 * Rows as of some sequence, by the names they have in the frame: a binary attachment, gzip over JSON. Many who come at once
 * are sent the same bytes. The frame has what changed since, and what is in both is newer there.
 */
export const PackedRows = Type.Unsafe<Uint8Array<ArrayBuffer> | ArrayBuffer>({
  type: 'string',
  contentEncoding: 'binary',
  contentMediaType: 'application/gzip',
});

/**
 * `whole: true` replaces what the reader has (assets and agents; or all open alerts and the newest ended ones);
 * `whole: false` is what it missed. Much is `packed`. `checks` are all open ones and the newest ended ones; none for who may not see them.
 */
const Synced = <T extends TSchema>(frame: T) =>
  Type.Object({ whole: Type.Boolean(), frame, packed: Type.Optional(PackedRows) }, { additionalProperties: false });
export const SyncAnswer = Type.Object(
  { live: Synced(LiveFrame), alerts: Synced(AlertFrame), checks: CheckFrame },
  { additionalProperties: false },
);
export type SyncAnswer = Type.Static<typeof SyncAnswer>;

/** The hub's time, every two seconds even when nothing moves: a link without it is dead, whatever the socket says. */
export const Beat = Millis;

export interface ServerEvents {
  live: (frame: LiveFrame) => void;
  alerts: (frame: AlertFrame) => void;
  checks: (frame: CheckFrame) => void;
  beat: (t: number) => void;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; code: string };

export interface ClientEvents {
  sync: (request: SyncRequest, answer: (a: Answer<SyncAnswer>) => void) => void;
}
