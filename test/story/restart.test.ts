// Stories of a hub that comes back: with another plan, with an empty journal, beside another hub, on a port that is taken.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Status } from '../../hub/contracts/status.ts';
import { dataVersion } from '../../hub/journal/schema.ts';
import {
  endOf,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  planFolder,
  positionEvent,
  retained,
  root,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';

describe('A hub that comes back', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let data: string;
  let hub: HubProcess | undefined;

  beforeEach(() => {
    folder = temporaryFolder();
    data = join(folder.path, 'data');
  });

  afterEach(async () => {
    await hub?.kill();
    folder.remove();
  });

  const start = async (args: readonly string[] = []): Promise<HubProcess> => {
    await hub?.kill();
    hub = await startHub(data, { args: ['--no-page', ...args] });
    return hub;
  };
  const replayed = (of: HubProcess): string => /replayed .* new/.exec(of.said())?.[0] ?? '';

  it('a fence drawn round a ship that lies still is an entry at the moment it comes into force, not at the next fix, and not before', async () => {
    const bare = planFolder(join(folder.path, 'bare'), (plan) => {
      plan.fences = [];
    });
    const first = await start(['--plan', bare]);
    const hand = await HandAgent.connect(first.broker);
    const heardAt = Date.now();
    await hand.send([positionEvent({ seq: 1, ...inside, time: heardAt })]);
    await hand.end();
    expect(await first.alerts()).to.deep.equal([]);

    const fenced = await start();
    const [alert] = await fenced.alerts();
    expect(replayed(fenced)).to.equal('replayed 0 events after a snapshot of 1, 0 open alerts, 0 new');
    expect(alert).to.include({ rule: 'restricted-entry', key: 'mmsi:413999999', condition: 'active' });
    expect(alert?.from).to.be.greaterThan(heardAt);
    expect(alert?.why.evidence[0]?.event).to.match(/^plan:[0-9a-f]{12}$/);

    const again = await start();
    expect(replayed(again)).to.equal('replayed 0 events after a snapshot of 1, 1 open alerts, 0 new');
    expect(await again.alerts()).to.deep.equal([alert]);

    const open = await start(['--plan', bare]);
    const [cleared] = await open.alerts();
    expect(cleared).to.include({ id: alert?.id, condition: 'cleared' });
    expect(cleared?.why.evidence.at(-1)?.says).to.equal('fence gone');
  });

  it('leave given to a ship inside ends its trespass; what a late event tells of before is judged by the plan of before', async () => {
    const first = await start();
    const hand = await HandAgent.connect(first.broker);
    const before = Date.now() - 5000;
    await hand.send([positionEvent({ seq: 2, ...inside, time: before + 2000 })]);
    await hand.end();
    const lenient = planFolder(join(folder.path, 'lenient'), (plan) => {
      for (const { properties } of plan.fences) properties.allowed = ['mmsi:413999999', 'mmsi:413999998'];
    });
    const second = await start(['--plan', lenient]);
    const [alert] = await second.alerts();
    expect(alert).to.include({ condition: 'cleared', from: before + 2000 });
    expect(alert?.why.evidence.at(-1)?.says).to.equal('now allowed');
    const late = await HandAgent.connect(second.broker, 'late');
    await late.send([
      positionEvent({ seq: 1, ...inside, time: before + 3000, mmsi: 413999998, agent: 'late' }),
      positionEvent({ seq: 2, ...inside, time: Date.now(), mmsi: 413999998, agent: 'late' }),
    ]);
    await late.end();
    const other = (await second.alerts()).find(({ key }) => key === 'mmsi:413999998');
    expect(other).to.include({ from: before + 3000, condition: 'cleared' });
  });

  it('open alerts are retained again for any MQTT tool, and those that ended are not', async () => {
    const first = await start();
    const hand = await HandAgent.connect(first.broker);
    const at = (seq: number, mmsi: number, place: { lon: number; lat: number }) =>
      positionEvent({ seq, ...place, time: Date.now() - 1000 + seq, mmsi });
    await hand.send([at(1, 413999991, inside), at(2, 413999992, inside), at(3, 413999992, outside)]);
    await hand.end();
    const second = await start();
    const [open] = (await second.alerts()).filter(({ condition }) => condition === 'active');
    const told = await retained(second.broker, 'efence/v1/+/alerts/+');
    expect([...told.keys()]).to.deep.equal([`efence/v1/shatian-wharf/alerts/${open?.id}`]);
    expect(JSON.parse([...told.values()][0] ?? '') as Alert).to.deep.equal(open);
  });

  it('with an emptied journal it takes what agents still hold, and does not wait for what it had acked', async () => {
    const first = await start();
    const hand = await HandAgent.connect(first.broker);
    await hand.send([1, 2, 3].map((seq) => positionEvent({ seq, ...outside, time: Date.now() })));
    await hand.end();
    const second = await start(['--reset']);
    const again = await HandAgent.connect(second.broker);
    await again.send([positionEvent({ seq: 4, ...inside, time: Date.now() })], 'routine', undefined, 3);
    await until('an ack that passes the gap', () => (again.acks.at(-1)?.durable.routine === 4 ? true : undefined));
    expect(await second.alerts()).to.have.length(1);
    await again.end();
  });

  const refusal = async (args: readonly string[], node = process.execPath): Promise<string> => {
    const guard = ['--import', join(root, 'hub', 'node24.js')];
    const child = spawn(node, [...guard, join(root, 'hub', 'main.ts'), ...args], { cwd: root });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    const code = await new Promise((done) => child.once('exit', done));
    expect(code, said).to.equal(1);
    return said;
  };

  it('a second hub on the same data is refused in one sentence', async () => {
    await start();
    const said = await refusal(['--no-page', '--open', '--data', data, '--port', '0', '--mqtt-port', '0']);
    expect(said).to.match(/^\S+ is in use by another hub; stop it, or choose another folder with --data\n$/);
  });

  it('says what it holds and that it looked through it; and that its disk has little room, where it has', async () => {
    const first = await start();
    const looked = await until('retention has looked', async () => {
      const { retained } = await first.get<Status>('/api/v1/status');
      return retained.sweptAt === undefined ? undefined : retained;
    });
    expect(looked.bytes).to.be.greaterThan(0);
    expect(looked).to.include({ inputsGone: 0, alertsGone: 0 });
    expect(await first.get('/readyz')).to.deep.equal({ ok: true, lacks: [] });
    await first.kill();
    hub = await startHub(data, { env: { EFENCE_FREE: '900T' } });
    const { lacks } = await hub.get<Status>('/readyz');
    expect(lacks.join()).to.match(/^disk: \d+ MB are free, less than 900000000: the eldest events go sooner$/);
  });

  it('a data directory of a newer hub is refused in one sentence', async () => {
    await (await start()).kill();
    const db = new DatabaseSync(join(data, 'journal.sqlite'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    const said = await refusal(['--no-page', '--open', '--data', data, '--port', '0', '--mqtt-port', '0']);
    expect(said).to.equal(`the data directory has version 99; this hub reads up to ${dataVersion}: use a newer hub\n`);
  });

  for (const [what, option, other] of [
    ['page', '--port', '--mqtt-port'],
    ['MQTT', '--mqtt-port', '--port'],
  ] as const) {
    it(`a ${what} port that is taken is said in one sentence`, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
      const { port } = server.address() as { port: number };
      const said = await refusal(['--no-page', '--open', '--data', data, option, String(port), other, '0']);
      expect(said.split('\n').filter((line) => line !== '' && !line.startsWith('replayed'))).to.deep.equal([
        `port ${port} is in use; choose another with --port or --mqtt-port`,
      ]);
      server.close();
    });
  }

  it('a Node older than 24 is told so in one sentence', async function () {
    const old = ['/usr/bin/node', '/usr/local/bin/node'].find(existsSync);
    const version = old === undefined ? '' : await versionOf(old);
    if (!/^v(1\d|2[0-3])\./.test(version)) {
      console.warn('SKIPPED: no Node older than 24 on this machine');
      this.skip();
    }
    expect(await refusal([], old)).to.match(
      /^efence-hub needs Node 24 or newer, and this is [\d.]+: run "npm ci".*\n$/,
    );
  });
});

async function versionOf(node: string): Promise<string> {
  const child = spawn(node, ['--version']);
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  await new Promise((done) => child.once('exit', done));
  await endOf(child, 'SIGKILL');
  return said;
}
