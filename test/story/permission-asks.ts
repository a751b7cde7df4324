// How each route is asked, and what is answered where it may be; what somebody else does on an alert before, where an act is about that.

import type { ActName } from '../../hub/contracts/case.ts';
import { heir, leaver, password } from './a-peopled-port.ts';

/** What is asked about: one thing of each kind at a site. */
export interface Target {
  readonly who: string;
  /** Column of whoever asks, as a number. */
  readonly nth: number;
  readonly site: string;
  readonly vehicle: string;
  readonly party: string;
  readonly alert: string;
  readonly picture: string;
  readonly check: string;
  readonly day: string;
  readonly captureID: string;
  readonly token: string;
}

export interface Asking {
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Status, or the code of why nothing came of it, though they may. */
  readonly done?: number | string;
  /** What is there to be seen in the answer. */
  readonly shows?: string;
  /** A list: of another site there are no rows. */
  readonly list?: boolean;
}

const hour = 3_600_000;
const api = '/api/v1';
export const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
export const anEvent = (nth: number) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
  ...{ type: 'ObjectEvent', action: 'OBSERVE', eventTime: '2026-01-01T00:00:00Z', eventTimeZoneOffset: '+08:00' },
  eventID: eventID(nth),
  epcList: ['urn:epc:id:sgtin:4012345.011122.25'],
});
export const eventID = (nth: number): string =>
  `urn:uuid:0b2f1a5e-6a0d-4a62-9a5b-1d7a5b1f${String(nth).padStart(4, '0')}`;
const area = [
  [113.57, 22.85],
  [113.61, 22.85],
  [113.61, 22.89],
  [113.57, 22.89],
  [113.57, 22.85],
];

/** What each act is given. */
export const said: { readonly [A in ActName]: object } = {
  ...{ acknowledge: {}, claim: {}, release: {}, unshelve: {}, agree: {}, 'put-back': {}, close: {}, ticket: {} },
  ...{ escalate: { text: 'x' }, report: { text: 'x' }, reset: { text: 'x' }, reopen: { text: 'x' } },
  'hand-over': { to: heir, text: 'x' },
  ask: { text: 'x', until: Date.now() + hour },
  dispatch: { officer: 'Li', place: 'gate' },
  dispose: { code: 'benign_explained', text: 'x' },
  shelve: { reason: 'other', until: Date.now() + hour / 3 },
  'take-out': { until: Date.now() + hour, order: 'x' },
};

/** What has been done before on the alert. */
export const before: { readonly [A in ActName]?: readonly ActName[] } = {
  ...{ release: ['claim'], 'hand-over': ['claim'], ask: ['claim'], dispatch: ['claim'], dispose: ['claim'] },
  ...{ report: ['claim', 'dispatch'], reopen: ['claim', 'dispose'], close: ['claim', 'dispose'] },
  ...{ unshelve: ['shelve'], agree: ['take-out'], 'put-back': ['take-out'] },
};

export const actAt = (path: string): ActName | undefined => {
  const [, what = ''] = /^post \/api\/v1\/alerts\/:id\/([a-z-]+)$/.exec(path) ?? [];
  if (what === 'acknowledgement') return 'acknowledge';
  return what in said ? (what as ActName) : undefined;
};

const onAlert =
  (what: string, body?: unknown, more: Partial<Asking> = {}) =>
  ({ alert }: Target): Asking => ({ path: `${api}/alerts/${alert}${what}`, body, ...more });
const list =
  (path: string, shows: (to: Target) => string | undefined = () => undefined) =>
  (to: Target): Asking => {
    const seen = shows(to);
    return { path: `${api}/${path}`, list: true, ...(seen !== undefined && { shows: seen }) };
  };
const plain =
  (path: string, more: Partial<Asking> = {}) =>
  (): Asking => ({ path, ...more });

