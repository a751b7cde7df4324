// What the page shows, as signals: the port, the streams' rows, what is selected, and whether the link can be believed.
import { computed, effect, signal } from '@preact/signals';
import type { Port } from '../../hub/contracts/port.ts';
import { serverNow } from '../clock.ts';
import { lang } from '../language.ts';
import { type AlertRows, activeOf, arrange, noAlerts, standingAs } from './alerts.ts';
import { type LonLat, standOf } from './carried.ts';
import { restingOf } from './force.ts';
import { censusOf, type LiveRows, noLive, watching } from './live.ts';
import { fencesOf, placeOf } from './place.ts';
import { indexOf, middleOf, nameIn, placeIn } from './port-index.ts';

export const port = signal<Port | undefined>(undefined);
/** The port plan names cameras. */
export const hasCameras = computed(() => port.value?.devices.some(({ kind }) => kind === 'camera') ?? false);
export const portTrouble = signal<string | undefined>(undefined);
export const portIndex = computed(() => indexOf(port.value));
/** What the port calls a lane, a fence, a device by its id or key. */
export const nameOf = (id: string): string => nameIn(portIndex.value, lang.value, id);
export const timeZone = computed(() => port.value?.timeZone ?? 'UTC');
/** New with every frame: for the map, and for what asks after one row. Whatever lists rows watches the ones below. */
export const live = signal<LiveRows>(noLive());
export const agents = signal(live.peek().agents);
export const segments = signal(live.peek().segments);
export const alerts = signal<AlertRows>(noAlerts);
/** How many assets of each kind: new about once a second, and then whatever lists assets looks again. */
export const census = signal(censusOf([]));

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
/** Where the map is asked to look: always anew, or only when the place is out of its view. */
export const lookAt = signal<{ readonly at: LonLat; readonly always: boolean } | undefined>(undefined);

export const opened = computed(() =>
  openedAlert.value === undefined ? undefined : alerts.value.get(openedAlert.value),
);
export const openAlerts = computed(() => standingAs(alerts.value, 'open'));
export const againAlerts = computed(() => standingAs(alerts.value, 'again'));
/** What holds is marked on the map even while its alert is put away: somebody at work there must not be taken for nobody. */
const activeAlerts = computed(() => activeOf(alerts.value));
export const alertingKeys = computed(() => new Set(activeAlerts.value.map((alert) => alert.key)));
export const alertingFences = computed(() => new Set(activeAlerts.value.flatMap(fencesOf)));
/** The fences that are not in force now; a new set only when it is another. */
const resting = computed(() => restingOf(port.value, serverNow()).join(' '));
export const restingFences = computed(() => new Set(resting.value.split(' ')));
export const sources = computed(() => watching(agents.value.values()));

export const order = signal<readonly string[]>([]);
effect(() => {
  const next = arrange(order.peek(), alerts.value, selectedAlert.peek());
  order.value = next;
});

export const hasSimulated = computed(
  () => live.value.simulated || [...alerts.value.values()].some((alert) => alert.feed === 'simulated'),
);

export function select(id: string | undefined): void {
  selectedAlert.value = id;
  if (openedAlert.value !== undefined || id === undefined) open(id);
}

export function open(id: string | undefined): void {
  openedAlert.value = id;
  if (id === undefined) return;
  selectedAlert.value = id;
  showPlace(false);
}

/** Asks the map for the place of the selected alert; one without a place leaves the map alone. */
export function showPlace(always: boolean): void {
  const alert = alerts.value.get(selectedAlert.value ?? '');
  const at = alert && placeOf(alert, standing(alert.key), portIndex.value);
  if (at !== undefined) lookAt.value = { at, always };
}

/** Asks the map for an asset, or for something of the port, by its id. */
export function showThing(id: string, always: boolean): void {
  const place = placeIn(portIndex.value, id);
  const at = standing(id) ?? (place && middleOf(place, portIndex.value));
  if (at !== undefined) lookAt.value = { at, always };
}

function standing(key: string): LonLat | undefined {
  const { assets } = live.value;
  const asset = assets.get(key);
  return asset && standOf(asset, assets);
}
