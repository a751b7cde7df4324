// Assets and agents as last told: whole rows, of which the greater version wins.
import type { AgentRow, AssetRow, LiveFrame } from '../../hub/contracts/socket.ts';

export interface LiveRows {
  readonly assets: ReadonlyMap<string, AssetRow>;
  readonly agents: ReadonlyMap<string, AgentRow>;
}

export const noLive: LiveRows = { assets: new Map(), agents: new Map() };

export function wholeLive(frame: LiveFrame): LiveRows {
  return mergeLive(noLive, frame);
}

export function mergeLive(rows: LiveRows, frame: LiveFrame): LiveRows {
  return { assets: newest(rows.assets, frame.assets), agents: newest(rows.agents, frame.agents) };
}

/** A recording that ended owes nothing; every other source is either seeing or blind. */
export function watching(agents: Iterable<AgentRow>): { readonly live: number; readonly of: number } {
  const owing = [...agents].filter((agent) => !agent.finished);
  return { live: owing.filter((agent) => agent.online).length, of: owing.length };
}

/** Beyond this a position says where a thing was, not where it is. */
export const fadeAfterMs = 180_000;

/** A recording is old by nature and fades only with its agent; everything else fades by its age too. */
export function isFaded(asset: AssetRow, agent: AgentRow | undefined, now: number): boolean {
  if (agent !== undefined && !agent.online && !agent.finished) return true;
  return asset.feed !== 'historical' && now - asset.time > fadeAfterMs;
}

function newest<R extends { id: string; v: number }>(known: ReadonlyMap<string, R>, told: readonly R[]) {
  if (told.length === 0) return known;
  const rows = new Map(known);
  for (const row of told) {
    const was = rows.get(row.id);
    if (was === undefined || row.v > was.v) rows.set(row.id, row);
  }
  return rows;
}
