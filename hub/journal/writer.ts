// The writer thread: one transaction per group, synced before it answers. A full disk is waited out; any other error is final.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Entry, FromWriter, ToWriter } from './journal.ts';
import { prepare } from './schema.ts';

const db = new DatabaseSync((workerData as { path: string }).path);
prepare(db);
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const putInput = db.prepare(
  'INSERT INTO input (kind, site, agent, class, received, payload) VALUES (?, ?, ?, ?, ?, ?)',
);
const putAlert = db.prepare('INSERT OR REPLACE INTO alert VALUES (?, ?, ?, ?)');
const putTransition = db.prepare('INSERT INTO transition VALUES (?, ?, ?, ?)');
const putQuarantine = db.prepare('INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
const trimQuarantine = db.prepare('DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - 10000');

/** SQLITE_FULL, the one error after which the same group may be tried again. */
const sqliteFull = 13;
const retryMs = 1000;

function put({ input, transitions, quarantined }: Entry): void {
  const said = input?.kind === 'up' || input?.kind === 'state' ? input : undefined;
  const [site, agent] = [said?.site ?? null, said?.agent ?? null];
  let row: number | bigint | null = null;
  if (input !== undefined) {
    const cls = input.kind === 'up' ? input.class : null;
    const payload = 'payload' in input ? input.payload : null;
    row = putInput.run(input.kind, site, agent, cls, input.receivedAt, payload).lastInsertRowid;
  }
  for (const { seq, change, alert } of transitions) {
    const body = JSON.stringify(alert);
    putAlert.run(alert.id, seq, alert.condition, body);
    putTransition.run(seq, alert.id, change, body);
  }
  for (const { id, seq, code, detail } of quarantined) {
    const received = input?.receivedAt ?? 0;
    putQuarantine.run(id, site, agent, seq ?? null, received, code, detail, row);
  }
  if (quarantined.length > 0) trimQuarantine.run();
}

function write(group: number, entries: readonly Entry[]): FromWriter {
  try {
    begin.run();
    for (const entry of entries) put(entry);
    commit.run();
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    return (error as { errcode?: number }).errcode === sqliteFull
      ? { kind: 'full', says: String(error) }
      : { kind: 'fault', says: String(error) };
  }
  return { kind: 'durable', group };
}

/** Tries again and again while the disk is full; nothing else is worth a second try. */
function settle(group: number, entries: readonly Entry[]): void {
  for (;;) {
    const outcome = write(group, entries);
    parentPort?.postMessage(outcome);
    if (outcome.kind !== 'full') return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs);
  }
}

parentPort?.on('message', (message: ToWriter) => {
  if (message === 'close') {
    db.close();
    parentPort?.close();
  } else {
    settle(message.group, message.entries);
  }
});
