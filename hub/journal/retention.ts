// What has been kept long enough goes, a slice at a time, in the writer's own transactions; what evidence needs stays.
import type { DatabaseSync } from 'node:sqlite';
import { isFact } from '../contracts/observation.ts';
import { namingWriting } from './naming.ts';

/** How far retention has come, by number and sequence, and what it did so far; it lies among the cursors. */
export interface Swept {
  readonly input: number;
  readonly alert: number;
  /** Up to here it is known which events and pictures alerts name. */
  readonly named: number;
  /** Receipt of the newest input that went, ms: of what was before, memory cannot be made anew whole. */
  readonly goneUpTo: number;
  readonly inputsGone: number;
  readonly inputsStay: number;
  readonly alertsGone: number;
  /** Whether the last slice left nothing to be done, and when one last did, ms. */
  readonly isDone: boolean;
  readonly doneAt: number;
}

export const sweptNothing: Swept = {
  ...{
    input: 0,
    alert: 0,
    named: 0,
    goneUpTo: 0,
    inputsGone: 0,
    inputsStay: 0,
    alertsGone: 0,
    isDone: false,
    doneAt: 0,
  },
};

/** What may go, times in ms by receipt: inputs up to a number and of before a time; alerts that ended, audit. */
export interface Sweep {
  readonly at: number;
  readonly inputsUpTo: number;
  readonly inputsBefore: number;
  readonly alertsBefore: number;
  readonly transitionsUpTo: number;
  readonly auditBefore: number;
}

export const retentionTables = `
CREATE TABLE IF NOT EXISTS swept_state (agent TEXT PRIMARY KEY, input INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS swept_state_of ON swept_state (input);
`;

/** Rows and bytes looked at in one slice: some milliseconds of the writer's. */
const rowsMost = 200;
const bytesMost = 1_000_000;

/** Names whose newest word stays: as many as there may be agents, for strangers have ever other ones. */
const namesMost = 10_000;

/** Whatever else there is says what people, plans and documents said: little, and never again. */
const mayGo = new Set(['up', 'state', 'clock', 'listening', 'slept']);

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly site: string | null;
  readonly agent: string | null;
  readonly received: number;
  readonly bytes: number;
}

/** The writer's half. @returns does one slice within the open transaction */
export function retentionWriting(db: DatabaseSync, most = namesMost): (sweep: Sweep) => void {
  const cursor = db.prepare("SELECT body FROM cursor WHERE name = 'retention'");
  const putCursor = db.prepare("INSERT OR REPLACE INTO cursor VALUES ('retention', ?)");
  const next = db.prepare(
    'SELECT id, kind, site, agent, received, coalesce(length(payload), 0) AS bytes FROM input WHERE id > ? AND id <= ? ORDER BY id LIMIT ?',
  );
  const payloadOf = db.prepare('SELECT payload FROM input WHERE id = ?');
  const drop = db.prepare('DELETE FROM input WHERE id = ?');
  const state = db.prepare('SELECT input FROM swept_state WHERE agent = ?');
  const putState = db.prepare('INSERT OR REPLACE INTO swept_state VALUES (?, ?)');
  const overmuch = db.prepare('SELECT input FROM swept_state ORDER BY input DESC LIMIT -1 OFFSET ?');
  const dropState = db.prepare('DELETE FROM swept_state WHERE input = ?');
  const naming = namingWriting(db);
  const trims = trimming(db);

  /** The newest word of each agent stays, for memory made anew: the one before it goes now. */
  function supersedes({ id, site, agent }: Row): number {
    const who = `${site}/${agent}`;
    const before = state.get(who)?.['input'] as number | undefined;
    putState.run(who, id);
    return before === undefined ? 0 : Number(drop.run(before).changes);
  }

  /** @returns how many went */
  function forgetNames(): number {
    const eldest = overmuch.all(most) as { input: number }[];
    for (const { input } of eldest) {
      drop.run(input);
      dropState.run(input);
    }
    return eldest.length;
  }

  function isNeeded({ id, kind }: Row): boolean {
    if (!mayGo.has(kind)) return true;
    if (kind !== 'up') return false;
    const events = eventsOf(payloadOf.get(id)?.['payload'] as Uint8Array);
    if (events.some(({ type }) => isFact(type))) return true;
    return naming.stays(
      id,
      events.map((event) => event.id),
    );
  }

  function sweepInputs(from: Swept, { inputsUpTo, inputsBefore }: Sweep): Swept {
    let [swept, bytes] = [from, 0];
    for (const row of next.all(from.input, inputsUpTo, rowsMost) as unknown as Row[]) {
      if (row.received >= inputsBefore || bytes > bytesMost) break;
      bytes += row.bytes;
      const stays = row.kind === 'state' || isNeeded(row);
      const gone = row.kind === 'state' ? supersedes(row) : stays ? 0 : Number(drop.run(row.id).changes);
      swept = {
        ...{ ...swept, input: row.id, goneUpTo: gone > 0 ? row.received : swept.goneUpTo },
        ...{ inputsGone: swept.inputsGone + gone, inputsStay: swept.inputsStay + Number(stays) },
      };
    }
    return swept;
  }

  return (sweep) => {
    const body = cursor.get()?.['body'] as string | undefined;
    const from: Swept = body === undefined ? sweptNothing : { ...sweptNothing, ...JSON.parse(body) };
    const { upTo: named, whole } = naming.name(from.named);
    // Nothing goes before it is known what is named.
    const inputs = whole ? sweepInputs({ ...from, named }, sweep) : { ...from, named };
    const ended = whole ? naming.forget(from.alert, sweep) : { upTo: from.alert, gone: 0 };
    const unnamed = forgetNames();
    trims(sweep);
    const moved = inputs.input > from.input || ended.upTo > from.alert || !whole;
    const gone = { inputsGone: inputs.inputsGone + unnamed, alertsGone: from.alertsGone + ended.gone };
    const swept = { ...inputs, ...gone, alert: ended.upTo };
    const done = { isDone: !moved, doneAt: moved ? from.doneAt : sweep.at };
    putCursor.run(JSON.stringify({ ...swept, ...done } satisfies Swept));
  };
}

/** What is in order of its age, the eldest first: some rows at a time. */
function trimming(db: DatabaseSync): (sweep: Sweep) => void {
  const eldest = (table: string, at: string) =>
    `DELETE FROM ${table} WHERE id IN (SELECT id FROM (SELECT id, ${at} AS at FROM ${table} ORDER BY id LIMIT ${rowsMost}) WHERE at < ?)`;
  // The newest stays, for what is refused next is numbered on from it; who had one heard again goes with it.
  const quarantine = db.prepare(`${eldest('quarantine', 'received')} AND id < (SELECT max(id) FROM quarantine)`);
  const replayed = db.prepare('DELETE FROM replayed WHERE quarantine < (SELECT min(id) FROM quarantine)');
  const audit = db.prepare(eldest('audit', 'at'));
  const sessions = db.prepare('DELETE FROM came_in WHERE until < ?');
  return ({ at, alertsBefore, auditBefore }) => {
    quarantine.run(alertsBefore);
    replayed.run();
    audit.run(auditBefore);
    sessions.run(at);
  };
}

/** What a batch names of its events; nothing of one that cannot be read. */
function eventsOf(payload: Uint8Array): { id: string; type: string }[] {
  try {
    const { events } = JSON.parse(Buffer.from(payload).toString('utf8')) as {
      events: { id: unknown; type: unknown }[];
    };
    return events.map(({ id, type }) => ({ id: String(id), type: String(type) }));
  } catch {
    return [];
  }
}
