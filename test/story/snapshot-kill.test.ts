// A hub killed in the middle of keeping, again and again: nothing is told twice, nothing is forgotten, and what it hears again has a bound.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import { heardAgainMost } from '../../hub/snapshots.ts';
import { type HubProcess, root, startHub, temporaryFolder } from '../a-port.ts';

const keys = 1500;
const open = 60;
const kills = 2;
/** Whoever tells is made to wait then; a batch may be on its way. */
const tailMost = heardAgainMost + 2 * 257;

/** Tells of all keys in turn, until it is killed while the snapshot of a round is on its way to the disk. */
async function killedWhileKeeping(folder: string, what: 'begin' | 'die'): Promise<void> {
  const args = [join(root, 'test', 'bench', 'restart-victim.ts'), folder, what, `${keys}`, `${open}`, '0'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code, signal] = await new Promise<[number | null, string | null]>((ended) =>
    child.once('exit', (...how) => ended(how)),
  );
  expect([code, signal]).to.deep.equal(what === 'die' ? [null, 'SIGKILL'] : [0, null]);
}

/** How often each alert was raised, by all that was ever told. */
function raisedIn(folder: string): Map<string, number> {
  const db = new DatabaseSync(join(folder, 'journal.sqlite'), { readOnly: true });
  const rows = db.prepare("SELECT alert, count(*) AS n FROM transition WHERE change = 'raised' GROUP BY alert").all();
  db.close();
  return new Map(rows.map(({ alert, n }) => [alert as string, n as number]));
}

const bookOf = async (hub: HubProcess): Promise<string[]> =>
  (await hub.get<{ alerts: Alert[] }>('/api/v1/alerts?limit=1000')).alerts
    .map(({ id, key, from, condition, revision }) => `${id} ${key} ${from} ${condition} ${revision}`)
    .sort();

describe('A hub killed while it keeps its memory', () => {
  it(`${kills} times, each just before a round would have been whole: nothing new, nothing twice, the same book, a bounded tail`, async function () {
    this.timeout(90_000);
    const folder = temporaryFolder();
    await killedWhileKeeping(folder.path, 'begin');
    const books: string[][] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      await killedWhileKeeping(folder.path, 'die');
      const hub = await startHub(folder.path);
      const told = /replayed (\d+) events.*, (\d+) open alerts, (\d+) new/.exec(hub.said());
      const [, events, alerts, fresh] = (told ?? []).map(Number);
      expect({ alerts, fresh }, hub.said()).to.deep.equal({ alerts: open, fresh: 0 });
      expect(events).to.be.within(1, tailMost);
      books.push(await bookOf(hub));
      await hub.kill('SIGKILL');
    }
    expect(books[0]).to.have.length(open);
    for (const book of books) expect(book).to.deep.equal(books[0]);
    expect([...raisedIn(folder.path).values()]).to.deep.equal(Array.from({ length: open }, () => 1));
    folder.remove();
  });
});
