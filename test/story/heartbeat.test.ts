// Somebody outside notices that the hub is gone: heartbeats to a webhook, an Alertmanager and a topic, each a real one.
import type { ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { Check } from 'typebox/value';
import { stringify } from 'yaml';
import { Heartbeat } from '../../hub/contracts/heartbeat.ts';
import type { Status } from '../../hub/contracts/status.ts';
import { startMosquitto } from '../a-mosquitto.ts';
import {
  endOf,
  HandAgent,
  type HubProcess,
  outside,
  positionEvent,
  retained,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';
import { startAlertmanager, startWebhook, type Webhook } from '../far-ends.ts';

describe('The hub’s heart', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess | undefined;
  let web: Webhook;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = temporaryFolder();
    web = await startWebhook();
  });
  afterEach(async () => {
    await hub?.kill();
    web.close();
    for (const child of children.splice(0)) await endOf(child, 'SIGTERM');
    folder.remove();
  });

  const start = async (interval: string, receiver: object, args: string[] = []): Promise<HubProcess> => {
    const file = join(folder.path, 'routing.yml');
    const receivers = [{ name: 'watch', ...receiver }];
    writeFileSync(
      file,
      stringify({ route: { receiver: 'watch', routes: [] }, receivers, heartbeats: [{ receiver: 'watch', interval }] }),
    );
    hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--routing', file, ...args] });
    return hub;
  };
  const isBeat = (text: string): boolean => Check(Heartbeat, JSON.parse(text));
  const beats = (): Heartbeat[] =>
    web.got.filter(({ text }) => isBeat(text)).map(({ text }) => JSON.parse(text) as Heartbeat);
  const beat = (what: string, is: (last: Heartbeat) => boolean): Promise<Heartbeat> =>
    until(what, () => {
      const last = beats().at(-1);
      return last !== undefined && is(last) ? last : undefined;
    });

  it('beats signed at a webhook and retained on a topic; killed, it is silent there, and here the broker says so', async function () {
    const mosquitto = await startMosquitto(folder.path);
    if (mosquitto === undefined) return this.skip();
    children.push(mosquitto.child);
    writeFileSync(join(folder.path, 'secret'), 'sesame');
    const receiver = {
      webhook_configs: [{ url: web.url, signing_secret_file: 'secret' }],
      mqtt_configs: [{ url: mosquitto.url, topic: 'port/hub' }],
    };
    const first = await start('1s', receiver);
    const said = await beat('it is ready', ({ ready }) => ready);
    expect(said).to.include({ port: 'humen-shatian', intervalS: 1, alertSeq: 0 });
    const got = web.got.find(({ text }) => text.includes(said.time));
    const { t, v1 } = Object.fromEntries(
      String(got?.headers['x-efence-signature'])
        .split(',')
        .map((one) => one.split('=')),
    );
    expect(v1).to.equal(createHmac('sha256', 'sesame').update(`${t}.${got?.text}`).digest('hex'));
    await beat('and goes on', ({ time }) => Date.parse(time) >= Date.parse(said.time) + 2000);
    const topic = 'port/hub/heartbeat';
    const onTopic = (what: string, is: (beat: Heartbeat) => boolean) =>
      until(what, async () => {
        const text = (await retained(mosquitto.url, topic)).get(topic);
        return text !== undefined && isBeat(text) && is(JSON.parse(text)) ? true : undefined;
      });
    await onTopic('the topic says so too', ({ ready }) => ready);
    expect((await first.get<Status>('/api/v1/status')).lacks).to.deep.equal([]);

    await first.kill('SIGKILL');
    await onTopic('the will', ({ ready, will }) => !ready && will === true);
    const { length } = web.got;
    await new Promise((done) => setTimeout(done, 1500));
    expect(web.got).to.have.length(length);
    await start('1s', receiver);
    await onTopic('it is back', ({ ready, will }) => ready && will === undefined);
    await hub?.kill();
    await onTopic('it said good-bye', ({ ready, reason }) => !ready && reason === 'stopping');
    expect(beats().at(-1)).to.include({ ready: false, reason: 'stopping' });
  });

  it('says at once that it is not ready, for want of its broker or of a disk that answers, and that it is again, however long the interval', async function () {
    this.timeout(90_000);
    const mosquitto = await startMosquitto(folder.path);
    if (mosquitto === undefined) return this.skip();
    children.push(mosquitto.child);
    const { get } = await start('1h', { webhook_configs: [{ url: web.url }] }, ['--broker', mosquitto.url]);
    await beat('it is ready', ({ ready }) => ready);
    await endOf(mosquitto.child, 'SIGKILL');
    await beat('it is not', ({ reason }) => reason === 'the broker cannot be reached');
    const again = await startMosquitto(folder.path, Number(new URL(mosquitto.url).port));
    if (again !== undefined) children.push(again.child);
    await beat('it is again', ({ ready }) => ready);
    const disk = new DatabaseSync(join(folder.path, 'data', 'journal.sqlite'));
    disk.exec('PRAGMA busy_timeout = 4000; BEGIN IMMEDIATE');
    const hand = await HandAgent.connect(mosquitto.url);
    await hand.send([positionEvent({ seq: 1, ...outside, time: Date.now() })]);
    await beat('nor now', ({ reason }) => reason === 'the disk does not answer');
    expect((await get<Status>('/api/v1/status')).ready).to.equal(false);
    disk.exec('ROLLBACK');
    disk.close();
    await beat('but now', ({ ready }) => ready);
    await hand.end();
  });

  it('what fails is not tried before the next beat, is counted and shown, and forgotten when one comes through', async () => {
    web.answer.status = 500;
    const { get } = await start('1s', { webhook_configs: [{ url: web.url }] });
    const status = () => get<Status>('/api/v1/status');
    const lacks = await until('it is shown', async () => (await status()).lacks[0]);
    expect(lacks).to.match(/^no heartbeat came to watch\/webhook\/0 \(HTTP 500\)/);
    const { counts } = await until('it is counted', async () => {
      const now = await status();
      return (now.counts['heartbeatsFailed'] ?? 0) >= 2 ? now : undefined;
    });
    expect(beats().length).to.be.within(counts['heartbeatsFailed'] ?? 0, (counts['heartbeatsFailed'] ?? 0) + 2);
    web.answer.status = 200;
    await until('it is forgotten', async () => (await status()).lacks.length === 0 || undefined);
  });

  it('a real Alertmanager holds a Watchdog that fires as long as the hub lives, and is over three beats after its death', async function () {
    const alertmanager = await startAlertmanager(folder.path, web.url);
    if (alertmanager === undefined) return this.skip();
    children.push(alertmanager.child);
    const watchdogs = async () => {
      const all = (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as {
        labels: Record<string, string>;
      }[];
      return all.filter(({ labels }) => labels['alertname'] === 'Watchdog');
    };
    await start('1s', { alertmanager_configs: [{ url: alertmanager.url }] });
    const [one] = await until('it fires', async () => ((await watchdogs()).length > 0 ? watchdogs() : undefined));
    expect(one?.labels).to.include({ port: 'humen-shatian', severity: 'none' });
    await hub?.kill('SIGKILL');
    await until('it is over', async () => (await watchdogs()).length === 0 || undefined);
  });
});
