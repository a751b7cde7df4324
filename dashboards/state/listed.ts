// The list as it is shown: filtered, with the put-away ones in a line of their own, and the rows that the keys walk through.
import { computed, signal } from '@preact/signals';
import type { Severity } from '../../hub/contracts/alert.ts';
import { me } from '../people/me.ts';
import { countWhose, type Filter, listed, noFilter, type Whose, whoses } from './list-filter.ts';
import { alerts, order, selectedAlert } from './screen.ts';

export const filter = signal<Filter>(noFilter);
export const awayOpen = signal(false);

export const shownRows = computed(() =>
  listed(order.value, alerts.value, {
    filter: filter.value,
    me: me.value,
    selected: selectedAlert.value,
    awayOpen: awayOpen.value,
  }),
);
export const whoseCount = computed(() => countWhose(alerts.value, me.value));

/** As they lie on the page, from above. */
export const walkable = computed(() =>
  awayOpen.value ? [...shownRows.value.main, ...shownRows.value.away] : shownRows.value.main,
);

export function showWhose(whose: Whose): void {
  filter.value = { ...filter.value, whose };
}

/** By a key: the next of them, and then all again. */
export function nextWhose(): void {
  showWhose(whoses[(whoses.indexOf(filter.value.whose) + 1) % whoses.length] ?? 'all');
}

export function toggleSeverity(severity: Severity): void {
  const severities = new Set(filter.value.severities);
  if (!severities.delete(severity)) severities.add(severity);
  filter.value = { ...filter.value, severities };
}

export function showAllRows(): void {
  filter.value = noFilter;
}
