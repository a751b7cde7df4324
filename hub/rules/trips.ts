// The controlled movements (受控移动) a vehicle is on: opened by an authority, each along a corridor of the plan.
import type { KeyEvent } from '../flow.ts';

/** An open movement. `begun`: the vehicle has been in its corridor; before that it is still on its way there. */
export interface Trip {
  readonly kind: 'transit' | 'linkage';
  readonly corridor: string;
  readonly destination: string | undefined;
  readonly begun: boolean;
}

/** By the movement's name. */
export type Trips = ReadonlyMap<string, Trip>;

/** A vehicle has one movement at a time, or a few that nobody closed: the newest bind it. */
const tripsMost = 8;

/** Opened again along another corridor, it goes that way from now on. The same object where it says nothing new. */
export function withOpened(trips: Trips, { data }: Extract<KeyEvent, { kind: 'movement.opened' }>): Trips {
  const { movement, kind, corridor, destination } = data;
  const known = trips.get(movement);
  if (known?.corridor === corridor && known.destination === destination) return trips;
  const kept = known === undefined && trips.size >= tripsMost ? [...trips].slice(1) : trips;
  return new Map(kept).set(movement, { kind, corridor, destination, begun: false });
}
