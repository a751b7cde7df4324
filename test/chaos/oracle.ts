// Asks a data folder, from outside and with nothing of the hub's own, whether its hub kept what it promised.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Alert } from '../../hub/contracts/alert.ts';

/** One sequence of one agent: `agent epoch class seq`. */
export type Name = string;

export const nameOf = (agent: string, epoch: string, cls: string, seq: number): Name =>
  `${agent} ${epoch} ${cls} ${seq}`;

/** Every batch of the journal after an input, each as it came. */
export interface Heard {
  readonly agent: string;
  readonly class: string;
  readonly epoch: string;
  readonly first: number;
  readonly events: readonly { readonly seq: number }[];
}

const open = (data: string): DatabaseSync => new DatabaseSync(join(data, 'journal.sqlite'), { readOnly: true });

/** What the journal holds, read on from where it was read last: nothing of it is ever written anew. */
export class Reading {
  /** How often each sequence lies in the journal. */
  readonly times = new Map<Name, number>();
  readonly heard: Heard[] = [];
  readonly #data: string;
  #input = 0;

  constructor(data: string) {
    this.#data = data;
  }

  readOn(): this {
    const db = open(this.#data);
    const rows = db.prepare("SELECT id, agent, class, payload FROM input WHERE kind = 'up' AND id > ? ORDER BY id");
    for (const row of rows.iterate(this.#input)) {
      const { epoch, first, events } = JSON.parse(Buffer.from(row['payload'] as Uint8Array).toString()) as Heard;
      const one: Heard = { agent: row['agent'] as string, class: row['class'] as string, epoch, first, events };
      this.heard.push(one);
      events.forEach((_, i) => {
        const name = nameOf(one.agent, epoch, one.class, first + i);
        this.times.set(name, (this.times.get(name) ?? 0) + 1);
      });
      this.#input = row['id'] as number;
    }
    db.close();
    return this;
  }

  missing(names: Iterable<Name>): Name[] {
    return [...names].filter((name) => !this.times.has(name));
  }

  /** As an agent would tell it that was never disturbed: by agent, each sequence once, in order. */
  inOrder(): Map<string, { readonly seq: number }[]> {
    const by = new Map<string, Map<number, { readonly seq: number }>>();
    for (const { agent, class: cls, epoch, first, events } of this.heard) {
      const stream = `${agent} ${epoch} ${cls}`;
      const held = by.get(stream) ?? new Map<number, { readonly seq: number }>();
      by.set(stream, held);
      for (const [i, event] of events.entries()) held.set(first + i, event);
    }
    return new Map([...by].map(([stream, held]) => [stream, [...held].sort(([a], [b]) => a - b).map(([, e]) => e)]));
  }
}

/** Faults of the file itself and of what follows from the inputs, in words; none where all is well. */
export function faultsOf(data: string): string[] {
  const db = open(data);
  try {
    const { integrity_check: whole } = db.prepare('PRAGMA integrity_check').get() as { integrity_check: string };
    const alerts = db.prepare('SELECT body FROM alert').all();
    const all = alerts.map(({ body }) => JSON.parse(body as string) as Alert);
    return [...(whole === 'ok' ? [] : [`integrity_check: ${whole}`]), ...gapsIn(db), ...twice(all)];
  } finally {
    db.close();
  }
}

/** Transitions are numbered from 1 without a gap, the last of each alert is how it stands, and inputs have none either. */
function gapsIn(db: DatabaseSync): string[] {
  const faults = ['transition', 'input'].flatMap((table) => {
    const id = table === 'input' ? 'id' : 'seq';
    const { n, most } = db.prepare(`SELECT count(*) AS n, coalesce(max(${id}), 0) AS most FROM ${table}`).get() as {
      n: number;
      most: number;
    };
    return n === most ? [] : [`${table}: ${n} of ${most}`];
  });
  const stale = db.prepare(
    'SELECT alert.id FROM alert JOIN transition USING (seq) WHERE transition.body <> alert.body OR alert.id <> transition.alert',
  );
  return [...faults, ...stale.all().map(({ id }) => `alert ${id} is not as it was told last`)];
}

/** Two standing alerts of one rule, key and scope that overlap would be one occurrence told twice. */
export function twice(alerts: readonly Alert[]): string[] {
  const standing = alerts.filter(({ condition }) => condition === 'active' || condition === 'cleared');
  const by = Map.groupBy(standing, ({ rule, key, scope }) => `${rule} ${key} ${scope}`);
  return [...by].flatMap(([what, ones]) => {
    const ordered = ones.toSorted((a, b) => a.from - b.from);
    return ordered
      .slice(1)
      .filter(({ from }, i) => from < (ordered[i]?.to ?? Infinity))
      .map(({ id, from }) => `two alerts: ${what} at ${from} (${id})`);
  });
}

/** Everything two hubs must agree upon: what is left out is ids, `late`, revisions and what people did. */
export const standingOf = (alerts: readonly Alert[], rule: string): string[] =>
  alerts
    .filter(({ rule: its, condition }) => its === rule && (condition === 'active' || condition === 'cleared'))
    .map(({ key, scope, from, to = '', condition, why }) => {
      const evidence = why.evidence.map(({ event, says }) => `${event} ${says}`).join(', ');
      return `${key} ${scope} ${from}–${to} ${condition}: ${evidence}`;
    })
    .sort();
