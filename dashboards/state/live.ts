// Assets, agents and segments as last told: whole rows, of which the greater version wins.
import type { AssetKind } from '../../hub/contracts/port.ts';
import type { AgentRow, AssetRow, LiveFrame, SegmentRow } from '../../hub/contracts/socket.ts';

export interface LiveRows {
  readonly assets: Map<string, AssetRow>;
  readonly agents: ReadonlyMap<string, AgentRow>;
  readonly segments: ReadonlyMap<string, SegmentRow>;
  /** Any asset or agent of this picture simulated, now or earlier: the mark that says so does not flicker. */
  readonly simulated: boolean;
}

export const noLive = (): LiveRows => ({
  ...{ assets: new Map(), agents: new Map(), segments: new Map(), simulated: false },
});

export function wholeLive(frame: LiveFrame): LiveRows {
  return mergeLive(noLive(), frame);
}

/**
 * The assets' map stays one and the same from sync to sync: to copy ten thousand rows for each frame would cost more
 * than all else. The rows object is new each time, so that whoever watches it is told.
 */
export function mergeLive(rows: LiveRows, frame: LiveFrame): LiveRows {
  const fake = (row: AssetRow | AgentRow) => row.feed === 'simulated';
  const simulated = rows.simulated || frame.assets.some(fake) || frame.agents.some(fake);
  const agents = frame.agents.length === 0 ? rows.agents : newest(new Map(rows.agents), frame.agents);
  const segments = frame.segments.length === 0 ? rows.segments : newest(new Map(rows.segments), frame.segments);
  for (const id of frame.gone ?? []) rows.assets.delete(id);
  return { assets: newest(rows.assets, frame.assets), agents, segments, simulated };
}

/** A recording that ended owes nothing; every other source is either seeing or blind. */
export function watching(agents: Iterable<AgentRow>): { readonly live: number; readonly of: number } {
  const owing = [...agents].filter((agent) => !agent.finished && !agent.stranger);
  return { live: owing.filter((agent) => agent.online).length, of: owing.length };
}

/** Beyond this a position says where a thing was, not where it is. */
export const fadeAfterMs = 180_000;

/** A recording is old by nature and fades only with its agent; everything else fades by its age too. */
export function isFaded(asset: AssetRow, agent: AgentRow | undefined, now: number): boolean {
  if (agent !== undefined && !agent.online && !agent.finished) return true;
  return asset.feed !== 'historical' && now - asset.time > fadeAfterMs;
}

export const assetKinds = ['vessel', 'vehicle', 'container', 'seal'] as const satisfies readonly AssetKind[];

/** How many assets of each kind are held. */
export type Census = Readonly<Record<AssetKind, number>>;

export function censusOf(assets: Iterable<AssetRow>): Census {
  const counts = { vessel: 0, vehicle: 0, container: 0, seal: 0 };
  for (const { kind } of assets) counts[kind] += 1;
  return counts;
}

function newest<R extends { id: string; v: number }>(rows: Map<string, R>, told: readonly R[]): Map<string, R> {
  for (const row of told) {
    const was = rows.get(row.id);
    if (was === undefined || row.v > was.v) rows.set(row.id, row);
  }
  return rows;
}
