// Which events and pictures alerts name: what retention asks before anything goes, and what goes with an alert.
import type { DatabaseSync } from 'node:sqlite';
import { type Alert, picturesIn } from '../contracts/alert.ts';
import { isStanding } from '../contracts/standing.ts';

/** `input` is the one that stayed for a name's sake alone. Filled by retention, some time after the transition, off the line's way. */
export const namingTables = `
CREATE TABLE IF NOT EXISTS named (
  alert TEXT NOT NULL, name TEXT NOT NULL, input INTEGER, PRIMARY KEY (alert, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named_by ON named (name);
CREATE INDEX IF NOT EXISTS named_input ON named (input) WHERE input IS NOT NULL;
`;

export const pictureName = (sha256: string): string => `picture:${sha256}`;
const transitionName = (seq: number): string => `transition:${seq}`;

/** Transitions looked at in one slice. */
const atATime = 100;

const namesIn = (alert: Alert): string[] => [
  ...alert.why.evidence.map(({ event }) => event),
  ...(alert.reason === undefined ? [] : [alert.reason.event]),
  ...picturesIn(alert).map(pictureName),
];

export function namingWriting(db: DatabaseSync) {
  const next = db.prepare('SELECT seq, alert, body FROM transition WHERE seq > ? ORDER BY seq LIMIT ?');
  const put = db.prepare('INSERT OR IGNORE INTO named (alert, name) VALUES (?, ?)');
  const keep = db.prepare('UPDATE named SET input = ? WHERE name = ?');
  const names = db.prepare('SELECT name, input FROM named WHERE alert = ?');
  const unname = db.prepare('DELETE FROM named WHERE alert = ?');
  const still = db.prepare('SELECT 1 FROM named WHERE input = ?');
  const dropInput = db.prepare('DELETE FROM input WHERE id = ?');
  const dropTransition = db.prepare('DELETE FROM transition WHERE seq = ?');
  const dropAlert = db.prepare('DELETE FROM alert WHERE id = ?');
  const alertNow = db.prepare('SELECT seq, body FROM alert WHERE id = ?');

  /** The alert, its transitions, and what stayed for its sake alone. */
  function forgetAlert(alert: string): void {
    const all = names.all(alert) as { name: string; input: number | null }[];
    unname.run(alert);
    for (const { name, input } of all) {
      if (name.startsWith('transition:')) dropTransition.run(Number(name.slice('transition:'.length)));
      if (input !== null && still.get(input) === undefined) dropInput.run(input);
    }
    dropAlert.run(alert);
  }

  return {
    /** Notes what the transitions after one name. @returns how far it came, and whether that was all */
    name(after: number): { upTo: number; whole: boolean } {
      const rows = next.all(after, atATime) as { seq: number; alert: string; body: string }[];
      for (const { seq, alert, body } of rows) {
        put.run(alert, transitionName(seq));
        for (const name of namesIn(JSON.parse(body) as Alert)) put.run(alert, name);
      }
      return { upTo: rows.at(-1)?.seq ?? after, whole: rows.length < atATime };
    },

    /** Does an alert name one of these events of an input? Then that stays as long as the alert does. */
    stays(input: number, events: readonly string[]): boolean {
      let named = 0;
      for (const event of events) named += Number(keep.run(input, event).changes);
      return named > 0;
    },

    /** Alerts that ended, that nobody has to see to any more, and that have not changed since `alertsBefore`. @returns how far it came, and how many went */
    forget(after: number, { alertsBefore, transitionsUpTo }: { alertsBefore: number; transitionsUpTo: number }) {
      let [upTo, gone] = [after, 0];
      for (const { seq, alert, body } of next.all(after, atATime) as { seq: number; alert: string; body: string }[]) {
        if (seq > transitionsUpTo || (JSON.parse(body) as Alert).changedAt >= alertsBefore) break;
        upTo = seq;
        const known = alertNow.get(alert) as { seq: number; body: string } | undefined;
        // One that stands, or changed later, is met again at its last change.
        if (known === undefined || known.seq > transitionsUpTo) continue;
        const now = JSON.parse(known.body) as Alert;
        if (isStanding(now) || now.changedAt >= alertsBefore) continue;
        forgetAlert(alert);
        gone += 1;
      }
      return { upTo, gone };
    },
  };
}

/** The reader's half. */
export const isNamed = (db: DatabaseSync, name: string): boolean =>
  db.prepare('SELECT 1 FROM named WHERE name = ? LIMIT 1').get(name) !== undefined;
