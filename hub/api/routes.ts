// What the hub answers over REST: the table, and one plain function per line.
import type { Alert } from '../contracts/alert.ts';
import type { Delivery } from '../contracts/delivery.ts';
import type { Port } from '../contracts/port.ts';
import type { AgentRow, AssetRow, SegmentRow } from '../contracts/socket.ts';
import type { Quarantined, Status } from '../contracts/status.ts';
import type { Story } from '../contracts/story.ts';
import type { Track } from '../contracts/track.ts';
import type { ErrorCode } from '../errors.ts';
import { noteAnswer, noteBody } from './notes.ts';
import { type Answer, json, type Route } from './route.ts';

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
  /** Where it was between two moments, the newest so many. */
  track(key: string, at: { from: number; to: number; most: number }): Promise<Track | undefined>;
  /** Resolves once it is on disk. */
  note(alert: string, note: { text: string; by: string }): Promise<Alert | ErrorCode>;
  /** The newest first; all of them, or those that told of one alert. */
  deliveries(limit: number, alert?: string): Delivery[];
  quarantine(limit: number): Quarantined[];
  audit(limit: number): object[];
  status(): Status;
}

const get = (path: string, answer: Route['answer']): Route => ({ method: 'get', path, answer });

export function routesOver(hub: Reading): readonly Route[] {
  return [
    get('/livez', () => json({ ok: true })),
    get('/readyz', () => (hub.status().ready ? json({ ok: true }) : 'not-ready')),
    get('/api/v1/status', () => json(hub.status())),
    get('/api/v1/port', () => json(hub.port())),
    get('/api/v1/alerts', ({ limit }) => json({ alerts: hub.alerts().slice(-limit) })),
    get('/api/v1/alerts/:id', ({ params }) => found(hub.alert(params['id'] ?? ''))),
    {
      method: 'post',
      path: '/api/v1/alerts/:id/notes',
      takes: noteBody,
      answer: (asked) => noteAnswer(asked, (alert, note) => hub.note(alert, note)),
    },
    get('/api/v1/alerts/:id/deliveries', ({ params, limit }) =>
      json({ deliveries: hub.deliveries(limit, params['id']) }),
    ),
    get('/api/v1/deliveries', ({ limit }) => json({ deliveries: hub.deliveries(limit) })),
    get('/api/v1/assets', () => json({ assets: hub.assets() })),
    get('/api/v1/assets/:key/story', ({ params }) => found(hub.story(params['key'] ?? ''))),
    get('/api/v1/assets/:key/track', async ({ params, query, limit }) => {
      const at = spanOf(query);
      return at === undefined
        ? 'request-malformed'
        : found(await hub.track(params['key'] ?? '', { ...at, most: limit }));
    }),
    get('/api/v1/agents', () => json({ agents: hub.agents() })),
    get('/api/v1/segments', () => json({ segments: hub.segments() })),
    get('/api/v1/quarantine', ({ limit }) => json({ quarantine: hub.quarantine(limit) })),
    get('/api/v1/audit', ({ limit }) => json({ audit: hub.audit(limit) })),
  ];
}

const found = (one: object | undefined): Answer => (one === undefined ? 'not-found' : json(one));

/** `from` and `to` are times in ISO 8601 or milliseconds; without them all there is. */
function spanOf(query: Readonly<Record<string, readonly string[]>>): { from: number; to: number } | undefined {
  const [from = 0, to = maxMs] = ['from', 'to'].map((name) => {
    const [text] = query[name] ?? [];
    if (text === undefined) return undefined;
    if (/^\d{1,15}$/.test(text)) return Number(text);
    return /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  });
  return Number.isInteger(from) && Number.isInteger(to) && from <= to && from >= 0
    ? { from, to: Math.min(to, maxMs) }
    : undefined;
}

/** The last moment that a nanosecond of 64 bits can name. */
const maxMs = 9_223_372_036_854;
