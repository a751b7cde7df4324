// People over a real hub: who has not come in gets nothing, each role what it may, and nobody a word of another site.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { LiveFrame, SyncAnswer } from '../../hub/contracts/socket.ts';
import { hashed } from '../../hub/identity/secret.ts';
import { cookieOf, epochOne, HandAgent, type HubProcess, startHub, temporaryFolder, until } from '../a-port.ts';

const people = [
  ['chen', 'monitor', 'all'],
  ['wharf', 'operator', '[shatian-wharf]'],
  ['bonded', 'operator', '[bonded-centre]'],
  ['tos', 'integration', 'all'],
] as const;
const passwordOf = (name: string): string => `${name}-of-the-port`;

/** An event of an agent of a site. */
const event = (site: string, agent: string, seq: number, type: string, subject: string, data: object, agoS = 0) => ({
  ...{ specversion: '1.0', id: `${agent}:${epochOne}:${seq}`, source: `urn:efence:${site}:${agent}`, type, subject },
  ...{ time: new Date(Date.now() - agoS * 1000).toISOString(), epoch: epochOne, seq, data },
});

describe('People of two sites', () => {
  const folder = temporaryFolder();
  const cookies = new Map<string, string>();
  let hub: HubProcess;
  let file: string;
  let wharf: HandAgent;
  let bonded: HandAgent;
  const sockets: Socket[] = [];
  const ports: { port?: number; mqttPort?: number } = {};

  const start = async () => {
    hub = await startHub(folder.path, { ...ports, args: ['--no-page', '--people', file] });
    ports.port = Number(new URL(hub.web).port);
    ports.mqttPort = Number(new URL(hub.broker).port);
  };

  before(async function () {
    this.timeout(60_000);
    const entries = people.map(async ([name, role, sites]) => {
      return `  - { name: ${name}, role: ${role}, sites: ${sites}, password: '${await hashed(passwordOf(name))}' }`;
    });
    file = join(folder.path, 'people.yaml');
    writeFileSync(file, `people:\n${(await Promise.all(entries)).join('\n')}\n`);
    await start();
    for (const [name] of people) cookies.set(name, await cookieOf(hub.web, name, passwordOf(name)));
    wharf = await HandAgent.connect(hub.broker, 'yard');
    bonded = await HandAgent.connect(hub.broker, 'gate-bonded', 'bonded-centre');
    const truck = (seq: number, lon: number, lat: number, plate: string, at: 'shatian-wharf' | 'bonded-centre') =>
      event(
        at,
        at === 'shatian-wharf' ? 'yard' : 'gate-bonded',
        seq,
        'asset.position',
        `vehicle:${plate}`,
        { lon, lat },
        300,
      );
    await wharf.send([
      truck(1, 113.578, 22.866, '粤S11111', 'shatian-wharf'),
      event('shatian-wharf', 'yard', 2, 'seal.state', 'seal:HL1111111', { state: 'open', signs: ['rope-cut'] }),
    ]);
    await bonded.send([
      truck(1, 113.5985, 22.862, '粤S22222', 'bonded-centre'),
      event('bonded-centre', 'gate-bonded', 2, 'seal.state', 'seal:HL2222222', { state: 'open', signs: ['rope-cut'] }),
    ]);
  });

  after(async () => {
    for (const socket of sockets) socket.disconnect();
    await wharf?.end();
    await bonded?.end();
    await hub?.kill();
    folder.remove();
  });

  const ask = (path: string, who?: string, body?: object, method = body === undefined ? 'GET' : 'POST') =>
    fetch(hub.web + path, {
      method,
      headers: { cookie: cookies.get(who ?? '') ?? '', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const alertsOf = async (who: string): Promise<Alert[]> =>
    ((await (await ask('/api/v1/alerts', who)).json()) as { alerts: Alert[] }).alerts;
  const alertAt = async (site: string): Promise<Alert> =>
    until(`an alert at ${site}`, async () =>
      (await alertsOf('chen')).find(
        (alert) => alert.site === site && alert.rule === 'seal-tampered' && alert.key !== 'seal:HL3333333',
      ),
    );

  const looking = async (who: string): Promise<{ socket: Socket; got: unknown[]; synced: SyncAnswer }> => {
    const options = {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { cookie: cookies.get(who) ?? '' },
    };
    const socket = io(hub.web, options);
    sockets.push(socket);
    const got: unknown[] = [];
    socket.onAny((_name, frame) => got.push(frame));
    await new Promise<void>((done, failed) => {
      socket.once('connect', () => done());
      socket.once('connect_error', failed);
    });
    const answer = (await socket.timeout(5000).emitWithAck('sync', {})) as { value: SyncAnswer };
    return { socket, got, synced: answer.value };
  };

  /** What every route is for: `-` nobody who has not come in, then chen, wharf, bonded, tos. */
  const rights: readonly (readonly [path: string, status: string])[] = [
    ['/livez', '200 200 200 200 200'],
    ['/readyz', '200 200 200 200 200'],
    ['/api/v1/session', '200 200 200 200 200'],
    ['/api/v1/status', '401 200 403 403 403'],
    ['/api/v1/port', '401 200 200 200 403'],
    ['/api/v1/alerts', '401 200 200 200 403'],
    ['/api/v1/assets', '401 200 200 200 403'],
    ['/api/v1/agents', '401 200 200 200 403'],
    ['/api/v1/segments', '401 200 200 200 403'],
    ['/api/v1/cameras', '401 200 200 200 403'],
    ['/api/v1/assets/vehicle%3A粤S11111/story', '401 200 200 404 403'],
    ['/api/v1/deliveries', '401 200 403 403 403'],
    ['/api/v1/audit', '401 200 403 403 403'],
    ['/api/v1/quarantine', '401 200 403 403 403'],
    ['/api/v1/quarantine/1', '401 404 403 403 403'],
    ['/epcis/events', '401 403 403 403 200'],
  ];
  for (const [path, statuses] of rights)
    it(`${path}: ${statuses}`, async () => {
      const got: number[] = [];
      for (const who of [undefined, 'chen', 'wharf', 'bonded', 'tos']) got.push((await ask(path, who)).status);
      expect(got.join(' ')).to.equal(statuses);
    });

  it('what was refused is heard again on the word of a monitor of all sites, and of nobody else', async () => {
    const got: number[] = [];
    for (const who of [undefined, 'chen', 'wharf', 'bonded', 'tos'])
      got.push((await ask('/api/v1/quarantine/1/replay', who, {})).status);
    expect(got.join(' ')).to.equal('401 404 403 403 403');
  });

  it('who has not come in opens no socket, nor does one who has nothing to see', async () => {
    for (const who of ['nobody', 'tos']) {
      const failed = await looking(who).then(
        () => 'open',
        () => 'shut',
      );
      expect(failed, who).to.equal('shut');
    }
  });

  it('an operator never gets a word of the other site: not by the socket, not by any route', async () => {
    await alertAt('shatian-wharf');
    await alertAt('bonded-centre');
    const { got, synced, socket } = await looking('bonded');
    await wharf.send([
      event('shatian-wharf', 'yard', 3, 'asset.position', 'vehicle:粤S11111', { lon: 113.579, lat: 22.865 }, 120),
      event('shatian-wharf', 'yard', 4, 'asset.position', 'vehicle:粤S33333', { lon: 113.579, lat: 22.866 }),
      event('shatian-wharf', 'yard', 5, 'seal.state', 'seal:HL3333333', { state: 'open', signs: ['rope-cut'] }),
    ]);
    await until('the monitor has the wharf’s new alert', async () =>
      (await alertsOf('chen')).some(({ key }) => key === 'seal:HL3333333'),
    );
    await bonded.send([
      event('bonded-centre', 'gate-bonded', 3, 'asset.position', 'vehicle:粤S22222', { lon: 113.599, lat: 22.862 }),
    ]);
    await until('its own frame came', () => JSON.stringify(got).includes('粤S22222') || undefined);
    const texts = [JSON.stringify(synced), JSON.stringify(got)];
    const [own] = await alertsOf('bonded');
    const keys = ['vehicle:粤S22222', 'vehicle:粤S11111'].map(encodeURIComponent);
    const paths = [
      ...['/port', '/alerts', '/assets', '/agents', '/segments', `/alerts/${own?.id}`],
      ...keys.flatMap((key) => [`/assets/${key}/story`, `/assets/${key}/track`]),
    ];
    for (const path of paths) texts.push(await (await ask(`/api/v1${path}`, 'bonded')).text());
    for (const text of texts)
      expect(text).to.not.match(/shatian-wharf|xidatan|main-out|粤S11111|粤S33333|HL1111111|HL3333333|"yard"/);
    expect(texts.join()).to.match(/粤S22222/);
    socket.disconnect();
  });

  it('what leaves a site leaves its operator’s map, and comes to the other’s', async () => {
    const from = await looking('wharf');
    expect(JSON.stringify(from.synced)).to.include('vehicle:粤S11111');
    await bonded.send([
      event('bonded-centre', 'gate-bonded', 4, 'asset.position', 'vehicle:粤S11111', { lon: 113.5984, lat: 22.862 }),
    ]);
    const gone = (frame: unknown) => (frame as LiveFrame).gone?.includes('vehicle:粤S11111') ?? false;
    await until('it is gone from the wharf', () => from.got.some(gone) || undefined);
    const to = await looking('bonded');
    expect(to.synced.live.frame.assets.map(({ id }) => id)).to.include('vehicle:粤S11111');
    from.socket.disconnect();
    to.socket.disconnect();
  });

  it('a box that was at both sites: each has its own part, an alert rests on no word of the other, nor does its story', async () => {
    const box = 'container:CSQU3054383';
    const at = (agoS: number, lon: number, lat: number) => ({
      type: 'asset.position',
      subject: box,
      data: { lon, lat },
      agoS,
    });
    const told = (site: string, agent: string, first: number, events: readonly ReturnType<typeof at>[]) =>
      events.map(({ type, subject, data, agoS }, i) => event(site, agent, first + i, type, subject, data, agoS));
    await bonded.send(
      told(
        'bonded-centre',
        'gate-bonded',
        5,
        [300, 270, 240].map((s) => at(s, 113.5985, 22.862)),
      ),
    );
    const carries = {
      type: 'association',
      subject: 'vehicle:粤S44444',
      data: { action: 'add', children: [box] },
    } as never;
    await wharf.send([
      ...told(
        'shatian-wharf',
        'yard',
        6,
        [200, 170, 140].map((s) => at(s, 113.578, 22.866)),
      ),
      ...told('shatian-wharf', 'yard', 9, [carries]),
    ]);
    const left = await until('it left the bonded centre', async () =>
      (await alertsOf('chen')).find(({ rule, key }) => rule === 'fence-exit-without-release' && key === box),
    );
    expect([left.site, left.why.evidence.map(({ site }) => site)]).to.deep.equal(['bonded-centre', ['shatian-wharf']]);
    const other = /shatian-wharf|xidatan|main-out|粤S44444|"yard/;
    for (const path of [`/alerts/${left.id}`, '/alerts', `/assets/${encodeURIComponent(box)}/story`, '/assets']) {
      const text = await (await ask(`/api/v1${path}`, 'bonded')).text();
      expect(text, path).to.not.match(other);
    }
    const { synced, socket } = await looking('bonded');
    expect(JSON.stringify(synced)).to.include(left.id);
    expect(JSON.stringify(synced)).to.not.match(other);
    socket.disconnect();
  });

  it('a monitor acknowledges, once; an operator may not, and explains; the other site’s finds nothing', async () => {
    const { id } = await alertAt('shatian-wharf');
    const act = async (what: string, who: string, body: object) => {
      const answer = await ask(`/api/v1/alerts/${id}/${what}`, who, body);
      const { code } = (await answer.json()) as { code?: string };
      return [answer.status, code];
    };
    expect(await act('acknowledgement', 'wharf', {})).to.deep.equal([403, 'right-missing']);
    expect(await act('explanations', 'chen', { text: 'x' })).to.deep.equal([403, 'right-missing']);
    expect(await act('acknowledgement', 'chen', { by: 'someone else' })).to.deep.equal([422, 'act-invalid']);
    expect(await act('acknowledgement', 'chen', {})).to.deep.equal([201, undefined]);
    expect(await act('acknowledgement', 'chen', {})).to.deep.equal([409, 'acknowledged-already']);
    expect(await act('explanations', 'wharf', { text: '司机走错车道' })).to.deep.equal([201, undefined]);
    expect(await act('explanations', 'bonded', { text: 'x' })).to.deep.equal([404, 'not-found']);
    expect(await act('notes', 'tos', { text: 'x' })).to.deep.equal([403, 'right-missing']);
    const alert = await alertAt('shatian-wharf');
    expect(alert.acknowledged?.by).to.equal('chen');
    expect(alert.notes?.[0]).to.deep.include({ by: 'wharf', role: 'operator', explains: true, text: '司机走错车道' });
    const { audit } = (await (await ask('/api/v1/audit', 'chen')).json()) as { audit: { who: string; what: string }[] };
    expect(audit.map(({ who, what }) => `${who} ${what}`)).to.include.members([
      'chen acknowledge',
      'wharf explanation',
    ]);
  });

  it('killed and started again, everybody is still in, and what they did stands', async function () {
    this.timeout(60_000);
    await hub.kill('SIGKILL');
    await start();
    const alert = await alertAt('shatian-wharf');
    expect([alert.acknowledged?.by, alert.notes?.length]).to.deep.equal(['chen', 1]);
    expect((await ask('/api/v1/alerts', 'bonded')).status).to.equal(200);
  });

  it('who goes is put out at once, socket and all', async () => {
    const { socket } = await looking('wharf');
    const closed = new Promise((done) => socket.once('disconnect', done));
    expect((await ask('/api/v1/session', 'wharf', undefined, 'DELETE')).status).to.equal(204);
    await closed;
    expect((await ask('/api/v1/alerts', 'wharf')).status).to.equal(401);
  });

  it('no password and no token is in what the hub said, or on its disk', async () => {
    const disk = ['journal.sqlite', 'journal.sqlite-wal'].map((name) =>
      readFileSync(join(folder.path, name), 'latin1'),
    );
    const tokens = [...cookies.values()].map((cookie) => cookie.slice(cookie.indexOf('=') + 1));
    for (const secret of [...tokens, ...people.map(([name]) => passwordOf(name))]) {
      expect(secret.length).to.be.above(10);
      for (const text of [hub.said(), ...disk]) expect(text).to.not.include(secret);
    }
  });
});
