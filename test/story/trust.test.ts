// Trust over a real hub: the same deed by the trusted and the distrusted, checks that are answered, a day that is drawn again.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { systemClock } from '../../hub/clock.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Check, LotteryDay } from '../../hub/contracts/trust.ts';
import { Hub } from '../../hub/hub.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { planFolder, root, temporaryFolder, until } from '../a-port.ts';
import { at, carries, deviates, drives, leaves, Port, trespasses } from '../a-trust-port.ts';

const [trusted, usual, distrusted] = ['粤SA1111', '粤SB2222', '粤SC3333'] as const;
const parties = [
  ['trusted-haulage', trusted, 'advanced-certified'],
  ['usual-haulage', usual, 'regular'],
  ['distrusted-haulage', distrusted, 'dishonest'],
] as const;
const dayMs = 86_400_000;

const folder = temporaryFolder();
/** Everybody of the middle is looked at, and of the trusted one in five. */
const folderOfPlan = planFolder(join(folder.path, 'plan'), (plan) => {
  plan.rules.checkRate = 1;
  plan.parties = parties.map(([id, plate, name]) => ({
    ...{ id, name: { zh: id, en: id }, kind: 'haulier', vehicles: [plate] },
    classes: [{ from: '2026-04-01', scheme: 'order-282', class: name }],
  }));
});

