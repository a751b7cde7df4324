// History over a real InfluxDB: fed from the journal behind a cursor, and the same answers from either.
import type { ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { InfluxDB } from 'influx';
import type { Track } from '../../hub/contracts/track.ts';
import {
  endOf,
  freePort,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  positionEvent,
  startHub,
  temporaryFolder,
  until,
} from '../a-port.ts';
import { startInfluxDB } from '../far-ends.ts';

const influxdAt = ['/usr/bin/influxd', '/usr/local/bin/influxd'].find(existsSync);
const path = '/api/v1/assets/mmsi:413999999/track';

describe('History', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let influxd: ChildProcess | undefined;
  let port: number;
  beforeEach(async () => {
    folder = temporaryFolder();
    port = await freePort();
  });
  afterEach(async () => {
    delete process.env['EFENCE_INFLUX'];
    await hub.kill();
    if (influxd !== undefined) await endOf(influxd, 'SIGTERM');
    folder.remove();
  });

  const startInflux = async (): Promise<InfluxDB> => {
    influxd = await startInfluxDB(folder.path, port);
    return new InfluxDB({ host: '127.0.0.1', port, database: 'efence' });
  };
  const start = async (withInflux = true): Promise<void> => {
    if (withInflux) process.env['EFENCE_INFLUX'] = `http://hub:sesame@127.0.0.1:${port}/efence`;
    else delete process.env['EFENCE_INFLUX'];
    hub = await startHub(join(folder.path, 'data'));
  };
  const tell = async (first: number, count: number, t: number): Promise<void> => {
    const hand = await HandAgent.connect(hub.broker);
    const events = Array.from({ length: count }, (_, i) => {
      return positionEvent({ seq: first + i, ...(i % 2 === 0 ? outside : inside), time: t + i * 1000 });
    });
    await hand.send(events);
    await hand.end();
  };
  const rows = async (influx: InfluxDB, measurement: string) =>
    (await influx.query<{ key: string }>(`SELECT * FROM ${measurement}`)).filter(({ key }) => key === 'mmsi:413999999');
  const skipWithout = (context: Mocha.Context): void => {
    if (influxdAt !== undefined) return;
    console.warn('SKIPPED: no InfluxDB; npm run setup installs it');
    context.skip();
  };

  it('is in InfluxDB soon, positions and alerts; what it missed while away or while the hub was killed is made up for, and nothing is there twice', async function () {
    this.timeout(60_000);
    skipWithout(this);
    await start();
    const t = Date.now() - 60_000;
    // Before there is any InfluxDB at all.
    await tell(1, 10, t);
    const [lacks] = await until('that is said', async () => {
      const { lacks } = await hub.get<{ lacks: string[] }>('/api/v1/status');
      return lacks.some((one) => one.includes('ECONNREFUSED')) ? lacks : undefined;
    });
    expect(lacks)
      .to.match(/^InfluxDB: .*the journal answers meanwhile/)
      .and.not.include('sesame');
    expect((await hub.get<Track>(path)).source).to.equal('journal');
    let influx = await startInflux();
    await until(
      'the past is there',
      async () => (await rows(influx, 'position').catch(() => [])).length === 10 || undefined,
      20_000,
    );
    expect(await rows(influx, 'alert')).to.have.length.above(0);
    await endOf(influxd as ChildProcess, 'SIGTERM');
    await tell(11, 10, t + 10_000);
    await hub.kill('SIGKILL');
    influx = await startInflux();
    await start();
    await until('the rest is there', async () => (await rows(influx, 'position')).length === 20 || undefined, 20_000);
    const kept = await hub.get<Track>(path);
    expect(kept.source).to.equal('influx');
    expect(hub.said()).to.include('InfluxDB at http://hub:***@').and.not.to.include('sesame');
    await hub.kill();
    await start(false);
    const remembered = await hub.get<Track>(path);
    expect(remembered).to.deep.equal({ ...kept, source: 'journal' });
    expect(remembered.points).to.have.length(20);
    const some = await hub.get<Track>(`${path}?from=${t + 5000}&to=${new Date(t + 9000).toISOString()}&limit=3`);
    expect(some.points.map(({ time }) => time - t)).to.deep.equal([7000, 8000, 9000]);
    for (const from of ['soon', '-1', '2026', "';DROP"])
      expect((await fetch(`${hub.web}${path}?from=${encodeURIComponent(from)}`)).status).to.equal(
        from === '2026' ? 200 : 400,
      );
  });

  it('an InfluxDB that comes back empty is made ready again, and fed from where history stood', async function () {
    this.timeout(60_000);
    skipWithout(this);
    let influx = await startInflux();
    await start();
    await tell(1, 4, Date.now() - 60_000);
    await until(
      'the first are there',
      async () => (await rows(influx, 'position').catch(() => [])).length === 4 || undefined,
    );
    // There before the hub has heard so; killed in between, they would rightly be written again.
    await until('the hub knows it', async () => {
      const { counts } = await hub.get<{ counts: Record<string, number> }>('/api/v1/status');
      return Number(counts['historyFed']) >= 4;
    });
    await endOf(influxd as ChildProcess, 'SIGKILL');
    rmSync(join(folder.path, 'influx'), { recursive: true });
    influx = await startInflux();
    await tell(5, 3, Date.now() - 30_000);
    await until(
      'the next are there',
      async () => (await rows(influx, 'position').catch(() => [])).length === 3 || undefined,
      30_000,
    );
  });

  it('what is older than it keeps is not lost: the journal answers, and says so', async function () {
    this.timeout(40_000);
    skipWithout(this);
    const influx = await startInflux();
    await influx.createDatabase('efence');
    await influx.createRetentionPolicy('short', {
      duration: '1h',
      replication: 1,
      isDefault: true,
      database: 'efence',
    });
    await start();
    await tell(1, 5, Date.now() - 2 * 3_600_000);
    await tell(6, 5, Date.now() - 20_000);
    await until('the newer half is there', async () => (await rows(influx, 'position')).length === 5 || undefined);
    const { counts } = await hub.get<{ counts: Record<string, number> }>('/api/v1/status');
    expect(counts).to.include({ historyTooOld: 5 });
    const whole = await hub.get<Track>(path);
    expect(whole).to.include({ source: 'journal', beyondRetention: true });
    expect(whole.points).to.have.length(10);
    const newer = await hub.get<Track>(`${path}?from=${Date.now() - 60_000}`);
    expect(newer).to.include({ source: 'influx', beyondRetention: false });
    expect(newer.points).to.have.length(5);
  });
});
