// What an agent had to let go of before the hub had it: counted, its run and its time, and how that is declared.
import type { EventClass } from '../hub/contracts/ids.ts';
import type { DataOf } from '../hub/contracts/observation.ts';
import type { Observed } from './adapter.ts';
import { hubTimeOf, type Stamped } from './stamped.ts';

/** `from`–`to` are sequences, absent where none was ever numbered; `fromTime`–`toTime` are event times as the hub would have taken them, ms. */
export interface Loss {
  readonly class: EventClass;
  readonly count: number;
  readonly fromTime: number;
  readonly toTime: number;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export const classOf = ({ urgent }: Observed): EventClass => (urgent === true ? 'urgent' : 'routine');

/** One observation that is lost; with its sequence where it had one. */
export const lossOf = (observed: Stamped, seq?: number): Loss => {
  const time = hubTimeOf(observed);
  return { class: classOf(observed), count: 1, fromTime: time, toTime: time, from: seq, to: seq };
};

/** Both together, of one class. */
export function bothLost(a: Loss | undefined, b: Loss): Loss {
  if (a === undefined) return b;
  return {
    class: b.class,
    count: a.count + b.count,
    fromTime: Math.min(a.fromTime, b.fromTime),
    toTime: Math.max(a.toTime, b.toTime),
    from: leastOf(a.from, b.from),
    to: a.to === undefined || b.to === undefined ? (a.to ?? b.to) : Math.max(a.to, b.to),
  };
}

const leastOf = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

const gapType = 'agent.gap';

/** The declaration, urgent: it comes before what is left. @param time when it is declared, ms */
export function gapOf(agent: string, { fromTime, toTime, ...loss }: Loss, time: number): Observed {
  const data = { ...loss, fromTime: instant(fromTime), toTime: instant(toTime) };
  return { type: gapType, subject: `agent:${agent}`, time, urgent: true, data };
}

/** What a declaration that was not acked yet declares; undefined of any other observation. */
export function declaredBy({ type, data }: Observed): Loss | undefined {
  if (type !== gapType) return undefined;
  const { fromTime, toTime, ...loss } = data as DataOf<'agent.gap'>;
  return { ...loss, fromTime: Date.parse(fromTime), toTime: Date.parse(toTime) };
}

/** A clock may say anything; what is declared must be a date of four digits. */
const instant = (ms: number): string => new Date(Math.min(Math.max(0, ms), 253_402_300_799_999)).toISOString();
