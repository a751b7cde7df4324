// Enrolling devices in bulk: five faults among fifty-five are named and no other, the rest are enrolled, and a second time changes nothing.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { freshKey, keyHash } from '../../hub/contracts/agent-key.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { freePort, temporaryFolder } from '../a-port.ts';
import { camera, csvText, device, fiftyFive, listener, onboarded, planCopy, written } from './a-device-table.ts';

describe('npm run onboard', () => {
  let [rtsp, bare]: Awaited<ReturnType<typeof listener>>[] = [];
  before(async () => {
    rtsp = await listener('rtsp');
    bare = await listener('bare');
  });
  after(() => {
    rtsp?.close();
    bare?.close();
  });
  let folder: ReturnType<typeof temporaryFolder>;
  let plan: string;
  beforeEach(() => {
    folder = temporaryFolder();
    plan = planCopy(folder.path);
  });
  afterEach(() => folder.remove());

  const sound = () => fiftyFive(rtsp?.port ?? 0, bare?.port ?? 0);
  const text = (file = 'devices.yaml') => readFileSync(join(plan, file), 'utf8');
  const bytes = () => [text(), text('gates.yaml')];

  /** One each of what can go wrong. */
  async function planted() {
    const rows = sound();
    const change = (i: number, cells: object) => rows.splice(i, 1, { ...rows[i], ...cells });
    change(5, { datum: '' });
    change(9, { lon: '113.61', lat: '22.9' });
    change(12, { id: 'antenna-new-1' });
    change(40, { id: '52002505141320804040' });
    change(50, { address: `rtsp://viewer:hush@127.0.0.1:${await freePort()}/main` });
    return rows;
  }
  const five = [
    ['7:13', 'datum-undeclared'],
    ['11:11', 'fence-none'],
    ['14:1', 'id-twice'],
    ['42:1', 'camera-id-invalid'],
    ['52:14', 'address-unreachable'],
  ];
  const named = (lines: readonly string[]) =>
    lines
      .flatMap((line) => [/\.csv:(\d+:\d+): \[([a-z0-9-]+)\] /.exec(line)?.slice(1) ?? []])
      .filter((one) => one.length > 0);

  it('names exactly the five lines at fault among fifty-five, and writes nothing', async () => {
    const before = bytes();
    const { code, out } = await onboarded([written(folder.path, csvText(await planted())), '--plan', plan]);
    expect(named(out)).to.deep.equal(five);
    expect(out).to.have.length(6);
    expect(out.at(-1)).to.match(/^50 of 55 sound; 0 enrolled · 55 行中 50 行无误，登记 0 行$/);
    expect(out.join('\n'), 'no password is told').not.to.include('hush');
    expect(out[3]).to.include('(digits 9–10, from digit 9); expected 20 digits').and.include('第 9–10 位');
    expect(code).to.equal(1);
    expect(bytes()).to.deep.equal(before);
  });

  it('enrols the other fifty where it is told to, lanes and their devices among them', async () => {
    const file = written(folder.path, csvText(await planted()));
    const { code, out } = await onboarded([file, '--plan', plan, '--keep-good']);
    expect([code, named(out), out.at(-1)?.split(' · ')[0]]).to.deep.equal([1, five, '50 of 55 sound; 50 enrolled']);
    const { devices, lanes } = readPortPlan(plan);
    expect(devices).to.have.length(readPortPlan(planCopy(join(folder.path, 'again'))).devices.length + 49);
    expect(devices.find(({ id }) => id === 'barrier-new-5')?.lane).to.equal('main-in-9');
    expect(lanes.at(-1)).to.include({ id: 'main-in-9', gate: 'main', direction: 'in' });
  });

  it('enrols all when all are sound, takes positions to WGS-84, asks cameras without their passwords, and keeps every line that was there', async () => {
    const before = bytes();
    const file = written(folder.path, csvText(sound()));
    const { code, out } = await onboarded([file, '--plan', plan]);
    expect([code, out.map((line) => line.split(' · ')[0])]).to.deep.equal([0, ['55 of 55 sound; 55 enrolled']]);
    const { lon, lat } = readPortPlan(plan).devices.find(({ id }) => id === 'antenna-gcj-1') ?? {};
    expect([lon, lat]).to.deep.equal([113.577, 22.8688]);
    expect(bytes().map((now, i) => now.startsWith(before[i] ?? '-'))).to.deep.equal([true, true]);
    expect(text(), 'the plan holds no address').not.to.include('hush');
    expect(rtsp?.asked.join(''))
      .to.match(/^OPTIONS rtsp:\/\/127\.0\.0\.1:\d+\/main\/\d+ RTSP\/1\.0\r\n/)
      .and.not.include('hush');
  });

  it('says of the same table that all is enrolled already, and changes nothing; of another position that --update changes it', async () => {
    const file = written(folder.path, csvText(sound()));
    await onboarded([file, '--plan', plan, '--no-reach']);
    const before = bytes();
    const again = await onboarded([file, '--plan', plan, '--no-reach']);
    const said = again.out.map((line) => line.split(' · ')[0]);
    expect([again.code, said]).to.deep.equal([0, ['55 already enrolled, the same', '55 of 55 sound; 0 enrolled']]);
    expect(bytes()).to.deep.equal(before);

    const moved = [device({ id: 'antenna-new-3', lon: '113.5771' })];
    const other = await onboarded([written(folder.path, csvText(moved)), '--plan', plan]);
    expect([other.code, named(other.out)]).to.deep.equal([1, [['2:1', 'known-otherwise']]]);
    expect(other.out[0]).to.include('(lon)');
    expect(bytes()).to.deep.equal(before);
    const updated = await onboarded([written(folder.path, csvText(moved)), '--plan', plan, '--update']);
    expect([updated.code, updated.out[0]?.split(' · ')[0]]).to.deep.equal([0, '1 of 1 sound; 1 enrolled']);
    const antenna = /id: antenna-new-3,.*lon: 113\.577,/;
    expect(text()).to.equal((before[0] ?? '').replace(antenna, (line) => line.replace('113.577,', '113.5771,')));
  });

  it('with --check writes nothing, and warns of agents without a key', async () => {
    const before = bytes();
    const agents = join(folder.path, 'agents.yaml');
    const entry = (agent: string) => ({ site: 'shatian-wharf', agent, keySha256: keyHash(freshKey()) });
    writeFileSync(agents, stringify({ agents: [entry('gate-main')] }));
    const rows = [device(), camera(1, { id: '52002505101320804077' }), device({ id: 'other', agent: 'gate-main' })];
    const file = written(folder.path, csvText(rows));
    const { code, out, err } = await onboarded([file, '--plan', plan, '--check', '--agents', agents]);
    expect([code, out[0]?.split(' · ')[0]]).to.deep.equal([0, '3 of 3 sound; 0 enrolled']);
    expect(err.trim().split('\n')).to.deep.equal([
      `warning: shatian-wharf/yard has no key in ${agents} · 代理没有密钥`,
    ]);
    expect(bytes()).to.deep.equal(before);
  });

  it('ends with 2 when there is no table, no plan, or a plan at fault', async () => {
    const missing = await onboarded([join(folder.path, 'none.csv'), '--plan', plan]);
    expect([missing.code, missing.out.length]).to.deep.equal([2, 1]);
    expect(missing.out[0]).to.include('none.csv: [file-absent] 没有这个文件');
    // 编号 in GB18030.
    const chinese = Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0x78, 0x0a]);
    const encoded = await onboarded([written(folder.path, chinese), '--plan', plan]);
    expect([encoded.code, encoded.out[0]]).to.satisfy(
      ([code, line]: [number, string]) => code === 2 && line.includes('iconv'),
    );
    const file = written(folder.path, csvText([device()]));
    expect((await onboarded([file])).code).to.equal(2);
    rmSync(join(plan, 'sites.yaml'));
    const broken = await onboarded([file, '--plan', plan]);
    expect([broken.code, broken.err]).to.satisfy(
      ([code, err]: [number, string]) => code === 2 && err.includes('sites.yaml'),
    );
  });
});
