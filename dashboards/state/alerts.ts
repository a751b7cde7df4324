// Alerts as last told, by revision, and the order of the list, in which the selected row keeps its place.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { AlertFrame } from '../../hub/contracts/socket.ts';

export type AlertRows = ReadonlyMap<string, Alert>;

export const noAlerts: AlertRows = new Map();

/** Ended alerts kept on the page; beyond it the longest ended go. Open ones are never let go. */
export const endedKept = 200;

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
  const ended = [...next.values()].filter((alert) => !isOpen(alert));
  if (ended.length <= endedKept) return next;
  ended.sort((a, b) => b.changedAt - a.changedAt);
  for (const alert of ended.slice(endedKept)) next.delete(alert.id);
  return next;
}

export const isOpen = (alert: Alert): boolean => alert.condition === 'active';

export const openOf = (rows: AlertRows): Alert[] => [...rows.values()].filter(isOpen);

/** Ids in list order: open before ended, graver before lighter, newer before older; the selected one stays put. */
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

function byUrgency(a: Alert, b: Alert): number {
  if (isOpen(a) !== isOpen(b)) return isOpen(a) ? -1 : 1;
  if (isOpen(a) && a.severity !== b.severity) return a.severity < b.severity ? -1 : 1;
  return b.from - a.from || (a.id < b.id ? -1 : 1);
}
