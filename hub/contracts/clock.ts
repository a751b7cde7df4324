// How an agent learns what time the hub has: it says when it spoke, the ack says when that was heard (NTP, RFC 5905 §8).
import { Type } from 'typebox';
import { Millis } from './ids.ts';

/** A clock may be as wrong as one that begins at 1970; more is no clock, ms. */
export const centuryMs = 100 * 366 * 86_400_000;

/** When it was said, by the speaker's own clock, and under which mark: another one for each of its connections. */
export const Sent = Type.Object(
  { at: Millis, mark: Type.String({ pattern: '^[0-9a-f]{8}$' }) },
  { additionalProperties: false },
);
export type Sent = Type.Static<typeof Sent>;

/**
 * What was said and asked, with the hub's receipt. Retained acks are told again: only who still waits for an answer to
 * this very `sent` may learn from it.
 */
export const Echo = Type.Object({ sent: Sent, heard: Millis }, { additionalProperties: false });
export type Echo = Type.Static<typeof Echo>;

/** What is to be added to an agent's clock to have the hub's, ms, and how far that may be wrong. Positive: its clock is behind. */
export const ClockEstimate = Type.Object({
  offsetMs: Type.Integer({ minimum: -centuryMs, maximum: centuryMs }),
  errorMs: Type.Integer({ minimum: 0, maximum: centuryMs }),
});
export type ClockEstimate = Type.Static<typeof ClockEstimate>;

/** A clock that is off by no more is taken at its word, ms: small corrections would only shake what is in order. */
export const offByMs = 2000;

/** What is added to a device's time, ms: nothing to that of a clock which is right, or not known to be wrong. */
export const correctionOf = ({ offsetMs, errorMs }: ClockEstimate): number =>
  Math.abs(offsetMs) > Math.max(offByMs, errorMs) ? offsetMs : 0;
