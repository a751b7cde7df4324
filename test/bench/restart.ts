// npm run bench -- restart [--events 50m]: a journal of so many events, killed at the worst moment of a snapshot; how soon it is ready again.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { freePort, outside, positionEvent, root, startHub, temporaryFolder } from '../a-port.ts';
import { cpuSeconds } from './cpu.ts';
import { machineLine } from './figures.ts';

const perBatch = 256;
const starts = 5;
const tableMost = 200;

/** `1m`, `50m` or a plain number. */
const countOf = (text: string): number => Number.parseFloat(text) * (/m$/i.test(text) ? 1_000_000 : 1);

/** The past: rows as the writer writes them, of an agent that told it all before the snapshot. Nothing folds them again. */
function bury(folder: string, events: number): void {
  const db = new DatabaseSync(join(folder, 'journal.sqlite'));
  db.exec('PRAGMA synchronous = OFF');
  const put = db.prepare(
    "INSERT INTO input (kind, site, agent, class, received, payload) VALUES ('up', ?, ?, ?, ?, ?)",
  );
  const began = Date.now() - 30 * 86_400_000;
  const rows = Math.ceil(events / perBatch);
  for (let row = 0; row < rows; ) {
    // The same bytes again and again: nobody looks into what lies before the snapshot.
    const payload = frameOf(row * perBatch + 1, began + row);
    db.exec('BEGIN');
    for (const until = Math.min(rows, row + tableMost); row < until; row += 1)
      put.run('shatian-wharf', 'elder', 'routine', began + row, payload);
    db.exec('COMMIT');
  }
  db.exec('UPDATE snapshot SET position = (SELECT max(id) FROM input)');
  db.close();
}

function frameOf(first: number, time: number): Uint8Array {
  const events = Array.from({ length: perBatch }, (_, i) =>
    positionEvent({ seq: first + i, ...outside, time, mmsi: 300_000_000 + ((first + i) % 5000), agent: 'elder' }),
  );
  return Buffer.from(JSON.stringify({ v: 1, epoch: '0123456789abcdef', first, events }));
}

/** Runs the victim until it is over. @returns what it said last of each word */
async function victim(folder: string, what: 'begin' | 'die'): Promise<Record<string, number>> {
  const args = ['--max-semi-space-size=4', join(import.meta.dirname, 'restart-victim.ts'), folder, what];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: Record<string, number> = {};
  createInterface({ input: child.stdout }).on('line', (line) => Object.assign(said, JSON.parse(line)));
  await new Promise((ended) => child.once('close', ended));
  return said;
}

function tailOf(folder: string): { tail: number; inputs: number; kept: number } {
  const db = new DatabaseSync(join(folder, 'journal.sqlite'), { readOnly: true });
  const one = (sql: string): number => Number(Object.values(db.prepare(sql).get() ?? {})[0] ?? 0);
  const position = one('SELECT position FROM snapshot');
  const tail = one(`SELECT count(*) FROM input WHERE kind = 'up' AND id > ${position}`) * perBatch;
  const found = { tail, inputs: one('SELECT max(id) FROM input'), kept: one('SELECT count(*) FROM kept') };
  db.close();
  return found;
}

export async function restartBench(args: readonly string[]): Promise<void> {
  const at = args.indexOf('--events');
  const events = countOf(args[at + 1] ?? '1m');
  console.log(machineLine());
  const folder = temporaryFolder();
  try {
    await victim(folder.path, 'begin');
    const made = performance.now();
    bury(folder.path, events);
    console.log(`${events} events buried in ${Math.round((performance.now() - made) / 1000)} s`);
    const { open, keys, perSecond } = await victim(folder.path, 'die');
    const size = (part: string) => Math.round(statSync(join(folder.path, `journal.sqlite${part}`)).size / 1e6);
    const { tail, inputs, kept } = tailOf(folder.path);
    console.log(
      `killed: ${keys} keys (${kept} kept), ${open} open alerts, ${inputs} inputs, ${size('')} MB and ${size('-wal')} MB of WAL, a tail of ${tail} events, told at ${perSecond}/s`,
    );
    for (let start = 1; start <= starts; start += 1) {
      const ports = { port: await freePort(), mqttPort: await freePort() };
      const began = performance.now();
      const hub = await startHub(folder.path, ports);
      const ms = Math.round(performance.now() - began);
      const cpu = Math.round(cpuSeconds(hub.child.pid ?? 0) * 1000);
      await hub.kill('SIGKILL');
      console.log(
        `start ${start}: ready after ${ms} ms (CPU of all its threads ${cpu} ms, load ${loadavg()[0]}); ${/replayed .*/.exec(hub.said())?.[0]}`,
      );
    }
  } finally {
    folder.remove();
  }
}
