// An alert as the hub tells it: one occurrence of one finding, with everything that explains it.
import { Type } from 'typebox';
import { Case, Reset, Suppression, Ticket } from './case.ts';
import { CameraCode, Feed, Millis, SiteId } from './ids.ts';
import { Role } from './person.ts';
import { Name } from './port.ts';
import { Factor, PartyId, Tier } from './trust.ts';
import { Written, WrittenName } from './written.ts';

/** The event a finding rests on. `deviceTime` is there when the hub did not take the device's clock as it was. */
export const Evidence = Type.Object(
  {
    event: Type.String(),
    time: Millis,
    deviceTime: Type.Optional(Type.Integer()),
    says: Type.String(),
    /** Whose word it is. */
    site: Type.Optional(Type.String()),
    lon: Type.Optional(Type.Number()),
    lat: Type.Optional(Type.Number()),
  },
  { additionalProperties: false },
);
export type Evidence = Type.Static<typeof Evidence>;

/** Why: the rule and its version, the measured value against its limit, in the unit named. */
export const Why = Type.Object(
  {
    rule: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    measure: Type.String(),
    value: Type.Number(),
    limit: Type.Number(),
    unit: Type.String(),
    facts: Type.Record(Type.String(), Type.String()),
    evidence: Type.Array(Evidence, { maxItems: 16 }),
  },
  { additionalProperties: false },
);
export type Why = Type.Static<typeof Why>;

export const Severity = Type.Union([Type.Literal('S1'), Type.Literal('S2'), Type.Literal('S3'), Type.Literal('S4')]);
export type Severity = Type.Static<typeof Severity>;

/** The gravest first. */
export const severities: readonly Severity[] = ['S1', 'S2', 'S3', 'S4'];

/** What the party behind an alert means for it; `severity` is the rule's own. */
export const AlertTrust = Type.Object(
  { party: PartyId, name: Name, tier: Tier, severity: Severity, factors: Type.Array(Factor) },
  { additionalProperties: false },
);
export type AlertTrust = Type.Static<typeof AlertTrust>;

/**
 * `active` while it holds, `cleared` when it ended, `withdrawn` when it no longer follows from the events, `merged` when
 * it turned out to be one occurrence with another alert.
 */
export const Condition = Type.Enum(['active', 'cleared', 'withdrawn', 'merged']);
export type Condition = Type.Static<typeof Condition>;

/** Heard, or learnt, so much later than it could have been is late, ms. */
export const lateAfterMs = 60_000;

/** Active for longer is stale (EEMUA 191), ms. */
export const staleAfterMs = 86_400_000;

/** A picture that was handed in with an explanation: a JPEG, named by its SHA-256. */
export const Attached = Type.Object(
  { sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), bytes: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
);
export type Attached = Type.Static<typeof Attached>;

/** Notes an alert may bear. */
export const notesMost = 100;

/** What a person wrote on an alert; it stays, whatever becomes of the condition. An operator explains what happened. */
export const Note = Type.Object(
  {
    at: Millis,
    by: Type.String({ minLength: 1, maxLength: 64 }),
    text: Type.String({ minLength: 1, maxLength: 1000 }),
    role: Type.Optional(Role),
    explains: Type.Optional(Type.Boolean()),
    pictures: Type.Optional(Type.Array(Attached, { maxItems: 4 })),
  },
  { additionalProperties: false },
);
export type Note = Type.Static<typeof Note>;

/** Somebody is looking after it. */
export const Acknowledged = Type.Object(
  { at: Millis, by: Type.String({ minLength: 1, maxLength: 64 }) },
  { additionalProperties: false },
);
export type Acknowledged = Type.Static<typeof Acknowledged>;

/** A note as it is handed in. Where people log in the hub knows who writes, and `by` is left out. */
export const NewNote = Type.Object(
  {
    text: Written,
    by: Type.Optional(WrittenName),
    /** Pictures that were handed in before, by their SHA-256. */
    pictures: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 4 })),
  },
  { additionalProperties: false },
);
export type NewNote = Type.Static<typeof NewNote>;

const seen = { camera: CameraCode, site: SiteId, at: Millis };

/**
 * What a camera saw when the alert was raised: the file, named by its SHA-256; or why there is none. `site` is the
 * camera's; `at` is when the hub had it, `deviceTime` when the agent's clock says it was taken.
 */
export const Picture = Type.Union([
  Type.Object(
    {
      ...seen,
      deviceTime: Millis,
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      bytes: Type.Integer({ minimum: 1 }),
    },
    { additionalProperties: false },
  ),
  Type.Object({ ...seen, fault: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
]);
export type Picture = Type.Static<typeof Picture>;

/** Pictures an alert may bear, one of each camera. */
export const picturesMost = 2;

/** What made it follow no longer, or change: the event that was learnt of, its own time, and when the hub heard it. */
export const Reason = Type.Object(
  {
    event: Type.String(),
    time: Type.Integer(),
    heardAt: Millis,
    says: Type.String(),
    site: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Reason = Type.Static<typeof Reason>;

/**
 * `reason` says why it was withdrawn. `reconfirm`: a person had touched it before the condition was withdrawn, and is
 * asked to look again; the case stays open. `mergedInto` is the alert that goes on for this one.
 */
export const Alert = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    site: SiteId,
    rule: Type.String(),
    key: Type.String(),
    scope: Type.String(),
    severity: Severity,
    integrity: Type.Boolean(),
    feed: Feed,
    condition: Condition,
    from: Millis,
    to: Type.Optional(Millis),
    raisedAt: Millis,
    changedAt: Millis,
    late: Type.Boolean(),
    revision: Type.Integer({ minimum: 1 }),
    why: Why,
    /** Told to those only who may know what customs think of a party. */
    trust: Type.Optional(AlertTrust),
    acknowledged: Type.Optional(Acknowledged),
    /** Its ending does not end it: somebody has to say that things are as they should be. */
    latched: Type.Optional(Type.Boolean()),
    reset: Type.Optional(Reset),
    /** Absent: open, and nobody's. */
    case: Type.Optional(Case),
    suppressed: Type.Optional(Suppression),
    ticket: Type.Optional(Ticket),
    /** How often it came again after it had ended, as the same occurrence. */
    reAlarms: Type.Optional(Type.Integer({ minimum: 1 })),
    /** It has been active for more than a day. */
    stale: Type.Optional(Type.Boolean()),
    /** What acts are compared with: goes up with each act and each change of the condition, and not with each measure. */
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    notes: Type.Optional(Type.Array(Note, { maxItems: notesMost })),
    pictures: Type.Optional(Type.Array(Picture, { maxItems: picturesMost })),
    reason: Type.Optional(Reason),
    reconfirm: Type.Optional(Type.Boolean()),
    mergedInto: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Alert = Type.Static<typeof Alert>;

/** The names of all pictures that an alert bears: what cameras saw, and what people handed in. */
export const picturesIn = ({ pictures = [], notes = [] }: Pick<Alert, 'pictures' | 'notes'>): string[] =>
  [...pictures, ...notes.flatMap((note) => note.pictures ?? [])].flatMap((one) =>
    'sha256' in one ? [one.sha256] : [],
  );