/** By route, where it is not an act's. */
const asks: Readonly<Record<string, (to: Target) => Asking>> = {
  'get /api/v1/alerts': ({ site, alert }) => ({
    path: `${api}/alerts?limit=1000&site=${site}`,
    list: true,
    shows: alert,
  }),
  'get /api/v1/alerts/counts': ({ site }) => ({
    path: `${api}/alerts/counts?by=site&site=${site}`,
    list: true,
    shows: `"${site}"`,
  }),
  'get /api/v1/alerts/:id': (to) => ({ path: `${api}/alerts/${to.alert}`, shows: to.alert }),
  'get /api/v1/alerts/:id/pictures/:sha256': ({ alert, picture }) => ({
    path: `${api}/alerts/${alert}/pictures/${picture}`,
    shows: 'JFIF',
  }),
  'get /api/v1/alerts/:id/officers': onAlert('/officers'),
  'get /api/v1/alerts/:id/audit': onAlert('/audit'),
  'get /api/v1/alerts/:id/deliveries': onAlert('/deliveries'),
  'post /api/v1/alerts/:id/notes': onAlert('/notes', { text: 'x' }),
  'post /api/v1/alerts/:id/explanations': onAlert('/explanations', { text: 'x' }),
  'post /api/v1/alerts/:id/attachments': onAlert('/attachments', jpeg, { headers: { 'content-type': 'image/jpeg' } }),
  'get /api/v1/port': list('port', ({ site }) => `"${site}"`),
  'get /api/v1/cameras': list('cameras', ({ site }) => `"${site}"`),
  'get /api/v1/assets': list('assets', ({ vehicle }) => vehicle),
  'get /api/v1/assets/:key/story': ({ vehicle }) => ({
    path: `${api}/assets/${encodeURIComponent(vehicle)}/story`,
    shows: vehicle,
  }),
  'get /api/v1/assets/:key/track': ({ vehicle }) => ({ path: `${api}/assets/${encodeURIComponent(vehicle)}/track` }),
  'get /api/v1/agents': list('agents', ({ site }) => `"${site}"`),
  'get /api/v1/segments': list('segments'),
  'post /api/v1/fences/check': plain(`${api}/fences/check`, {
    body: {
      type: 'Feature',
      properties: { site: 'shatian-wharf' },
      geometry: { type: 'Polygon', coordinates: [area] },
    },
    done: 200,
  }),
  'get /api/v1/rules': plain(`${api}/rules`, { shows: 'seal-tampered' }),
  'get /api/v1/rules/:rule': plain(`${api}/rules/seal-tampered`),
  'get /api/v1/lottery': ({ day }) => ({ path: `${api}/lottery`, shows: day }),
  'get /api/v1/measures': ({ site }) => ({ path: `${api}/measures?site=${site}`, shows: `"${site}"` }),
  'get /api/v1/parties': list('parties', ({ party }) => party),
  'get /api/v1/parties/:party': ({ party }) => ({ path: `${api}/parties/${party}`, shows: party }),
  'get /api/v1/checks': list('checks', ({ check }) => check),
  'get /api/v1/lottery/:day': ({ day }) => ({ path: `${api}/lottery/${day}`, list: true }),
  'post /api/v1/checks/:id': ({ check }) => ({ path: `${api}/checks/${check}`, body: { result: 'clean' } }),
  'get /api/v1/status': plain(`${api}/status`),
  'get /api/v1/deliveries': plain(`${api}/deliveries`),
  'get /api/v1/audit': plain(`${api}/audit`, { shows: 'right-missing' }),
  'get /api/v1/quarantine': plain(`${api}/quarantine`),
  'get /api/v1/quarantine/:number': plain(`${api}/quarantine/1`),
  'get /metrics': plain('/metrics'),
  'post /api/v1/quarantine/:number/replay': plain(`${api}/quarantine/1/replay`, { body: {}, done: 'replay-refused' }),
  'get /api/v1/people': plain(`${api}/people`, { shows: leaver }),
  'post /api/v1/people/:name/lock': plain(`${api}/people/${leaver}/lock`, { body: { reason: 'on leave' } }),
  'post /api/v1/people/:name/unlock': plain(`${api}/people/${leaver}/unlock`, { body: { reason: 'on leave' } }),
  'delete /api/v1/people/:name/sessions': plain(`${api}/people/${leaver}/sessions`),
  'delete /api/v1/people/:name/sessions/:id': plain(`${api}/people/${leaver}/sessions/none`, { done: 'not-found' }),
  'get /api/v1/tokens': ({ token }) => ({ path: `${api}/tokens`, shows: token }),
  'post /api/v1/tokens': ({ nth }) => ({
    path: `${api}/tokens`,
    body: { name: `made-${nth}`, role: 'monitor', sites: 'all', until: Date.now() + hour },
  }),
  'delete /api/v1/tokens/:id': ({ token }) => ({ path: `${api}/tokens/${token}`, done: 200 }),
  'post /epcis/capture': ({ nth }) => ({ path: '/epcis/capture', body: anEvent(100 + nth), done: 202 }),
  'get /epcis/capture': ({ captureID }) => ({ path: '/epcis/capture', shows: captureID }),
  'get /epcis/capture/:captureID': ({ captureID }) => ({ path: `/epcis/capture/${captureID}` }),
  'post /epcis/events': ({ nth }) => ({ path: '/epcis/events', body: anEvent(200 + nth) }),
  'get /epcis/events': plain('/epcis/events', { shows: eventID(1) }),
  'get /epcis/events/:eventID': plain(`/epcis/events/${encodeURIComponent(eventID(1))}`, { shows: eventID(1) }),
  'get /epcis/eventTypes': plain('/epcis/eventTypes', { shows: 'ObjectEvent' }),
  'get /livez': plain('/livez'),
  'get /readyz': plain('/readyz'),
  'get /api/v1/sign-on': plain(`${api}/sign-on`, { done: 'sign-on-off' }),
  'get /api/v1/sign-on/proof': plain(`${api}/sign-on/proof`, { done: 'sign-on-off' }),
  'get /api/v1/sign-on/callback': plain(`${api}/sign-on/callback`, { done: 'sign-on-off' }),
  'get /api/v1/session': plain(`${api}/session`),
  'post /api/v1/session': plain(`${api}/session`, { body: { name: 'x' }, done: 'login-invalid' }),
  'post /api/v1/session/proof': plain(`${api}/session/proof`, {
    body: { password: `not ${password}` },
    done: 'login-wrong',
  }),
  'delete /api/v1/session': plain(`${api}/session`),
  'delete /api/v1/session/everywhere': plain(`${api}/session/everywhere`),
};

/** Undefined where nobody has said yet how it is asked. */
export function askOf(route: string, to: Target): Asking | undefined {
  const act = actAt(route);
  const ask = asks[route];
  if (act === undefined) return ask?.(to) ?? optionsOf(route);
  return { path: pathOf(route, to.alert), body: said[act], headers: { 'if-match': '*' } };
}

/** A way of asking that no route has. */
export const asked: readonly string[] = Object.keys(asks);

const optionsOf = (route: string): Asking | undefined =>
  route.startsWith('options ') ? { path: route.slice('options '.length), done: 204 } : undefined;

export const pathOf = (route: string, alert: string): string => route.replace(/^\w+ /, '').replace(':id', alert);
