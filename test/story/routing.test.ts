// Alerts on their way to receivers, over the real things: a webhook, Debian's Alertmanager, a mail server, Mosquitto.
import type { ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import mqtt from 'mqtt';
import { stringify } from 'yaml';
import type { Delivery } from '../../hub/contracts/delivery.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import {
  endOf,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';
import { startAlertmanager, startMailServer, startWebhook } from '../far-ends.ts';

describe('Alerts on their way to receivers', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  const children: ChildProcess[] = [];
  const closing: (() => void)[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await hub.kill();
    for (const close of closing.splice(0)) close();
    for (const child of children.splice(0)) await endOf(child, 'SIGTERM');
    folder.remove();
  });

  const receiver = async () => {
    const one = await startWebhook();
    closing.push(one.close);
    return one;
  };
  const start = async (routing: object, args: string[] = []): Promise<void> => {
    const file = join(folder.path, 'routing.yml');
    writeFileSync(file, stringify(routing));
    hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--routing', file, ...args] });
  };
  const trespass = async (t: number, mmsi = 413999999): Promise<HandAgent> => {
    const hand = await HandAgent.connect(hub.broker);
    await hand.send([
      positionEvent({ seq: 1, ...outside, time: t, mmsi }),
      positionEvent({ seq: 2, ...inside, time: t + 1000, mmsi }),
    ]);
    return hand;
  };
  const atOnce = { group_by: ['...'], group_wait: '0s', group_interval: '1s' };

  it('one alert comes to a webhook, signed; by mail; over MQTT; and when it is over they hear that too', async function () {
    const mosquitto = await startMosquitto(folder.path);
    if (mosquitto === undefined) this.skip();
    children.push(mosquitto.child);
    const client = await mqtt.connectAsync(mosquitto.url);
    const published: Delivery['body'][] = [];
    client.on('message', (_, payload) => published.push(JSON.parse(payload.toString())));
    await client.subscribeAsync('notifications/customs', { qos: 1 });
    closing.push(() => client.end(true));
    const [web, mail] = [await receiver(), await startMailServer()];
    closing.push(mail.close);
    writeFileSync(join(folder.path, 'secret'), 'sesame');
    const email = {
      to: 'duty@customs.example',
      from: 'hub@port.example',
      smarthost: `127.0.0.1:${mail.port}`,
      require_tls: false,
    };
    await start({
      route: {
        receiver: 'nobody',
        ...atOnce,
        routes: [{ matchers: ['alertname="restricted-entry"'], receiver: 'customs' }],
      },
      receivers: [
        { name: 'nobody' },
        {
          name: 'customs',
          webhook_configs: [{ url: web.url, signing_secret_file: 'secret' }],
          email_configs: [{ ...email, send_resolved: true }],
          mqtt_configs: [{ url: mosquitto.url, topic: 'notifications/customs' }],
        },
      ],
    });
    const t = Date.now() - 3000;
    const hand = await trespass(t);
    const [first] = await until('the webhook', () => (web.got.length > 0 ? web.got : undefined));
    const { t: at, v1 } = Object.fromEntries(
      String(first?.headers['x-efence-signature'])
        .split(',')
        .map((one) => one.split('=')),
    );
    expect(v1).to.equal(createHmac('sha256', 'sesame').update(`${at}.${first?.text}`).digest('hex'));
    expect(first?.headers['idempotency-key']).to.equal('customs.webhook.0:1');
    expect(first?.body).to.deep.include({ version: '4', status: 'firing', receiver: 'customs' });
    expect(first?.body.alerts[0]?.labels).to.include({
      alertname: 'restricted-entry',
      key: 'mmsi:413999999',
      class: 'efficiency',
    });
    const [letter] = await until('the mail', () => (mail.got.length > 0 ? mail.got : undefined));
    expect(letter)
      .to.match(/^Subject: \[FIRING:1\] restricted-entry at /m)
      .and.match(/mmsi:413999999/)
      .and.match(/^Message-ID: <customs\.mail\.0-\d@port\.example>/im);
    await until('MQTT', () => published.length > 0);
    await hand.send([positionEvent({ seq: 3, ...outside, time: t + 2000 })]);
    await until('all of it over', () => web.got.length > 1 && mail.got.length > 1 && published.length > 1);
    expect([web.got[1]?.body.status, published[1]?.status]).to.deep.equal(['resolved', 'resolved']);
    const [alert] = await hub.alerts();
    // What the receiver has got, the hub knows a moment later.
    const deliveries = await until('nothing is under way', async () => {
      const path = `/api/v1/alerts/${alert?.id}/deliveries`;
      const told = (await hub.get<{ deliveries: Delivery[] }>(path)).deliveries;
      return told.every(({ state }) => state !== 'waiting') ? told : undefined;
    });
    expect(deliveries.map(({ way, state }) => `${way} ${state}`)).to.have.members(
      ['webhook', 'mail', 'mqtt'].flatMap((kind) => Array(2).fill(`customs/${kind}/0 delivered`)),
    );
    expect(hub.said()).not.to.include('sesame');
    await hand.end();
  });

  it('a real Alertmanager holds what is active, lets go what is over, and tells its own receiver', async function () {
    this.timeout(40_000);
    const web = await receiver();
    const alertmanager = await startAlertmanager(folder.path, web.url);
    if (alertmanager === undefined) return this.skip();
    children.push(alertmanager.child);
    const theirs = alertmanager.url;
    await start({ route: { receiver: 'am' }, receivers: [{ name: 'am', alertmanager_configs: [{ url: theirs }] }] });
    const held = async () => {
      const all = (await (await fetch(`${theirs}/api/v2/alerts`)).json()) as {
        labels: Record<string, string>;
        fingerprint: string;
      }[];
      return all.filter(({ labels }) => labels['alertname'] === 'restricted-entry');
    };
    const t = Date.now() - 3000;
    const hand = await trespass(t);
    const [alert] = await until('it is held', async () => ((await held()).length > 0 ? held() : undefined));
    const [ours] = (await hub.get<{ deliveries: Delivery[] }>('/api/v1/deliveries')).deliveries;
    expect(alert?.labels['key']).to.equal('mmsi:413999999');
    expect(ours?.body.alerts.map(({ fingerprint }) => fingerprint)).to.include(alert?.fingerprint);
    await hand.send([positionEvent({ seq: 3, ...outside, time: t + 2000 })]);
    await until('it is let go', async () => (await held()).length === 0);
    const told = await until('its receiver was told', () => {
      const all = web.got
        .filter(({ body }) => body.commonLabels['alertname'] === 'restricted-entry')
        .map(({ body }) => body.status);
      return all.includes('resolved') ? all : undefined;
    });
    expect(told).to.deep.equal(['firing', 'resolved']);
    await hand.end();
  });

  it('killed before anything left, and again while the receiver is down: it is told all the same, with one key', async () => {
    const web = await receiver();
    web.answer.status = 503;
    const route = {
      receiver: 'all',
      group_by: ['alertname'],
      group_wait: '2s',
      routes: [{ matchers: ['kind!="vessel"'], receiver: 'nobody' }],
    };
    await start({ route, receivers: [{ name: 'all', webhook_configs: [{ url: web.url }] }, { name: 'nobody' }] });
    await (await trespass(Date.now() - 3000)).end();
    await hub.kill('SIGKILL');
    expect(web.got).to.have.length(0);
    const again = () =>
      startHub(join(folder.path, 'data'), { args: ['--no-page', '--routing', join(folder.path, 'routing.yml')] });
    hub = await again();
    await until('it was tried', () => web.got.length > 0);
    await hub.kill('SIGKILL');
    web.answer.status = 200;
    const before = web.got.length;
    hub = await again();
    await until('it was taken', () => web.got.length > before);
    await until(
      'that is known',
      async () => (await hub.get<{ counts: Record<string, number> }>('/api/v1/status')).counts['undelivered'] === 0,
    );
    expect(new Set(web.got.map(({ headers }) => headers['idempotency-key']))).to.deep.equal(
      new Set(['all.webhook.0:1']),
    );
  });

  it('a file with a fault is refused before anything starts, by its line', async () => {
    const web = await receiver();
    await start({ route: { receiver: 'all' }, receivers: [{ name: 'all', webhook_configs: [{ url: web.url }] }] });
    writeFileSync(join(folder.path, 'bad.yml'), 'route:\n  receiver: nobody\nreceivers: []\n');
    const wrong = startHub(join(folder.path, 'other'), {
      args: ['--no-page', '--routing', join(folder.path, 'bad.yml')],
    });
    const says = await wrong.then(
      () => 'it started',
      (error: Error) => error.message,
    );
    expect(says).to.match(/bad\.yml:2: there is no receiver nobody/);
  });
});
