// What enrolling does to a plan's files: comments stay, what is killed before the rename has changed nothing, a hub hears the device.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { Port } from '../../hub/contracts/port.ts';
import { changedList } from '../../hub/files/yaml-file.ts';
import type { Entry } from '../../hub/onboarding/entry.ts';
import { staged } from '../../hub/onboarding/staged.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { epochOne, HandAgent, root, startHub, temporaryFolder, until } from '../a-port.ts';
import { csvText, device, lane, onboarded, planCopy, written } from './a-device-table.ts';

const antenna = (fields: object = {}): Entry => ({
  ...{ list: 'devices', id: 'antenna-new', note: '' },
  fields: {
    ...{ kind: 'antenna', site: 'shatian-wharf', agent: 'yard', name: { zh: '新', en: 'New' }, fence: 'xidatan-yard' },
    ...fields,
  },
});

describe('A plan into which devices are enrolled', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let plan: string;
  beforeEach(() => {
    folder = temporaryFolder();
    plan = planCopy(folder.path);
  });
  afterEach(() => folder.remove());
  const all = (): [string, string][] => files().map((file) => [file, text(file)]);
  const files = () => readdirSync(plan).filter((file) => !file.startsWith('.'));
  const text = (file: string): string => readFileSync(join(plan, file), 'utf8');

  it('keeps its comments, its order and its way of writing; a note goes before the entry, on one line', () => {
    const old =
      '# Ours.\ndevices:\n\n  # Gate\n  - id: a # first\n    name: { zh: 甲, en: "A" }\n  - { id: b, lon: 1 } # last\n\n# End.\n';
    const changes = [
      { id: '52002505101320804077', fields: { name: { zh: '新', en: 'New: one' } }, note: 'spare, 2 of 3' },
      { id: 'a', fields: { name: { zh: '乙', en: 'A' } } },
    ];
    expect(changedList(old, 'devices', changes)).to.equal(
      old
        .replace('甲', '乙')
        .replace(
          '\n# End.',
          "  # spare, 2 of 3\n  - { id: '52002505101320804077', name: { zh: 新, en: 'New: one' } }\n\n# End.",
        ),
    );
  });

  it('has a list after, if it had none, or an empty one', () => {
    for (const old of ['', '# none yet\n', 'devices: []\n', 'devices:\n']) {
      const now = changedList(old, 'devices', [{ id: 'a', fields: { lon: 1 }, note: 'x' }]);
      expect(parse(now), old).to.deep.equal({ devices: [{ id: 'a', lon: 1 }] });
      expect(now, 'one entry, one line').to.include('\n  # x\n  - { id: a, lon: 1 }\n');
      expect(now.startsWith('# none yet')).to.equal(old.startsWith('#'));
    }
  });

  it('is the old one still, if whoever enrols is killed between writing and renaming; the next one clears up', async () => {
    const before = all();
    const module = (file: string) => JSON.stringify(join(root, 'hub', 'onboarding', file));
    const killed = `import { staged } from ${module('staged.ts')};
      const plan = staged(${JSON.stringify(plan)}, [${JSON.stringify(antenna())}]);
      process.stdout.write(String(plan.faults.length), () => process.kill(process.pid, 'SIGKILL'));`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', killed], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    const signal = await new Promise((done) => child.once('close', (_, by) => done(by)));
    expect([said, signal]).to.deep.equal(['0', 'SIGKILL']);
    const left = readdirSync(plan).filter((file) => file.startsWith('.onboard-'));
    expect(left).to.have.length(1);
    expect(readFileSync(join(plan, left[0] ?? '', 'devices.yaml'), 'utf8')).to.include('antenna-new');
    expect(before.map(([file]) => [file, text(file)])).to.deep.equal(before);
    const { code } = await onboarded([written(folder.path, csvText([device()])), '--plan', plan]);
    expect([code, readdirSync(plan)]).to.deep.equal([0, before.map(([file]) => file)]);
  });

  it('that would not be sound, or was changed meanwhile, is not touched', () => {
    const before = all();
    const unsound = staged(plan, [antenna(), antenna({ lane: 'nowhere' })]);
    expect(unsound.faults.map(({ says }) => says)).to.include('device antenna-new: no lane nowhere');
    expect(unsound.place()).to.equal(false);
    unsound.drop();
    expect(all()).to.deep.equal(before);
    const sound = staged(plan, [antenna()]);
    writeFileSync(join(plan, 'devices.yaml'), `${text('devices.yaml')}# by hand\n`);
    const byHand = all().filter(([file]) => file === 'devices.yaml');
    expect(sound.place()).to.equal(false);
    sound.drop();
    expect(all().filter(([file]) => file === 'devices.yaml')).to.deep.equal(byHand);
  });

  it('is a plan on which a hub hears the new device, at its new lane', async () => {
    const at = { lane: 'main-in-9', fence: '', lon: '', lat: '', datum: '', agent: 'gate-main' };
    const file = written(folder.path, csvText([device(at), lane()]));
    expect((await onboarded([file, '--plan', plan])).code).to.equal(0);
    expect(readPortPlan(plan).devices.at(-1)).to.include({ id: 'antenna-new', lane: 'main-in-9' });
    const hub = await startHub(join(folder.path, 'data'), { args: ['--no-page', '--plan', plan] });
    try {
      const { devices } = await hub.get<Port>('/api/v1/port');
      expect(devices.at(-1)).to.include({ id: 'antenna-new', agent: 'gate-main' });
      const agent = await HandAgent.connect(hub.broker, 'gate-main');
      const data = { state: 'faulty', says: 'no answer' };
      const source = 'urn:efence:shatian-wharf:gate-main';
      const event = { specversion: '1.0', id: 'gate:1', source, epoch: epochOne, seq: 1, type: 'device.health', data };
      await agent.send([
        { ...event, subject: 'device:antenna-new', time: new Date().toISOString() } as { seq: number },
      ]);
      const alert = await until('the device is heard', async () =>
        (await hub.alerts()).find(({ rule }) => rule === 'device-silent'),
      );
      expect(alert.why.facts).to.include({ device: 'antenna-new', state: 'faulty', lane: 'main-in-9' });
      await agent.end();
    } finally {
      await hub.kill();
    }
  });
});
