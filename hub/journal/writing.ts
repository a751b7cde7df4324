// Puts a group of entries on disk: one transaction, synced before it answers. A full disk leaves the group whole; any other error is final.
import type { DatabaseSync } from 'node:sqlite';
import type { Alert } from '../contracts/alert.ts';
import { isStanding } from '../contracts/standing.ts';
import { actedWriting } from './acted-store.ts';
import { chainWriting } from './chain.ts';
import type { Entry, FromWriter } from './entry.ts';
import { captureWriting } from './epcis-store.ts';
import { outboxWriting } from './outbox-store.ts';
import { quarantineWriting } from './quarantine-store.ts';
import { retentionWriting } from './retention.ts';
import { sessionWriting } from './session-store.ts';
import { trustWriting } from './trust-store.ts';

/** SQLITE_FULL, the one error after which the same group may be tried again. */
const sqliteFull = 13;

/** What puts groups into a journal's file, over a connection that nobody else writes by. */
export type Writing = (group: number, entries: readonly Entry[]) => FromWriter;

export function writingOver(db: DatabaseSync): Writing {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const putInput = db.prepare(
    'INSERT INTO input (kind, site, agent, class, received, payload) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const putAlert = db.prepare('INSERT OR REPLACE INTO alert VALUES (?, ?, ?, ?, ?)');
  const putTransition = db.prepare('INSERT INTO transition VALUES (?, ?, ?, ?)');
  const putAudit = db.prepare('INSERT INTO audit (at, who, what, outcome, detail, input) VALUES (?, ?, ?, ?, ?, ?)');
  const putSnapshot = db.prepare('INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?)');
  const putCursor = db.prepare('INSERT OR REPLACE INTO cursor VALUES (?, ?)');
  const putQuarantined = quarantineWriting(db);
  const putOutbox = outboxWriting(db);
  const putSession = sessionWriting(db);
  const putTrust = trustWriting(db);
  const putActed = actedWriting(db);
  const putCaptured = captureWriting(db);
  const link = chainWriting(db);
  const sweep = retentionWriting(db);

  function put(entry: Entry): void {
    const { input } = entry;
    const row = input === undefined ? null : putArrival(input);
    for (const { seq, change, alert } of entry.transitions ?? []) {
      const body = JSON.stringify(alert);
      putAlert.run(alert.id, seq, shelfOf(alert), `${alert.rule}\n${alert.key}`, body);
      putTransition.run(seq, alert.id, change, body);
    }
    putQuarantined(entry, whoOf(input), row);
    for (const { at, who, what, outcome, detail } of entry.audited ?? [])
      putAudit.run(at, who, what, outcome, detail, row);
    if (entry.captured !== undefined) putCaptured(entry.captured);
    if (entry.acted !== undefined) putActed(entry.acted);
    for (const op of entry.outbox ?? []) putOutbox(op);
    for (const op of entry.sessions ?? []) putSession(op);
    if (entry.trust !== undefined) putTrust(entry.trust);
    if (entry.cursor !== undefined) putCursor.run(entry.cursor.name, JSON.stringify(entry.cursor.at));
    for (const op of entry.chain ?? []) link(op);
    if (entry.sweep !== undefined) sweep(entry.sweep);
    const { snapshot } = entry;
    if (snapshot !== undefined) putSnapshot.run(snapshot.version, snapshot.position, snapshot.body);
  }

  function putArrival(input: NonNullable<Entry['input']>): number | bigint {
    const [site, agent] = whoOf(input);
    const cls = input.kind === 'up' ? input.class : input.kind === 'capture' && input.proceed ? 'proceed' : null;
    const payload = 'payload' in input ? input.payload : null;
    return putInput.run(input.kind, site, agent, cls, input.receivedAt, payload).lastInsertRowid;
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

  return write;
}

/** Where a restart and the lists look for it: `active`; `standing`, which is over and has still to be seen to; else how it ended. */
const shelfOf = (alert: Alert): string =>
  alert.condition !== 'active' && isStanding(alert) ? 'standing' : alert.condition;

function whoOf(input: Entry['input']): [site: string | null, agent: string | null] {
  if (input?.kind === 'capture') return [null, input.account];
  return input?.kind === 'up' || input?.kind === 'state' ? [input.site, input.agent] : [null, null];
}
