// How alerts are coped with (ISA-18.2, IEC 62682, EEMUA 191): each figure with its target, of the sites one sees.
import { Type } from 'typebox';
import { Severity } from './alert.ts';
import { Disposition } from './case.ts';
import { Millis, SiteId } from './ids.ts';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });

/** Against its target, which is the most it may be, but of shares in time and of S4 the least. Without `ok` too little is known. */
export const Figure = Type.Object(
  { value: Type.Number({ minimum: 0 }), target: Type.Number({ minimum: 0 }), ok: Type.Optional(Type.Boolean()) },
  closed,
);
export type Figure = Type.Static<typeof Figure>;

/** Whose alerts: of one rule about one key. */
const source = { rule: Type.String(), key: Type.String() };

/** One that stands, and since when it is as it is here. */
const Aged = Type.Object({ alert: Type.String(), site: SiteId, ...source, since: Millis, ageMs: Count }, closed);
export type Aged = Type.Static<typeof Aged>;

/** How many, and the eldest of them. */
export const AgedList = Type.Object({ count: Count, eldest: Type.Array(Aged, { maxItems: 20 }) }, closed);
export type AgedList = Type.Static<typeof AgedList>;

/**
 * More than ten in ten minutes for each officer, until fewer than five. `start` is when there were too many, `firstOut` what came
 * first of these; `peak` the most in ten minutes, `officers` who were there then. No `end`: it goes on.
 */
export const Flood = Type.Object(
  {
    start: Millis,
    end: Type.Optional(Millis),
    peak: Count,
    peakAt: Millis,
    officers: Type.Integer({ minimum: 1 }),
    firstOut: Type.Object({ at: Millis, alert: Type.String(), site: SiteId, ...source }, closed),
  },
  closed,
);
export type Flood = Type.Static<typeof Flood>;

/** Of one severity: how long it took. A bucket holds what took at most `upToS` seconds and more than the one before; the last has no end. */
export const Waits = Type.Object(
  {
    severity: Severity,
    count: Count,
    medianMs: Type.Optional(Count),
    buckets: Type.Array(Type.Object({ upToS: Type.Optional(Count), count: Count }, closed)),
    /** The share within the minutes that the rule gives. */
    inTime: Figure,
  },
  closed,
);
export type Waits = Type.Static<typeof Waits>;

/**
 * What people made of alerts, by the last word on each. `judged`: it was said whether there was something; `falseAlarms` of them
 * were none; `low` and `high` are Wilson's interval (95 %) of their share.
 */
const verdict = {
  judged: Count,
  falseAlarms: Count,
  low: Share,
  high: Share,
};

/** `precisionAtMost`: 1 − low. Under its target the rule is to be rationalised; nothing is turned off by it. */
export const RuleVerdict = Type.Object(
  {
    rule: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    codes: Type.Array(Type.Object({ code: Disposition, count: Count }, closed)),
    ...verdict,
    precisionAtMost: Figure,
    toRationalise: Type.Boolean(),
  },
  closed,
);
export type RuleVerdict = Type.Static<typeof RuleVerdict>;

/** Of a device or lane that alerts named; `tickets`: how often somebody called it bad. */
export const SensorVerdict = Type.Object(
  { kind: Type.Enum(['device', 'lane']), id: Type.String(), ...verdict, tickets: Count },
  closed,
);
export type SensorVerdict = Type.Static<typeof SensorVerdict>;

/**
 * Of the time after `from` up to `to`, by the hub's clock. `complete` is false while the past is still being read after a start,
 * and where `from` is before `keptFrom`: nothing is known of before that. `positions`: officers on duty at `to`, see the README.
 */
export const Measures = Type.Object(
  {
    from: Millis,
    to: Millis,
    sites: Type.Array(SiteId),
    complete: Type.Boolean(),
    keptFrom: Millis,
    positions: Type.Integer({ minimum: 1 }),
    annunciations: Type.Object(
      {
        ...{ total: Count, raised: Count, again: Count, returned: Count },
        bySite: Type.Array(Type.Object({ site: SiteId, count: Count }, closed)),
      },
      closed,
    ),
    /** Annunciations an hour for each officer. */
    rate: Figure,
    /** The share of each severity. */
    mix: Type.Array(Type.Object({ severity: Severity, count: Count, share: Figure }, closed)),
    acknowledged: Type.Array(Waits),
    disposed: Type.Array(Waits),
    floods: Type.Object(
      {
        count: Count,
        /** The part of the time that was in one. */
        share: Figure,
        now: Type.Optional(Flood),
        /** The newest ones that touch the window, newest first. */
        newest: Type.Array(Flood, { maxItems: 20 }),
      },
      closed,
    ),
    chattering: Type.Object(
      {
        count: Figure,
        sources: Type.Array(
          Type.Object({ site: SiteId, ...source, scope: Type.String(), count: Count, lastAt: Millis }, closed),
          { maxItems: 20 },
        ),
      },
      closed,
    ),
    /** Ten sources and their share of all annunciations. */
    top: Type.Object(
      {
        share: Figure,
        sources: Type.Array(Type.Object({ ...source, count: Count, share: Share }, closed), { maxItems: 10 }),
      },
      closed,
    ),
    /** Active for more than a day, now. */
    stale: Type.Object({ ...AgedList.properties, figure: Figure }, closed),
    /** Now. */
    shelved: AgedList,
    suppressed: AgedList,
    outOfService: AgedList,
    escalations: Count,
    rules: Type.Array(RuleVerdict, { maxItems: 200 }),
    sensors: Type.Array(SensorVerdict, { maxItems: 200 }),
  },
  closed,
);
export type Measures = Type.Static<typeof Measures>;
