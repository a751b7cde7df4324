// npm run fuzz: for so many seconds rubbish for the line itself, then for a real hub on every door.
import { parseArgs } from 'node:util';
import { startHub, temporaryFolder } from '../a-port.ts';
import { fuzzHub } from './fuzz-hub.ts';
import { fuzzLine } from './fuzz-line.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, seconds: { type: 'string', default: '60' } },
});
/** A hub that holds more, MB, has let rubbish pile up. */
const mostMb = 700;

const [seed, seconds] = [Number(values.seed), Number(values.seconds)];
const end = performance.now() + (seconds * 1000) / 2;
const line = fuzzLine(seed, () => performance.now() > end);
process.stdout.write(`line: ${JSON.stringify(line)}\n`);
const folder = temporaryFolder();
const hub = await startHub(folder.path);
const told = await fuzzHub(hub, seed, seconds / 2, mostMb);
await hub.kill('SIGKILL');
folder.remove();
process.stdout.write(`hub: ${JSON.stringify(told)}\n`);
if (line.broken.length + told.broken.length > 0) process.exitCode = 1;
