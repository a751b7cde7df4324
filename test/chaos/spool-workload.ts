// A process that keeps observations in a real spool, and says on a file beside it, in order, what it was told is kept or let go.
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Spool } from '../../edge-agents/spool.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const marks = openSync(join(folder, 'marks'), 'w');
const say = (line: string): void => void writeSync(marks, `${line}\n`);
const spool = new Spool(join(folder, 'spool.sqlite'));
say(`epoch ${spool.epoch}`);
for (let i = 1; i <= Number(count); ) {
  const group = Array.from({ length: 1 + (i % 5) }, (_, n) => i + n);
  spool.keep(group.map((n) => ({ type: 'vessel.position', subject: 'mmsi:1', time: n, data: { n } })));
  i += group.length;
  say(`kept ${i - 1}`);
  if (i % 3 !== 0) continue;
  say(`let ${i - 8}`);
  spool.acked('routine', i - 8);
}
process.exit(0);
