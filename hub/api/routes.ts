// What the hub answers over REST: the table, and one plain function per line.
import type { Alert } from '../contracts/alert.ts';
import type { Port } from '../contracts/port.ts';
import type { AgentRow, AssetRow, SegmentRow } from '../contracts/socket.ts';
import type { Quarantined, Status } from '../contracts/status.ts';
import type { Story } from '../contracts/story.ts';
import type { ErrorCode } from '../errors.ts';
import type { Route } from './app.ts';

/** What the routes read: the committed book and views, never a fold under way. */
export interface Reading {
  port(): Port;
  alerts(): Alert[];
  alert(id: string): Alert | undefined;
  assets(): AssetRow[];
  agents(): AgentRow[];
  segments(): SegmentRow[];
  /** Undefined for a key never heard of. */
  story(key: string): Story | undefined;
  /** Resolves once it is on disk. */
  note(alert: string, note: { text: string; by: string }): Promise<Alert | ErrorCode>;
  quarantine(limit: number): Quarantined[];
  audit(limit: number): object[];
  status(): Status;
}

export function routesOver(hub: Reading): readonly Route[] {
  return [
    { method: 'get', path: '/livez', answer: () => ({ ok: true }) },
    { method: 'get', path: '/readyz', answer: () => (hub.status().ready ? { ok: true } : 'not-ready') },
    { method: 'get', path: '/api/v1/status', answer: () => hub.status() },
    { method: 'get', path: '/api/v1/port', answer: () => hub.port() },
    { method: 'get', path: '/api/v1/alerts', answer: ({ limit }) => ({ alerts: hub.alerts().slice(-limit) }) },
    { method: 'get', path: '/api/v1/alerts/:id', answer: ({ id }) => hub.alert(id) ?? 'not-found' },
    { method: 'get', path: '/api/v1/assets', answer: () => ({ assets: hub.assets() }) },
    { method: 'get', path: '/api/v1/agents', answer: () => ({ agents: hub.agents() }) },
    { method: 'get', path: '/api/v1/quarantine', answer: ({ limit }) => ({ quarantine: hub.quarantine(limit) }) },
  ];
}
