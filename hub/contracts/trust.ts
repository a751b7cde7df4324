// Trust as the hub tells it: parties with their tiers and factors, what an alert owes to them, remote checks, the lottery.
import { Type } from 'typebox';
import { schemeIds, tiers } from './class-schemes.ts';
import { Millis, SiteId } from './ids.ts';
import { Name, PlanId } from './port.ts';
import { WrittenName, WrittenOrNothing } from './written.ts';

const closed = { additionalProperties: false } as const;

export const Tier = Type.Enum([...tiers]);

export const PartyId = PlanId;

/** A day of the port's calendar. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/**
 * One cap on the tier, with what it was made of. `class`: scheme, class and the day it was given (none: nobody has given
 * one). `behaviour`: clean and suspicious checks as they weigh by then, and the lower bound they leave.
 */
export const Factor = Type.Object(
  {
    code: Type.Enum(['class', 'behaviour']),
    tier: Tier,
    values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  },
  closed,
);
export type Factor = Type.Static<typeof Factor>;

/** What would alter the tier, and to what: so many checks of one kind in a row, or another class. */
export const NearestChange = Type.Object(
  {
    code: Type.Enum(['clean-checks', 'suspicious-checks', 'better-class']),
    tier: Tier,
    count: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
);
export type NearestChange = Type.Static<typeof NearestChange>;

/** A Beta posterior of being found clean: `lower` is the bound below which it lies with a probability of a tenth. */
export const Behaviour = Type.Object(
  {
    alpha: Type.Number(),
    beta: Type.Number(),
    lower: Type.Number({ minimum: 0, maximum: 1 }),
    clean: Type.Integer({ minimum: 0 }),
    suspicious: Type.Integer({ minimum: 0 }),
  },
  closed,
);
export type Behaviour = Type.Static<typeof Behaviour>;

export const PartyKind = Type.Enum(['haulier', 'enterprise', 'wharf-operator']);

/**
 * A party as the plan names it: who it is, what it drives, and its legal classes one after the other. A vehicle is a plate,
 * or with a star at its end a series of them.
 */
export const PartyEntry = Type.Object(
  {
    id: PartyId,
    name: Name,
    kind: PartyKind,
    sites: Type.Optional(Type.Array(SiteId)),
    vehicles: Type.Optional(Type.Array(Type.String({ pattern: '\\S' }))),
    classes: Type.Array(Type.Object({ from: Day, scheme: Type.Enum([...schemeIds]), class: Type.String() }, closed)),
    note: Type.Optional(Name),
  },
  closed,
);
export type PartyEntry = Type.Static<typeof PartyEntry>;

/** A party as it stands now: `tier` is the lowest trust among its factors. Without `sites` it is of the whole port. */
export const PartyRow = Type.Object(
  {
    id: PartyId,
    name: Name,
    kind: PartyKind,
    sites: Type.Optional(Type.Array(SiteId)),
    vehicles: Type.Array(Type.String()),
    at: Millis,
    tier: Tier,
    factors: Type.Array(Factor),
    behaviour: Behaviour,
    nearest: Type.Array(NearestChange),
    /** Of its movements so many are drawn for a remote check. */
    rate: Type.Number({ minimum: 0, maximum: 1 }),
  },
  closed,
);
export type PartyRow = Type.Static<typeof PartyRow>;

export const CheckResult = Type.Enum(['clean', 'suspicious', 'unseen']);
export type CheckResult = Type.Static<typeof CheckResult>;

/**
 * A movement that the lottery drew, to be looked at on the screen by `dueAt`. `movement` names the event of the
 * passage, as `AGENT/ID#SAYS`, the last a digest of its time, lane and data: an agent may give two events one id.
 */
export const Check = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    movement: Type.String(),
    site: SiteId,
    lane: Type.String(),
    cameras: Type.Array(Type.String()),
    vehicle: Type.Optional(Type.String()),
    party: Type.Optional(PartyId),
    name: Type.Optional(Name),
    tier: Type.Optional(Tier),
    rate: Type.Number({ minimum: 0, maximum: 1 }),
    /** When it passed, by its own time. */
    movedAt: Millis,
    drawnAt: Millis,
    dueAt: Millis,
    state: Type.Enum(['open', 'done', 'expired']),
    result: Type.Optional(CheckResult),
    by: Type.Optional(Type.String()),
    text: Type.Optional(Type.String()),
    at: Type.Optional(Millis),
  },
  closed,
);
export type Check = Type.Static<typeof Check>;

/** What was seen. Where people log in the hub knows who says so, and `by` is left out. */
export const NewCheckResult = Type.Object(
  {
    result: CheckResult,
    text: Type.Optional(WrittenOrNothing),
    by: Type.Optional(WrittenName),
  },
  closed,
);
export type NewCheckResult = Type.Static<typeof NewCheckResult>;

const Hex32 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A day's draw: SHA-256 of its key, published before; the key itself once the day is over. */
export const LotteryDay = Type.Object(
  { day: Day, commitment: Hex32, committedAt: Millis, key: Type.Optional(Hex32) },
  closed,
);
export type LotteryDay = Type.Static<typeof LotteryDay>;

/** A day with the key that nobody may know before it is over: as the hub keeps it, and never as it tells it. */
export type KeptDay = LotteryDay & { readonly key: string };

/** One movement of a day, drawn or not: drawn when HMAC-SHA256(key, movement) / 2^256 < rate. */
export const Draw = Type.Object(
  {
    movement: Type.String(),
    site: SiteId,
    tier: Type.Optional(Tier),
    rate: Type.Number({ minimum: 0, maximum: 1 }),
    drawn: Type.Boolean(),
    at: Millis,
  },
  closed,
);
export type Draw = Type.Static<typeof Draw>;

export const LotteryPage = Type.Object({ ...LotteryDay.properties, movements: Type.Array(Draw) }, closed);
export type LotteryPage = Type.Static<typeof LotteryPage>;

/** Remote checks as they are now, whole rows. */
export const CheckFrame = Type.Object({ t: Millis, checks: Type.Array(Check) }, closed);
export type CheckFrame = Type.Static<typeof CheckFrame>;

/** What an arrival means for the lottery and its checks: days committed to, movements drawn or not, checks as they are now. */
export interface TrustNews {
  readonly days: readonly KeptDay[];
  readonly draws: readonly (Draw & { readonly day: string })[];
  readonly checks: readonly Check[];
}
