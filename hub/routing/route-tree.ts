// Where an alert goes: Alertmanager's route tree, asked with the labels of one alert.
import type { Labels, Matcher } from './matcher.ts';

/** `groupBy` names labels; `'all'` keeps every alert by itself (Alertmanager's `...`). Times in ms. */
export interface Timing {
  readonly groupBy: readonly string[] | 'all';
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
}

/** `key` is the path of matchers to it, as Alertmanager spells it: the same file gives the same keys. */
export interface Route extends Timing {
  readonly key: string;
  readonly receiver: string;
  readonly matchers: readonly Matcher[];
  readonly goesOn: boolean;
  readonly routes: readonly Route[];
}

/**
 * Every route that takes an alert of these labels: the deepest ones that match, in order; after one that does not go on
 * (`continue`) its younger siblings are not asked. The root takes everything.
 */
export function routesFor(route: Route, labels: Labels): Route[] {
  if (!route.matchers.every((matches) => matches(labels))) return [];
  const taken: Route[] = [];
  for (const child of route.routes) {
    const deeper = routesFor(child, labels);
    taken.push(...deeper);
    if (deeper.length > 0 && !child.goesOn) break;
  }
  return taken.length > 0 ? taken : [route];
}

/** The labels that those in one group share. */
export function groupLabelsOf({ groupBy }: Timing, labels: Labels): Labels {
  if (groupBy === 'all') return labels;
  return Object.fromEntries(groupBy.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));
}

/** Every route of a tree. */
export const allRoutes = (route: Route): Route[] => [route, ...route.routes.flatMap(allRoutes)];
