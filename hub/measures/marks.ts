// What of a transition counts: a mark for each thing that an officer was called to, or did. Pure: an alert as it was, and as it is.
import type { Alert, Severity } from '../contracts/alert.ts';
import type { Disposition } from '../contracts/case.ts';
import { kindOf } from '../contracts/key-kind.ts';
import { isSuppressed } from '../contracts/standing.ts';
import type { Transition } from '../flow.ts';

/** A device or lane that an alert rests on. */
export interface Sensor {
  readonly kind: 'device' | 'lane';
  readonly id: string;
}

/** `raised`; `again`, after it had ended or been taken back; `returned` from the shelf, or from any other way to be kept from the list. */
export type Cause = 'raised' | 'again' | 'returned';

export type Marked =
  | { readonly what: 'annunciated'; readonly cause: Cause }
  | { readonly what: 'acknowledged'; readonly by: string; readonly afterMs: number }
  | { readonly what: 'claimed'; readonly by: string }
  | {
      readonly what: 'disposed';
      readonly by: string;
      readonly afterMs: number;
      readonly code: Disposition;
      readonly version: number;
      readonly sensors: readonly Sensor[];
    }
  | { readonly what: 'reopened' }
  | { readonly what: 'escalated' }
  | { readonly what: 'ticketed'; readonly device: string }
  /** It changed so often within a minute that it is noise. */
  | { readonly what: 'chattered'; readonly scope: string };

/** `at`: ms by the hub's clock, never before the mark before. `ruled`: the severity before any trust. */
export type Mark = Marked & {
  readonly at: number;
  readonly alert: string;
  readonly site: string;
  readonly rule: string;
  readonly key: string;
  readonly severity: Severity;
  readonly ruled: Severity;
};

/** What is remembered of an alert until it changes again. `calledAt`: when it annunciated last; `activeSince`: by the hub's clock. */
export interface Before {
  readonly condition: Alert['condition'] | undefined;
  readonly suppressed: boolean;
  readonly acknowledged: boolean;
  readonly reAlarms: number;
  readonly calledAt: number;
  readonly activeSince: number;
}

const isAcknowledged = ({ acknowledged }: Alert): boolean => acknowledged !== undefined;

/** How an alert was before a change, where nothing is remembered of it: as the change says, and otherwise as it is. */
export function supposed({ change, alert }: Transition): Before {
  const { condition, reAlarms = 0, raisedAt } = alert;
  const since = { reAlarms, calledAt: raisedAt, activeSince: raisedAt };
  const now = { ...since, condition, suppressed: isSuppressed(alert), acknowledged: isAcknowledged(alert) };
  if (change === 'raised') return { ...now, condition: undefined, suppressed: false, acknowledged: false, reAlarms: 0 };
  if (change === 'reinstated') return { ...now, condition: 'withdrawn' };
  if (change === 'cleared') return { ...now, condition: 'active' };
  if (change === 'returned') return { ...now, suppressed: true };
  return change === 'acknowledged' ? { ...now, acknowledged: false } : now;
}

/** An officer is called to it: by its first appearance, whatever it is by then, or by its being active on the list again. */
export function causeOf(before: Before, { change, alert }: Transition): Cause | undefined {
  if (alert.feed === 'historical' || isSuppressed(alert)) return undefined;
  if (change === 'raised') return 'raised';
  if (alert.condition !== 'active') return undefined;
  if (before.condition !== 'active' || (alert.reAlarms ?? 0) > before.reAlarms) return 'again';
  return before.suppressed ? 'returned' : undefined;
}

/** Changes between active and clear, as whoever looks at the list sees them. */
export function turnsOf(before: Before, { change, alert }: Transition): number {
  if (alert.feed === 'historical' || isSuppressed(alert)) return 0;
  if (change === 'raised') return 1;
  const { condition, reAlarms = 0 } = alert;
  const wasThere = before.condition === 'active' || before.condition === 'cleared';
  if (before.condition === condition) return condition === 'active' && reAlarms > before.reAlarms ? 2 : 0;
  return wasThere && (condition === 'active' || condition === 'cleared') ? 1 : 0;
}

/** What was done about it. */
export function doneOf(before: Before, { change, alert }: Transition): Marked[] {
  if (alert.feed === 'historical') return [];
  const { acknowledged, case: about, ticket } = alert;
  const done: Marked[] = [];
  if (acknowledged !== undefined && !before.acknowledged)
    done.push({ what: 'acknowledged', by: acknowledged.by, afterMs: span(before.calledAt, acknowledged.at) });
  if (change === 'claimed' && about?.owner !== undefined) done.push({ what: 'claimed', by: about.owner });
  if (change === 'disposed' && about?.disposed !== undefined) {
    const { at, by, code } = about.disposed;
    const afterMs = span(acknowledged?.at ?? before.calledAt, at);
    const { version } = alert.why;
    done.push({ what: 'disposed', by, afterMs, code, version, sensors: sensorsOf(alert) });
  }
  if (change === 'reopened' || change === 'escalated') done.push({ what: change });
  if (change === 'ticketed' && ticket !== undefined) done.push({ what: 'ticketed', device: idOf(ticket.device) });
  return done;
}

/** As it is remembered after a change. @param called whether it has just annunciated */
export function after({ condition, activeSince, calledAt }: Before, alert: Alert, at: number, called: boolean): Before {
  const began = alert.condition === 'active' && condition !== 'active';
  return {
    condition: alert.condition,
    suppressed: isSuppressed(alert),
    acknowledged: isAcknowledged(alert),
    reAlarms: alert.reAlarms ?? 0,
    calledAt: called ? at : calledAt,
    activeSince: began ? at : activeSince,
  };
}

/** Devices and lanes that it names, or is about, each once. */
function sensorsOf({ key, why: { facts }, ticket }: Alert): Sensor[] {
  const kind = kindOf(key);
  const { device, camera, antennas, lane } = facts;
  const devices = [device, camera, ...(antennas?.split(/[ ,]+/) ?? []), ticket?.device, kind === 'device' ? key : ''];
  const lanes = [lane, kind === 'lane' ? key : ''];
  const named = (names: readonly (string | undefined)[]) =>
    new Set(names.flatMap((name) => (name ? [idOf(name)] : [])));
  return [
    ...[...named(devices)].map((id): Sensor => ({ kind: 'device', id })),
    ...[...named(lanes)].map((id): Sensor => ({ kind: 'lane', id })),
  ];
}

const idOf = (name: string): string => name.slice(name.indexOf(':') + 1);

/** A clock that was set back makes nothing take less than no time. */
const span = (from: number, to: number): number => Math.max(0, to - from);
