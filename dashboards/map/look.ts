// How an asset looks on the map: what it is part of, and whether its position can still be believed. Pure.
import type { AgentRow, AssetRow } from '../../hub/contracts/socket.ts';
import { type Assets, bearerOf } from '../state/carried.ts';
import { isFaded } from '../state/live.ts';

export interface Look {
  readonly alerting: boolean;
  readonly faded: boolean;
  readonly selected: boolean;
}

/** What there is to know besides the asset itself, gathered once for a whole frame. */
export interface Seen {
  readonly agents: ReadonlyMap<string, AgentRow>;
  readonly alerting: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  /** Nothing is heard of the hub: every position is of the past. */
  readonly stale: boolean;
  readonly now: number;
}

export function lookOf(asset: AssetRow, { agents, alerting, selected, stale, now }: Seen): Look {
  return {
    alerting: alerting.has(asset.id),
    faded: stale || isFaded(asset, agents.get(asset.agent), now),
    selected: selected.has(asset.id),
  };
}

/** Drawn later lies higher. */
export const weightOf = (look: Look): number => (look.selected ? 2 : 0) + (look.alerting ? 1 : 0);

/** Whose marks stand for these: an alert on a box is seen on the lorry that carries it. */
export function bearersOf(
  keys: Iterable<string | undefined>,
  assets: Assets,
  shows: (asset: AssetRow) => boolean,
): Set<string> {
  const bearers = new Set<string>();
  for (const key of keys) {
    const asset = key === undefined ? undefined : assets.get(key);
    const bearer = asset && bearerOf(asset, assets, shows);
    if (bearer !== undefined) bearers.add(bearer.id);
  }
  return bearers;
}
