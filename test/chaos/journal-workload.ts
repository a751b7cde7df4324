// A process that writes through the real journal and says on a file beside it, in order, what it was told is on disk.
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '../../hub/journal/journal.ts';
import { auditedAs, transitionOf } from './workload-entry.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const marks = openSync(join(folder, 'marks'), 'w');
const fail = (says: string): never => {
  throw new Error(says);
};
const journal = new Journal<unknown>(join(folder, 'data'), { reset: false }, { onFull: () => {}, onFault: fail });

/** What belongs together: an input, the change of an alert that follows from it, a line of the audit, a piece of memory. */
function write(i: number): Promise<void> {
  const key = `mmsi:${i % 7}`;
  journal.chain.put(key, { first: i * 1000, base: { i }, events: [] });
  if (i % 3 === 0) journal.chain.forgetBefore(key, (i - 20) * 1000);
  const input = { kind: 'note', payload: Buffer.from(JSON.stringify({ i })), receivedAt: i } as const;
  const entry = { input, transitions: [transitionOf(i)], audited: [auditedAs(i)] };
  return new Promise((durable) =>
    journal.write(entry, () => {
      writeSync(marks, `${i}\n`);
      durable();
    }),
  );
}

for (let i = 1; i <= Number(count); ) {
  const group: Promise<void>[] = [];
  for (let n = 0; n <= i % 4 && i <= Number(count); n += 1, i += 1) group.push(write(i));
  await Promise.all(group);
}
process.exit(0);
