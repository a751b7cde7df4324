// The writer thread: one transaction per group, synced before it answers. A full disk is waited out; any other error is final.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { eventColumns, insertEpc, insertEvent } from '../epcis/query-sql.ts';
import type { Captured } from '../flow.ts';
import type { ChainOp } from './chain.ts';
import type { Entry, FromWriter, ToWriter } from './journal.ts';
import { outboxWriting } from './outbox-store.ts';
import { prepare } from './schema.ts';
import { sessionWriting } from './session-store.ts';
import { trustWriting } from './trust-store.ts';

const db = new DatabaseSync((workerData as { path: string }).path);
prepare(db);
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const putInput = db.prepare(
  'INSERT INTO input (kind, site, agent, class, received, payload) VALUES (?, ?, ?, ?, ?, ?)',
);
const putAlert = db.prepare('INSERT OR REPLACE INTO alert VALUES (?, ?, ?, ?, ?)');
const putTransition = db.prepare('INSERT INTO transition VALUES (?, ?, ?, ?)');
const putQuarantine = db.prepare('INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
const trimQuarantine = db.prepare('DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - 10000');

/** SQLITE_FULL, the one error after which the same group may be tried again. */
const sqliteFull = 13;
const retryMs = 1000;

const putAudit = db.prepare('INSERT INTO audit (at, who, what, outcome, detail, input) VALUES (?, ?, ?, ?, ?, ?)');
const putSnapshot = db.prepare('INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?)');
const putJob = db.prepare('INSERT OR IGNORE INTO epcis_job (captureID, body) VALUES (?, ?)');
const putEvent = db.prepare(insertEvent);
const putEpc = db.prepare(insertEpc);
const putBlock = db.prepare('INSERT INTO chain (body) VALUES (?)');
const dropBlock = db.prepare('DELETE FROM chain WHERE id = ?');
const rowAt = db.prepare('SELECT row FROM chain_at WHERE key = ? AND first = ?');
const putAt = db.prepare('INSERT OR REPLACE INTO chain_at VALUES (?, ?, ?)');
const dropAt = db.prepare('DELETE FROM chain_at WHERE key = ? AND first = ?');
const covering = db.prepare('SELECT max(first) AS first FROM chain_at WHERE key = ? AND first <= ?');
const olderThan = db.prepare('SELECT first, row FROM chain_at WHERE key = ? AND first < ?');
const putCursor = db.prepare('INSERT OR REPLACE INTO cursor VALUES (?, ?)');
const putOutbox = outboxWriting(db);
const putSession = sessionWriting(db);
const putTrust = trustWriting(db);
const putKept = db.prepare('INSERT OR REPLACE INTO kept VALUES (?, ?, ?)');

function put(entry: Entry): void {
  const { input } = entry;
  const row = input === undefined ? null : putArrival(input);
  for (const { seq, change, alert } of entry.transitions ?? []) {
    const body = JSON.stringify(alert);
    putAlert.run(alert.id, seq, alert.condition, `${alert.rule}\n${alert.key}`, body);
    putTransition.run(seq, alert.id, change, body);
  }
  const [site, agent] = whoOf(input);
  const received = input?.receivedAt ?? 0;
  for (const { id, seq, code, detail } of entry.quarantined ?? [])
    putQuarantine.run(id, site, agent, seq ?? null, received, code, detail, row);
  if ((entry.quarantined ?? []).length > 0) trimQuarantine.run();
  for (const { at, who, what, outcome, detail } of entry.audited ?? [])
    putAudit.run(at, who, what, outcome, detail, row);
  if (entry.captured !== undefined) putCaptured(entry.captured);
  for (const op of entry.outbox ?? []) putOutbox(op);
  for (const op of entry.sessions ?? []) putSession(op);
  if (entry.trust !== undefined) putTrust(entry.trust);
  if (entry.cursor !== undefined) putCursor.run(entry.cursor.name, JSON.stringify(entry.cursor.at));
  for (const op of entry.chain ?? []) link(op);
  const { snapshot } = entry;
  if (snapshot !== undefined) putSnapshot.run(snapshot.version, snapshot.position, snapshot.body);
}

function putArrival(input: NonNullable<Entry['input']>): number | bigint {
  const [site, agent] = whoOf(input);
  const cls = input.kind === 'up' ? input.class : input.kind === 'capture' && input.proceed ? 'proceed' : null;
  const payload = 'payload' in input ? input.payload : null;
  return putInput.run(input.kind, site, agent, cls, input.receivedAt, payload).lastInsertRowid;
}

function whoOf(input: Entry['input']): [site: string | null, agent: string | null] {
  if (input?.kind === 'capture') return [null, input.account];
  return input?.kind === 'up' || input?.kind === 'state' ? [input.site, input.agent] : [null, null];
}

function putCaptured({ job, rows }: Captured): void {
  putJob.run(job.captureID, JSON.stringify(job));
  for (const row of rows) {
    const { changes, lastInsertRowid } = putEvent.run(...eventColumns.map((column) => row[column]));
    if (changes === 0) continue;
    for (const { epc, part, uri } of row.epcs) putEpc.run(epc, lastInsertRowid, part, uri);
  }
}

/** A block's body goes to the end of its table, and its older self, if there is one, goes. */
function link(op: ChainOp): void {
  if (op.op === 'keep') putKept.run(op.key, op.position, op.body);
  else if (op.op === 'forget') forget(op.key, op.edge);
  else {
    unlink(op.key, op.first);
    if (op.op === 'put') putAt.run(op.key, op.first, putBlock.run(op.body).lastInsertRowid);
  }
}

function unlink(key: string, first: number): void {
  const known = rowAt.get(key, first);
  if (known === undefined) return;
  dropBlock.run(known['row'] as number);
  dropAt.run(key, first);
}

/** The block that reaches over the edge stays. */
function forget(key: string, edge: number): void {
  const { first } = covering.get(key, edge) as { first: number | null };
  if (first === null) return;
  for (const old of olderThan.all(key, first)) {
    dropBlock.run(old['row'] as number);
    dropAt.run(key, old['first'] as number);
  }
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
