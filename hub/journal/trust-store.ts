// The lottery's days, what was drawn, and remote checks on disk: as they were told last.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Check, Draw, KeptDay, TrustNews } from '../contracts/trust.ts';

/** `lottery_day` holds keys that nobody may know before the day is over: whoever answers from it looks at the clock. */
export const trustTables = `
CREATE TABLE IF NOT EXISTS lottery_day (
  day TEXT PRIMARY KEY, key TEXT NOT NULL, commitment TEXT NOT NULL, committedAt INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS lottery_draw (movement TEXT PRIMARY KEY, day TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS lottery_draw_day ON lottery_draw (day);
CREATE TABLE IF NOT EXISTS remote_check (
  id TEXT PRIMARY KEY, drawn INTEGER NOT NULL, state TEXT NOT NULL, party TEXT, result TEXT, at INTEGER, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS remote_check_drawn ON remote_check (drawn);
CREATE INDEX IF NOT EXISTS remote_check_open ON remote_check (drawn) WHERE state = 'open';
CREATE INDEX IF NOT EXISTS remote_check_party ON remote_check (party, at);
`;

/** The writer's half. @returns writes what one arrival came to, within the open transaction */
export function trustWriting(db: DatabaseSync): (news: TrustNews) => void {
  const putDay = db.prepare('INSERT OR IGNORE INTO lottery_day VALUES (?, ?, ?, ?)');
  const putDraw = db.prepare('INSERT OR IGNORE INTO lottery_draw VALUES (?, ?, ?)');
  const putCheck = db.prepare('INSERT OR REPLACE INTO remote_check VALUES (?, ?, ?, ?, ?, ?, ?)');
  return ({ days, draws, checks }) => {
    for (const { day, key, commitment, committedAt } of days) putDay.run(day, key, commitment, committedAt);
    for (const { day, ...draw } of draws) putDraw.run(draw.movement, day, JSON.stringify(draw));
    for (const check of checks) {
      const { id, drawnAt, state, party = null, result = null, at = null } = check;
      putCheck.run(id, drawnAt, state, party, result, at, JSON.stringify(check));
    }
  };
}

/** What a check came to, for the party it was of. */
export interface KeptResult {
  readonly party: string;
  readonly at: number;
  readonly clean: boolean;
}

/** Where a check lies in their list. */
export interface CheckPlace {
  readonly open: boolean;
  readonly drawn: number;
  readonly id: string;
}

/** Movements of a day that are answered at once; a day of the largest port has fewer. */
const drawsMost = 200_000;

/** The newest ended checks among which those of the sites that are seen are looked for. */
const endedLookedAt = 1000;

export class TrustStore {
  readonly #db: DatabaseSync;
  readonly #drawn: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#drawn = db.prepare('SELECT 1 FROM lottery_draw WHERE movement = ?');
  }

  /** With their keys, the newest first. */
  days(most: number, before = '~'): KeptDay[] {
    const rows = this.#db
      .prepare('SELECT * FROM lottery_day WHERE day < ? ORDER BY day DESC LIMIT ?')
      .all(before, most);
    return rows.map((row) => ({ ...row }) as unknown as KeptDay);
  }

  day(day: string): KeptDay | undefined {
    const row = this.#db.prepare('SELECT * FROM lottery_day WHERE day = ?').get(day);
    return row === undefined ? undefined : ({ ...row } as unknown as KeptDay);
  }

  /** Receipt of the last arrival on disk that began a day; 0 without one. */
  begunAt(): number {
    const { at } = this.#db.prepare('SELECT coalesce(max(committedAt), 0) AS at FROM lottery_day').get() as {
      at: number;
    };
    return at;
  }

  draws(day: string): Draw[] {
    const rows = this.#db.prepare('SELECT body FROM lottery_draw WHERE day = ? ORDER BY rowid LIMIT ?');
    return bodiesOf<Draw>(rows.all(day, drawsMost));
  }

  wasHeard(movement: string): boolean {
    return this.#drawn.get(movement) !== undefined;
  }

  /** Of sites that are seen the newest first, open ones before all: an open one of another site takes no room. */
  checks(limit: number, sees: (site: string) => boolean): Check[] {
    const seen = (rows: readonly Record<string, unknown>[]): Check[] =>
      bodiesOf<Check>(rows).filter(({ site }) => sees(site));
    const ended = this.#db.prepare("SELECT body FROM remote_check WHERE state <> 'open' ORDER BY drawn DESC LIMIT ?");
    const old = seen(ended.all(Math.max(limit, endedLookedAt)));
    return [...seen(this.#openRows()).reverse(), ...old].slice(0, limit);
  }

  /**
   * Checks after one, in the order of `checks`: open ones, then ended ones, the newest first, whoever may see them.
   * @param after the very first one comes after none
   */
  checksAfter(after: CheckPlace | undefined, most: number): Check[] {
    const rows = (of: string, { drawn, id }: Omit<CheckPlace, 'open'>, count: number): Check[] => {
      const which = `WHERE state ${of} 'open' AND (drawn < ? OR (drawn = ? AND id < ?))`;
      const sql = `SELECT body FROM remote_check ${which} ORDER BY drawn DESC, id DESC LIMIT ?`;
      return bodiesOf<Check>(this.#db.prepare(sql).all(drawn, drawn, id, count));
    };
    const top = { drawn: Number.MAX_SAFE_INTEGER, id: '' };
    const open = after === undefined || after.open ? rows('=', after ?? top, most) : [];
    return [...open, ...rows('<>', after === undefined || after.open ? top : after, most - open.length)];
  }

  check(id: string): Check | undefined {
    return bodiesOf<Check>(this.#db.prepare('SELECT body FROM remote_check WHERE id = ?').all(id))[0];
  }

  openChecks(): Check[] {
    return bodiesOf<Check>(this.#openRows());
  }

  #openRows() {
    return this.#db.prepare("SELECT body FROM remote_check WHERE state = 'open' ORDER BY drawn").all();
  }

  /** In order of time; of one party, or of all. */
  results(party?: string): KeptResult[] {
    const of = "state = 'done' AND result <> 'unseen'";
    const whose = party === undefined ? 'party IS NOT NULL' : 'party = ?';
    const rows = this.#db
      .prepare(`SELECT party, at, result FROM remote_check WHERE ${of} AND ${whose} ORDER BY at, id`)
      .all(...(party === undefined ? [] : [party]));
    return rows.map(({ party, at, result }) => {
      return { party: party as string, at: at as number, clean: result === 'clean' };
    });
  }
}

const bodiesOf = <T>(rows: readonly Record<string, unknown>[]): T[] =>
  rows.map(({ body }) => JSON.parse(body as string) as T);
