// Alerts as last told, by revision, and the order of the list, in which the selected row keeps its place.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { AlertFrame } from '../../hub/contracts/socket.ts';
import { caseOf, isStanding, isSuppressed } from '../../hub/contracts/standing.ts';

export type AlertRows = ReadonlyMap<string, Alert>;

export const noAlerts: AlertRows = new Map();

/** Ended alerts kept on the page; beyond it the longest ended go. Open ones are never let go. */
export const endedKept = 200;
/** Of those that are over and somebody has still to see to, so many of each: the hub has them all. */
const unfinishedKept = 1000;

export function wholeAlerts(frame: AlertFrame): AlertRows {
  return mergeAlerts(noAlerts, frame);
}

export function mergeAlerts(rows: AlertRows, frame: AlertFrame): AlertRows {
  if (frame.alerts.length === 0) return rows;
  const next = new Map(rows);
  for (const alert of frame.alerts) {
    const was = next.get(alert.id);
    if (was === undefined || alert.revision > was.revision) next.set(alert.id, alert);
  }
  letGo(next, 'ended', endedKept);
  letGo(next, 'again', unfinishedKept);
  letGo(next, 'hand', unfinishedKept);
  return next;
}

function letGo(rows: Map<string, Alert>, of: Standing, kept: number): void {
  const over = [...rows.values()].filter((alert) => standing(alert) === of);
  if (over.length <= kept) return;
  over.sort((a, b) => b.changedAt - a.changedAt);
  for (const alert of over.slice(kept)) rows.delete(alert.id);
}

/**
 * `again`: over by the events, but the case is not closed by that, and a person is asked to look again. `hand`: over, and
 * somebody has still to see to it. `away`: put away for a while, whatever it is.
 */
export type Standing = 'open' | 'again' | 'hand' | 'away' | 'ended';

/** It holds now, wherever in the list it is: what the map marks. */
export const isActive = (alert: Alert): boolean => alert.condition === 'active';

export function standing(alert: Alert): Standing {
  if (!isStanding(alert)) return 'ended';
  if (isSuppressed(alert)) return 'away';
  if (isActive(alert)) return 'open';
  return alert.reconfirm === true && caseOf(alert).state !== 'closed' ? 'again' : 'hand';
}

export const activeOf = (rows: AlertRows): Alert[] => [...rows.values()].filter(isActive);
export const standingAs = (rows: AlertRows, as: Standing): Alert[] =>
  [...rows.values()].filter((one) => standing(one) === as);

/** All alerts of one asset, or about it: as the key that owns them, or as what carried it. The newest first. */
export function alertsOf(rows: AlertRows, key: string): Alert[] {
  const about = ({ key: owner, why }: Alert) => owner === key || why.facts['carrier'] === key;
  return [...rows.values()].filter(about).sort(byUrgency);
}

/** Ids in list order: open before unfinished before put away before ended, graver before lighter, newer before older; the selected one stays put. */
export function arrange(before: readonly string[], rows: AlertRows, selected: string | undefined): string[] {
  const ids = [...rows.values()].sort(byUrgency).map((alert) => alert.id);
  const place = selected === undefined ? -1 : before.indexOf(selected);
  if (selected === undefined || place < 0 || !rows.has(selected)) return ids;
  const others = ids.filter((id) => id !== selected);
  return [...others.slice(0, place), selected, ...others.slice(place)];
}

/** The id `step` rows away, held at both ends; with nothing selected, the first one. */
export function neighbour(order: readonly string[], selected: string | undefined, step: 1 | -1): string | undefined {
  const place = selected === undefined ? -1 : order.indexOf(selected);
  if (place < 0) return order[0];
  return order[Math.min(order.length - 1, Math.max(0, place + step))];
}

const rank: Readonly<Record<Standing, number>> = { open: 0, again: 1, hand: 2, away: 3, ended: 4 };
const graded: readonly Standing[] = ['open', 'hand', 'away'];

function byUrgency(a: Alert, b: Alert): number {
  const [inA, inB] = [standing(a), standing(b)];
  if (inA !== inB) return rank[inA] - rank[inB];
  if (graded.includes(inA) && a.severity !== b.severity) return a.severity < b.severity ? -1 : 1;
  return b.from - a.from || (a.id < b.id ? -1 : 1);
}
