// The tricks of the web that a hub must refuse: what is tried, on which path, how, by which code it is refused, and of whom the audit has it.

export type Headers = Readonly<Record<string, string>>;

export interface Sent {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: string;
}

/** What whoever tries has in hand. */
export interface Held {
  /** The header of a token, and of a person's cookie, by name. */
  readonly by: (token: string) => Headers;
  readonly as: (who: string) => Headers;
  /** A cookie's name and value. */
  readonly nameOf: (who: string) => string;
  readonly tokenOf: (who: string) => string;
  readonly otherHub: () => string;
}

export type Trick = readonly [what: string, path: string, sent: () => Sent, refused: string, who: string];

export const json = { 'content-type': 'application/json' } as const;
export const alerts = '/api/v1/alerts';
const socketPath = '/socket.io/?EIO=4&transport=websocket';
/** An alert that is not there would be the answer to whoever came through. */
const note = `${alerts}/ffffffffffffffff/notes`;
const lock = '/api/v1/people/dai/lock';
const upgrade = {
  ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

export const acts = (headers: Headers, body = '{"text":"x"}'): Sent => ({
  ...{ method: 'POST', headers: { ...json, ...headers }, body },
});

export const tricksWith = ({ by, as, nameOf, tokenOf, otherHub }: Held): readonly Trick[] => [
  [
    'a WebSocket from a page of elsewhere, with the cookie of whoever looks at it',
    socketPath,
    () => ({ headers: { ...upgrade, ...as('chen'), origin: 'http://evil.example' } }),
    '400 origin-wrong',
    'chen',
  ],
  [
    'a WebSocket from a page of another port of this machine',
    socketPath,
    () => ({ headers: { ...upgrade, ...as('chen'), origin: otherHub() } }),
    '400 origin-wrong',
    'chen',
  ],
  [
    'a video line from a page of elsewhere',
    '/api/v1/cameras/52002505101321901001/live',
    () => ({
      headers: { ...upgrade, ...as('chen'), origin: 'http://evil.example' },
    }),
    '403 origin-wrong',
    'chen',
  ],
  [
    'a POST from a page of another origin',
    note,
    () => acts({ ...as('chen'), origin: 'http://evil.example' }),
    '403 origin-wrong',
    'chen',
  ],
  [
    'a POST of no origin that can be said',
    note,
    () => acts({ ...as('chen'), origin: 'null' }),
    '403 origin-wrong',
    'chen',
  ],
  [
    'a POST whose browser says that it comes from another site of this machine',
    note,
    () => acts({ ...as('chen'), 'sec-fetch-site': 'same-site' }),
    '403 origin-wrong',
    'chen',
  ],
  [
    'a name made to point here (DNS rebinding)',
    alerts,
    () => ({ headers: { ...as('chen'), host: 'evil.example' } }),
    '421 host-wrong',
    'unknown',
  ],
  [
    'a session that an attacker fixed beforehand',
    alerts,
    () => ({ headers: { cookie: `${nameOf('chen')}=fixed` } }),
    '401 login-needed',
    'unknown',
  ],
  [
    'two cookies of the session’s name',
    alerts,
    () => ({ headers: { cookie: `${as('chen')['cookie']}; ${as('dai')['cookie']}` } }),
    '401 login-needed',
    'unknown',
  ],
  ['the cookie of before a proof', '/api/v1/people', () => ({ headers: as('before') }), '401 login-needed', 'unknown'],
  ['the cookie of one who went, sent again', alerts, () => ({ headers: as('gone') }), '401 login-needed', 'unknown'],
  [
    'the cookie of another hub of this machine',
    alerts,
    () => ({ headers: as('elsewhere') }),
    '401 login-needed',
    'unknown',
  ],
  [
    'its value under this hub’s name',
    alerts,
    () => ({ headers: { cookie: `${nameOf('chen')}=${tokenOf('elsewhere')}` } }),
    '401 login-needed',
    'unknown',
  ],
  ['a token after it was revoked', alerts, () => ({ headers: by('revoked') }), '401 token-revoked', 'token:revoked'],
  ['a token that is over', alerts, () => ({ headers: by('short') }), '401 token-expired', 'token:short'],
  [
    'a token beside a cookie',
    alerts,
    () => ({ headers: { ...by('good'), ...as('chen') } }),
    '400 token-with-cookie',
    'token:good',
  ],
  [
    'a token that acknowledges, as its role would',
    `${alerts}/ffffffffffffffff/acknowledgement`,
    () => acts(by('good'), '{}'),
    '403 right-missing',
    'token:good',
  ],
  ['a token in the address', `${alerts}?token=x`, () => ({}), '401 login-needed', 'unknown'],
  [
    'a token with more rights than its role',
    '/api/v1/tokens',
    () =>
      acts(
        as('ada'),
        JSON.stringify({
          ...{ name: 'more', role: 'supervisor', sites: 'all', rights: ['oversee'], until: Date.now() + 1000 },
        }),
      ),
    '422 token-rights-beyond',
    'ada',
  ],
  ['a monitor who makes a token', '/api/v1/tokens', () => acts(as('chen'), '{}'), '403 right-missing', 'chen'],
  ['a path with encoded dots', '/api/v1/%2e%2e/v1/alerts', () => ({ headers: as('chen') }), '404 not-found', 'chen'],
  ['a path with dots', '/api/v1/../v1/alerts', () => ({}), '404 not-found', 'unknown'],
  ['a path with a double slash', '//api/v1/alerts', () => ({}), '404 not-found', 'unknown'],
  ['a path with encoded slashes', '/api%2fv1%2falerts', () => ({}), '404 not-found', 'unknown'],
  ['a path in capitals', '/API/V1/alerts', () => ({ headers: as('chen') }), '404 not-found', 'chen'],
  ['a path with a slash behind it', '/api/v1/alerts/', () => ({ headers: as('chen') }), '404 not-found', 'chen'],
  ['a path with a null byte', '/api/v1/alerts%00', () => ({}), '404 not-found', 'unknown'],
  ['a path that is no UTF-8', '/api/v1/alerts/%E0%A4%A', () => ({}), '400 request-malformed', 'unknown'],
  [
    'a method over another',
    '/api/v1/audit',
    () => acts({ ...as('chen'), 'x-http-method-override': 'GET' }),
    '405 method-not-allowed',
    'chen',
  ],
  ['HEAD on what is protected', alerts, () => ({ method: 'HEAD' }), '401 undefined', 'unknown'],
  ['OPTIONS on what is protected', alerts, () => ({ method: 'OPTIONS' }), '405 method-not-allowed', 'unknown'],
  ['a field twice', lock, () => acts(as('ada'), '{"reason":"abc","reason":"abd"}'), '400 json-malformed', 'ada'],
  [
    'a field called __proto__',
    lock,
    () => acts(as('ada'), '{"reason":"abc","__proto__":{"name":"chen"}}'),
    '422 lock-invalid',
    'ada',
  ],
  [
    'a field that makes somebody else of one',
    lock,
    () => acts(as('ada'), '{"reason":"abc","by":"chen"}'),
    '422 lock-invalid',
    'ada',
  ],
  ['a body without end', note, () => acts(as('chen'), `"${'x'.repeat(100_000)}"`), '413 request-oversized', 'chen'],
  [
    'JSON called text, as a form may send it',
    note,
    () => acts({ ...as('chen'), 'content-type': 'text/plain' }),
    '415 media-type-unsupported',
    'chen',
  ],
  [
    'a form',
    '/api/v1/session',
    () => acts({ 'content-type': 'application/x-www-form-urlencoded' }, 'name=a'),
    '415 media-type-unsupported',
    'unknown',
  ],
  [
    'a lock without a proof',
    '/api/v1/people/chen/lock',
    () => acts(as('before'), '{"reason":"because"}'),
    '401 login-needed',
    'unknown',
  ],
];
