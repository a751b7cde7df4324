// A spool when the disk is not what it should be: torn, full, of an older make, or refusing; and the agent that lives through it.
import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Observed } from '../../edge-agents/adapter.ts';
import { Held, heldMost } from '../../edge-agents/held.ts';
import { declaredBy } from '../../edge-agents/loss.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { spoolLimits } from '../../edge-agents/spool-limits.ts';
import { endOf, freePort, root, startHub, temporaryFolder, until } from '../a-port.ts';

const seen = (time: number, urgent = false, size = 0): Observed => ({
  ...{ type: 't', subject: 's:1', time, urgent, data: { x: 'x'.repeat(size) } },
});
const spoolFile = JSON.stringify(join(root, 'edge-agents', 'spool.ts'));
const run = promisify(execFile);

/** A process that keeps groups of three for ever, and says each when it is kept. */
const keeper = (path: string): string => `import { Spool } from ${spoolFile};
  const spool = new Spool(${JSON.stringify(path)});
  for (let i = 1; ; i += 1) {
    spool.keep([1, 2, 3].map(() => ({ type: 't', subject: 's:1', time: i, urgent: i % 5 === 0, data: {} })));
    process.stdout.write(i + '\\n');
  }`;

describe('A spool in trouble', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'spool.sqlite');
  });
  afterEach(() => folder.remove());

  it('killed while it kept, and its last record torn anywhere: whole groups from the first on, and it goes on from there', async () => {
    const script = join(folder.path, 'keep.ts');
    writeFileSync(script, keeper(path));
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let kept = 0;
    child.stdout.on('data', (chunk) => (kept = Number(String(chunk).trim().split('\n').at(-1))));
    await until('some groups are kept', () => (kept > 20 ? true : undefined));
    await endOf(child, 'SIGKILL');
    const all = readFileSync(`${path}-wal`);
    const whole = groupsIn(path, folder.path, all);
    expect(whole).to.be.at.least(kept);
    // A log that was begun anew has older records behind its last one.
    const log = all.subarray(
      0,
      endOfLast(all, (upTo) => groupsIn(path, folder.path, all.subarray(0, upTo)) === whole),
    );
    const tears = Math.min(30, Math.floor(log.length / 1511) - 1);
    let torn = 0;
    for (let tear = 1; tear <= tears; tear += 1) {
      const cut = groupsIn(path, folder.path, log.subarray(0, log.length - tear * 1511));
      const flipped = Buffer.from(log);
      const at = log.length - tear * 997;
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0xff, at);
      const spoilt = groupsIn(path, folder.path, flipped);
      expect(Math.max(cut, spoilt)).to.be.at.most(whole);
      if (cut < whole || spoilt < whole) torn += 1;
    }
    expect(torn).to.be.above(Math.min(5, tears - 1));
  });

  it('of an older make keeps its numbers and what it held, and is bounded from then on', () => {
    const old = new DatabaseSync(path);
    old.exec(`CREATE TABLE spool (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE kept (class TEXT NOT NULL, seq INTEGER NOT NULL, time INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (class, seq)) STRICT, WITHOUT ROWID;
      INSERT INTO spool VALUES ('epoch', '0123456789abcdef'), ('last-routine', '9'), ('acked-routine', '6'),
        ('last-urgent', '0'), ('connection', '4');`);
    const put = old.prepare("INSERT INTO kept VALUES ('routine', ?, ?, ?)");
    for (const seq of [7, 8, 9]) put.run(seq, seq, JSON.stringify(seen(seq, false, 100)));
    old.close();
    const spool = new Spool(path, { ...spoolLimits, bytes: 700 });
    expect([spool.epoch, spool.goneUpTo('routine'), spool.pending, spool.nextConnection()]).to.deep.equal([
      ...['0123456789abcdef', 6, 3, 5],
    ]);
    spool.keep([seen(10, false, 100)]);
    expect(spool.after('routine', 0, 9).map(({ seq }) => seq)).to.deep.equal([8, 9, 10]);
    spool.close();
  });

  it('lets go of what is too old by its own clock, however old the events themselves are, and says so', () => {
    let now = 10_000_000;
    const spool = new Spool(path, { ...spoolLimits, ageMs: 60_000 }, () => now);
    spool.keep([seen(1), seen(2, true)]);
    now += 50_000;
    spool.keep([seen(3)]);
    now += 10_001;
    spool.expire();
    spool.declare('a1');
    expect(spool.after('routine', 0, 9).map(({ observed }) => observed.time)).to.deep.equal([3]);
    const gaps = spool.after('urgent', 0, 9).map(({ observed }) => declaredBy(observed));
    expect(gaps).to.deep.equal([
      { class: 'urgent', count: 1, from: 1, to: 1, fromTime: 2, toTime: 2 },
      { class: 'routine', count: 1, from: 1, to: 1, fromTime: 1, toTime: 1 },
    ]);
    spool.close();
  });

  it('what there was no room for even in memory is declared by its number alone', () => {
    const held = new Held();
    for (let i = 0; i < heldMost.observations + 30; i += 1) held.add(seen(i, i % 2 === 0), 100);
    expect(held.size).to.equal(heldMost.observations);
    expect(held.observed.filter(({ urgent }) => urgent)).to.have.length(heldMost.observations / 2 + 15);
    held.add(seen(-1, true), heldMost.bytes - 500);
    expect(held.size).to.be.at.most(6);
    const before = heldMost.observations + 31 - held.size;
    const spool = new Spool(path);
    spool.keep(held.observed, held.losses);
    spool.declare('a1');
    const gaps = spool.after('urgent', 0, 99).flatMap(({ observed }) => declaredBy(observed) ?? []);
    expect(gaps.reduce((sum, { count }) => sum + count, 0)).to.equal(before);
    expect(gaps.map(({ from, to }) => [from, to])).to.deep.equal([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    spool.close();
  });

  it('on a disk that is full the newest takes the place of the oldest routine, and every urgent one is there', async function () {
    const mount = join(folder.path, 'small');
    const script = join(folder.path, 'fill.ts');
    mkdirSync(mount);
    writeFileSync(
      script,
      `import { Spool } from ${spoolFile};
       const spool = new Spool(${JSON.stringify(join(mount, 'spool.sqlite'))});
       let failed = 0;
       for (let i = 1; i <= 1500; i += 1) {
         const data = { x: 'x'.repeat(400) };
         try {
           spool.keep([1, 2, 3, 4].map(() => ({ type: 't', subject: 's:1', time: i, urgent: i % 10 === 0, data })));
         } catch { failed += 1; }
       }
       spool.declare('a');
       const [{ observed: { data: gap } }] = spool.after('urgent', spool.lastOf('urgent') - 1, 1);
       const [newest] = spool.after('routine', spool.lastOf('routine') - 1, 1);
       console.log(JSON.stringify({ failed, urgentGone: spool.goneUpTo('urgent'), gap, newest: newest?.observed.time }));`,
    );
    const command = `mount -t tmpfs -o size=4m tmpfs ${mount} && exec ${process.execPath} ${script}`;
    if (!(await mayMount())) {
      console.warn('SKIPPED: no small disk may be mounted here (unshare -rm)');
      this.skip();
    }
    const { stdout } = await run('unshare', ['-rm', 'sh', '-c', command]);
    const { failed, urgentGone, gap, newest } = JSON.parse(stdout);
    expect({ failed, urgentGone, newest }).to.deep.equal({ failed: 0, urgentGone: 0, newest: 1499 });
    expect(gap).to.include({ class: 'routine', from: 1 });
    expect(gap.count).to.equal(gap.to).and.above(1000);
  });

  it('an agent whose disk takes nothing says so once, holds what it sees, and loses none of it when the disk is back', async function () {
    if (!existsSync('/usr/bin/prlimit')) {
      console.warn('SKIPPED: no prlimit; it is of util-linux');
      this.skip();
    }
    const port = await freePort();
    const args = ['sim', '--agent', 'sim', '--seed', '7', '--spool', path, '--broker', `mqtt://127.0.0.1:${port}`];
    // No file may grow beyond 2.2 MB: the reserve is taken, and the log soon cannot grow.
    const command = `ulimit -S -f 2150; exec ${process.execPath} edge-agents/main.ts ${args.join(' ')}`;
    const child = spawn('bash', ['-c', command], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    const count = (words: RegExp): number => [...said.matchAll(words)].length;
    await until('the agent plays', () => (/no broker at/.test(said) ? true : undefined));
    await run('prlimit', ['--pid', String(child.pid), '--fsize=4096:']);
    await until('the disk is in trouble', () => (count(/does not take/g) > 0 ? true : undefined));
    await new Promise((done) => setTimeout(done, 2500));
    expect(count(/does not take what is observed \(.+\); it waits in memory/g), said).to.equal(1);
    await run('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:']);
    await until('the disk takes again', () => (count(/takes what is observed again/g) === 1 ? true : undefined));
    await endOf(child, 'SIGKILL');
    const hub = await startHub(join(folder.path, 'data'), { args: ['--no-page'] });
    const again = spawn(process.execPath, ['edge-agents/main.ts', ...args.slice(0, -1), hub.broker], { cwd: root });
    await until('all is on the hub', async () => {
      const { agents } = await hub.get<{ agents: { id: string; events: number }[] }>('/api/v1/agents');
      return (agents.find(({ id }) => id === 'sim')?.events ?? 0) > 50 ? true : undefined;
    });
    expect((await hub.alerts()).filter(({ rule }) => /lost|gap|epoch/.test(rule))).to.deep.equal([]);
    await endOf(again, 'SIGTERM');
    await hub.kill();
  });
});

