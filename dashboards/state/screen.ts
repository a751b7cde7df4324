// What the page shows, as signals: the port, the streams' rows, what is selected, and whether the link can be believed.
import { computed, effect, signal } from '@preact/signals';
import type { Port } from '../../hub/contracts/port.ts';
import { type AlertRows, arrange, noAlerts, openOf } from './alerts.ts';
import { type LiveRows, noLive, watching } from './live.ts';

export const port = signal<Port | undefined>(undefined);
export const portTrouble = signal<string | undefined>(undefined);
export const live = signal<LiveRows>(noLive);
export const alerts = signal<AlertRows>(noAlerts);

/** Connected and synced: what is shown is what the hub has. */
export const connected = signal(false);
/** Ever synced: an empty list before that says nothing about the port. */
export const synced = signal(false);
/** No beat for too long, or connected and not answered. */
export const stale = signal(false);
/** The server's time of the newest beat: frames alone do not prove that the hub is well. */
export const beatAt = signal<number | undefined>(undefined);
/** The server's time of the newest frame or beat. */
export const heardAt = signal<number | undefined>(undefined);

export const selectedAlert = signal<string | undefined>(undefined);
export const openedAlert = signal<string | undefined>(undefined);
export const selectedAsset = signal<string | undefined>(undefined);

export const openAlerts = computed(() => openOf(alerts.value));
export const sources = computed(() => watching(live.value.agents.values()));

export const order = signal<readonly string[]>([]);
effect(() => {
  const next = arrange(order.peek(), alerts.value, selectedAlert.peek());
  order.value = next;
});

export const hasSimulated = computed(() => {
  const rows = [...live.value.assets.values(), ...live.value.agents.values(), ...alerts.value.values()];
  return rows.some((row) => row.feed === 'simulated');
});

export function select(id: string | undefined): void {
  selectedAlert.value = id;
  if (openedAlert.value !== undefined || id === undefined) openedAlert.value = id;
}

export function open(id: string | undefined): void {
  if (id !== undefined) selectedAlert.value = id;
  openedAlert.value = id;
}