describe('Trust', () => {
  let ahead = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + ahead, notBefore: () => {} };
  let hub: Hub;
  let of: Port;
  const data = join(folder.path, 'data');

  const open = async (): Promise<void> => {
    const doors = { host: '127.0.0.1', httpPort: 0, mqttPort: 0, reset: false };
    const faults = {
      onFault: (says: string) => {
        throw new Error(says);
      },
      onRequestFault: (error: unknown) => {
        throw error;
      },
    };
    hub = new Hub({ plan: readPortPlan(folderOfPlan), dataFolder: data, clock, ...doors, ...faults });
    const { httpPort, mqttPort } = await hub.start();
    of = new Port(`http://127.0.0.1:${httpPort}`, `mqtt://127.0.0.1:${mqttPort}`, clock.now);
  };
  const close = async (): Promise<void> => {
    await of.end();
    await hub.stop();
  };

  before(() => open());
  after(async () => {
    await close();
    folder.remove();
  });

  it('off its corridor the trusted haulier’s truck is a step less grave, and the distrusted one’s is not', async () => {
    await of.say('customs-desk', ...deviates(trusted), ...deviates(usual), ...deviates(distrusted));
    const soft = await of.alert('corridor-deviation', trusted);
    expect(soft).to.include({ severity: 'S2', integrity: false });
    expect(soft.trust).to.include({ party: 'trusted-haulage', tier: 'T1', severity: 'S1' });
    expect(soft.trust?.factors.map(({ code, tier }) => `${code} ${tier}`)).to.deep.equal(['class T1', 'behaviour T1']);
    const plain = await of.alert('corridor-deviation', usual);
    expect([plain.severity, plain.trust?.severity, plain.trust?.tier]).to.deep.equal(['S1', 'S1', 'T3']);
    const hard = await of.alert('corridor-deviation', distrusted);
    expect([hard.severity, hard.trust?.severity, hard.trust?.tier]).to.deep.equal(['S1', 'S1', 'T4']);
  });

  it('in the dangerous goods store the trusted one is a step less grave and the distrusted one a step graver', async () => {
    await of.say('yard', ...trespasses(trusted), ...trespasses(distrusted));
    expect((await of.alert('restricted-entry', trusted)).severity).to.equal('S3');
    expect((await of.alert('restricted-entry', distrusted)).severity).to.equal('S1');
  });

  it('a box that leaves without a release is as grave whoever carries it', async () => {
    await of.say('yard', carries(trusted, 'CSQU3054383'), carries(distrusted, 'MSKU6011672'));
    await of.say('gate-main', leaves(trusted, ['CSQU3054383']), leaves(distrusted, ['MSKU6011672']));
    for (const [box, tier] of [
      ['CSQU3054383', 'T1'],
      ['MSKU6011672', 'T4'],
    ] as const) {
      const alert = await of.alert('gate-out-without-release', box);
      expect(alert).to.include({ severity: 'S1', integrity: true });
      expect(alert.trust).to.include({ tier, severity: 'S1' });
    }
  });

  it('a drawn movement that looks suspicious costs the haulier its tier, once, and from then on only', async () => {
    await of.say('yard', ...trespasses(usual));
    const before = await of.alert('restricted-entry', usual);
    expect([before.severity, before.trust?.tier]).to.deep.equal(['S2', 'T3']);
    await of.say('gate-main', leaves(usual));
    const check = await of.checkOf(usual);
    expect(check).to.include({
      site: 'shatian-wharf',
      lane: 'main-out-1',
      party: 'usual-haulage',
      tier: 'T3',
      rate: 1,
    });
    expect(check.cameras).to.not.have.length(0);
    expect(check.dueAt - check.drawnAt).to.equal(120_000);
    const said = { result: 'suspicious', text: 'two boxes, one declared', by: 'chen' };
    const done = await of.ask<Check>(`/api/v1/checks/${check.id}`, said);
    expect([done.status, done.body.state, done.body.by]).to.deep.equal([201, 'done', 'chen']);
    const again = await of.ask<{ code: string }>(`/api/v1/checks/${check.id}`, { result: 'clean', by: 'li' });
    expect([again.status, again.body.code]).to.deep.equal([409, 'check-done']);
    const party = await of.party('usual-haulage');
    expect(party.tier).to.equal('T4');
    expect(party.behaviour).to.include({ clean: 0, suspicious: 1 });
    expect(party.nearest).to.deep.include({ code: 'suspicious-checks', tier: 'T5', count: 2 });
    const { audit } = (await of.ask<{ audit: object[] }>('/api/v1/audit')).body;
    expect(audit).to.satisfy((rows: { what: string }[]) => rows.some(({ what }) => what === 'check'));
    ahead += 60_000;
    await of.say('yard', ...drives(usual, ...[55_000, 50_000, 45_000].map((ago) => at(113.5755, 22.8655, ago))));
    await of.say('yard', ...trespasses(usual));
    const both = await until('another entry', async () => {
      const { alerts } = (await of.ask<{ alerts: Alert[] }>('/api/v1/alerts')).body;
      const entries = alerts.filter(({ rule, key }) => rule === 'restricted-entry' && key === `vehicle:${usual}`);
      return entries.length > 1 ? entries.sort((a, b) => a.from - b.from) : undefined;
    });
    expect(
      both.map(({ severity, trust }) => `${severity} ${trust?.tier}`),
      'what began before stays as it was judged',
    ).to.deep.equal(['S2 T3', 'S1 T4']);
  });

  it('a result that is none, or by nobody, is refused', async () => {
    await of.say('gate-main', leaves(distrusted));
    const { id } = (await of.checks())[0] as Check;
    for (const [body, status] of [
      [{ result: 'fine', by: 'chen' }, 422],
      [{ result: 'clean' }, 422],
    ] as const)
      expect((await of.ask(`/api/v1/checks/${id}`, body)).status).to.equal(status);
    expect((await of.ask('/api/v1/checks/ffffffffffffffff', { result: 'clean', by: 'chen' })).status).to.equal(404);
  });

  it('what nobody looked at within two minutes expires, and counts for nobody', async () => {
    await of.say('gate-main', leaves(usual));
    const { id } = await of.checkOf(usual);
    ahead += 121_000;
    expect(await of.checkOf(usual, 'expired')).to.include({ id, state: 'expired' });
    const late = await of.ask<{ code: string }>(`/api/v1/checks/${id}`, { result: 'clean', by: 'chen' });
    expect([late.status, late.body.code]).to.deep.equal([409, 'check-expired']);
    expect((await of.party('usual-haulage')).behaviour).to.include({ clean: 0, suspicious: 1 });
  });

  it('a restart changes nothing of it: the same days, draws, checks and behaviour', async () => {
    await of.say('gate-main', leaves(usual));
    await of.checkOf(usual);
    const rows = async () => {
      const days = await of.days();
      const pages = await Promise.all(days.map(({ day }) => of.day(day)));
      const { behaviour, tier } = await of.party('usual-haulage');
      return { days, pages, checks: await of.checks(), behaviour, tier };
    };
    const before = await rows();
    await close();
    await open();
    expect(await rows()).to.deep.equal(before);
    expect((await of.alert('corridor-deviation', trusted)).severity).to.equal('S2');
  });

  it('a day is committed to before it begins, its key is nowhere until it is over, and then everybody can draw again', async () => {
    const [tomorrow, today] = (await of.days()) as [LotteryDay, LotteryDay];
    expect([today.key, tomorrow.key]).to.deep.equal([undefined, undefined]);
    expect(tomorrow.committedAt).to.be.lessThan(Date.parse(`${tomorrow.day}T00:00:00+08:00`));
    const disk = new DatabaseSync(join(data, 'journal.sqlite'), { readOnly: true });
    const keys = disk.prepare('SELECT key FROM lottery_day').all() as { key: string }[];
    disk.close();
    const paths = ['lottery', `lottery/${today.day}`, 'audit', 'quarantine', 'checks', 'parties', 'status', 'alerts'];
    const told = await Promise.all(paths.map(async (path) => (await of.ask(`/api/v1/${path}`)).text));
    for (const { key } of keys) expect(told.join('\n')).to.not.include(key);

    ahead += dayMs;
    const over = await until('the day is over', async () => {
      const page = await of.day(today.day);
      return page.key === undefined ? undefined : page;
    });
    expect(over.commitment).to.equal(today.commitment);
    expect(over.movements.length).to.be.greaterThan(4);
    const file = join(folder.path, 'day.json');
    // Beside the hub, which is in this very process, and goes on answering.
    const lottery = (...args: string[]) =>
      new Promise<{ status: number; stdout: string; stderr: string }>((done) => {
        const command = ['--import', './hub/node24.js', 'hub/lottery.ts', ...args];
        execFile(process.execPath, command, { cwd: root }, (error, stdout, stderr) =>
          done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
        );
      });
    writeFileSync(file, JSON.stringify(over));
    const sound = await lottery(file);
    expect([sound.status, sound.stderr]).to.deep.equal([0, '']);
    expect(sound.stdout).to.match(/the key fits its commitment; \d+ movements, \d+ drawn/);
    expect((await lottery(file, today.commitment)).status, 'as it was noted the day before').to.equal(0);
    expect((await lottery(file, tomorrow.commitment)).stderr).to.include('not what was noted beforehand');
    const [first, ...rest] = over.movements;
    const turned = first && { ...first, drawn: !first.drawn };
    writeFileSync(file, JSON.stringify({ ...over, movements: [turned, ...rest] }));
    const doctored = await lottery(file);
    expect(doctored.status).to.equal(1);
    expect(doctored.stderr).to.include(first?.movement ?? 'none');
    writeFileSync(file, readFileSync(join(root, 'package.json')));
    expect((await lottery(file)).status).to.equal(2);
    const next = await of.days();
    expect(next[0]?.day, 'the day after is committed to').to.not.equal(tomorrow.day);
    expect(next.map(({ key }) => key !== undefined)).to.deep.equal([false, false, true]);
  });
});
