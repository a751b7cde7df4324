// What the hub answers over REST: the table, what each line needs, and one plain function per line.
import type { Alert } from '../contracts/alert.ts';
import type { Delivery } from '../contracts/delivery.ts';
import type { Port } from '../contracts/port.ts';
import { pageMost, pageUsual } from '../contracts/query.ts';
import type { AgentRow, AssetRow, SegmentRow } from '../contracts/socket.ts';
import type { Audited, Status } from '../contracts/status.ts';
import type { Story } from '../contracts/story.ts';
import type { Track } from '../contracts/track.ts';
import { alertFor, ofSites, type Sees, seeing } from '../identity/wall.ts';
import { tagOf } from './acts.ts';
import { drawingBody, drawnAnswer } from './fences.ts';
import { listRoute, numberedPage } from './page.ts';
import { type Answer, found, json, type Route } from './route.ts';

/** What the routes read: the committed book and views, never a fold under way; of the sites that are seen. */
export interface Reading {
  port(sees: Sees): Port;
  /** A drawing among what is seen, sound JSON of whatever shape; answered with a DrawnCheck in JSON. */
  drawn(text: string, sees: Sees): Promise<string | 'drawings-busy'>;
  alert(id: string): Alert | undefined;
  assets(sees: Sees): AssetRow[];
  agents(): AgentRow[];
  segments(): SegmentRow[];
  /** Undefined for a key never heard of at these sites. */
  story(key: string, sees: Sees): Story | undefined;
  /** Where it was between two moments, the newest so many. */
  track(key: string, at: { from: number; to: number; most: number }, sees: Sees): Promise<Track | undefined>;
  /** The newest first, of those with a smaller number; all of them, or those that told of one alert. */
  deliveries(most: number, before?: number, alert?: string): Delivery[];
  /** All of it, or what was done about one alert. */
  audit(most: number, before?: number, alert?: string): Audited[];
  status(): Status;
}

const get = (path: string, needs: Route['needs'], answer: Route['answer']): Route => ({
  method: 'get',
  path,
  needs,
  answer,
});

export function routesOver(hub: Reading): readonly Route[] {
  const alertOf = ({ params, who }: Parameters<Route['answer']>[0]): Alert | undefined => {
    const alert = hub.alert(params['id'] ?? '');
    return alert && alertFor(who, alert);
  };
  return [
    get('/livez', 'nothing', () => json({ ok: true })),
    get('/readyz', 'nothing', () => {
      const { reason, lacks } = hub.status();
      return reason === undefined ? json({ ok: true, lacks }) : { code: 'not-ready', detail: reason };
    }),
    get('/api/v1/status', 'inspect', () => json(hub.status())),
    get('/api/v1/port', 'see', ({ who }) => json(hub.port(seeing(who)))),
    get('/api/v1/alerts/:id', 'see', (asked) => withVersion(alertOf(asked))),
    listRoute({ path: '/api/v1/alerts/:id/deliveries', needs: 'told', name: 'deliveries' }, (asked, limit, cursor) => {
      const of = alertOf(asked)?.id;
      return of === undefined
        ? 'not-found'
        : numberedPage((most, before) => hub.deliveries(most, before, of), limit, cursor);
    }),
    listRoute({ path: '/api/v1/alerts/:id/audit', needs: 'trust', name: 'audit' }, (asked, limit, cursor) => {
      const of = alertOf(asked)?.id;
      return of === undefined
        ? 'not-found'
        : numberedPage((most, before) => hub.audit(most, before, of), limit, cursor);
    }),
    listRoute({ path: '/api/v1/deliveries', needs: 'inspect', name: 'deliveries' }, (_, limit, cursor) =>
      numberedPage((most, before) => hub.deliveries(most, before), limit, cursor),
    ),
    get('/api/v1/assets', 'see', ({ who }) => json({ assets: hub.assets(seeing(who)) })),
    get('/api/v1/assets/:key/story', 'see', ({ params, who }) => found(hub.story(params['key'] ?? '', seeing(who)))),
    get('/api/v1/assets/:key/track', 'see', async ({ params, query, who }) => {
      const at = spanOf(query);
      return at === undefined
        ? 'request-malformed'
        : found(await hub.track(params['key'] ?? '', { ...at, most: mostOf(query) }, seeing(who)));
    }),
    get('/api/v1/agents', 'see', ({ who }) => json({ agents: ofSites(seeing(who), hub.agents()) })),
    get('/api/v1/segments', 'see', ({ who }) => json({ segments: ofSites(seeing(who), hub.segments()) })),
    {
      ...{ method: 'post', path: '/api/v1/fences/check', needs: 'see', takes: drawingBody },
      answer: (asked) => drawnAnswer(asked, (text, sees) => hub.drawn(text, sees)),
    },
    listRoute({ path: '/api/v1/audit', needs: 'inspect', name: 'audit' }, (_, limit, cursor) =>
      numberedPage((most, before) => hub.audit(most, before), limit, cursor),
    ),
  ];
}

/** Acts on it are compared with what their writer saw, by this (RFC 9110, If-Match). */
const withVersion = (alert: Alert | undefined): Answer =>
  alert === undefined ? 'not-found' : { body: alert, headers: { etag: tagOf(alert) } };

/** A track has no pages: what is no sound `limit` is the usual one. */
function mostOf({ limit = [] }: Readonly<Record<string, readonly string[]>>): number {
  const asked = limit.length === 0 ? pageUsual : Number(limit.join());
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, pageMost) : pageUsual;
}

/** `from` and `to` are times in ISO 8601 or milliseconds; without them all there is. */
export function spanOf(query: Readonly<Record<string, readonly string[]>>): { from: number; to: number } | undefined {
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
