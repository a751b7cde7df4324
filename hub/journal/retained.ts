// What the journal holds by now: how much, since when, and how far retention has come.
import type { DatabaseSync } from 'node:sqlite';
import { type Swept, sweptNothing } from './retention.ts';

/** `bytes` are used, `room` is left in the file by what went; `oldest` is the receipt of the first batch there is, ms. */
export interface Retained {
  readonly bytes: number;
  readonly room: number;
  readonly oldest: number | undefined;
  readonly swept: Swept;
}

export function retainedIn(db: DatabaseSync): Retained {
  const pragma = (name: string): number => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  const size = pragma('page_size');
  const room = pragma('freelist_count') * size;
  const body = db.prepare("SELECT body FROM cursor WHERE name = 'retention'").get()?.['body'] as string | undefined;
  const swept: Swept = body === undefined ? sweptNothing : JSON.parse(body);
  // Behind what was looked at everything is there; before it only what had to stay.
  const first = db.prepare('SELECT received FROM input WHERE id > ? ORDER BY id LIMIT 1').get(swept.input);
  return { bytes: pragma('page_count') * size - room, room, oldest: first?.['received'] as number | undefined, swept };
}