/** May this user mount a small disk in a name space of its own? */
async function mayMount(): Promise<boolean> {
  const tried = run('unshare', ['-rm', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt']);
  return tried.then(
    () => true,
    () => false,
  );
}

/** Where the last record ends: the shortest beginning that holds all. */
function endOfLast(log: Buffer, isWhole: (upTo: number) => boolean): number {
  let [less, enough] = [0, log.length];
  while (enough - less > 1) {
    const middle = Math.floor((less + enough) / 2);
    if (isWhole(middle)) enough = middle;
    else less = middle;
  }
  return enough;
}

/** Whole groups in a copy of the spool with this log; it goes on with the number after the last. */
function groupsIn(path: string, folder: string, log: Buffer): number {
  const copy = join(folder, 'copy.sqlite');
  copyFileSync(path, copy);
  writeFileSync(`${copy}-wal`, log);
  truncateSync(`${copy}-wal`, log.length);
  const spool = new Spool(copy);
  const rows = [...spool.after('urgent', 0, 1e6), ...spool.after('routine', 0, 1e6)];
  const times = rows.map(({ observed }) => observed.time).sort((a, b) => a - b);
  expect(times).to.deep.equal(times.map((_, i) => Math.floor(i / 3) + 1));
  for (const cls of ['urgent', 'routine'] as const) {
    const seqs = spool.after(cls, 0, 1e6).map(({ seq }) => seq);
    expect(seqs).to.deep.equal(seqs.map((_, i) => i + 1));
    expect(spool.lastOf(cls)).to.equal(seqs.length);
  }
  spool.keep([seen(0)]);
  expect(spool.after('routine', spool.lastOf('routine') - 1, 1)[0]?.observed.time).to.equal(0);
  spool.close();
  return times.length / 3;
}
