// A hub that dies at the worst moment: a core over a real journal, killed when the snapshot that would have shortened its tail is on its way to the disk.
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../hub/clock.ts';
import { Core } from '../../hub/core.ts';
import type { Entry } from '../../hub/journal/entry.ts';
import { Journal } from '../../hub/journal/journal.ts';
import { type WriterOf, writerThread } from '../../hub/journal/writer-thread.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import type { KeyState } from '../../hub/rules/key-state.ts';
import { newKey } from '../../hub/trust/lottery.ts';
import { inside, outside, positionEvent, root } from '../a-port.ts';

const [folder = '', what = 'die', keysAsked = '100000', openAsked = '10000', roundsAsked = '2'] = process.argv.slice(2);
const [keys, open] = [Number(keysAsked), Number(openAsked)];
const perBatch = 256;
/** Rounds that end well, all keys being told of all the while, before the one that does not. */
const roundsBefore = Number(roundsAsked);
/** Each life of the teller tells anew. */
/** One spool through all lives; each goes on far beyond the one before, whose last words nobody holds any more. */
const epoch = '0123456789abcdef';
const gone = systemClock.now() * 1000;

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
let heard = 0;
let snapshots = 0;
let armedAt = Infinity;

/** Sees every group before it is written: the last snapshot of all never is. */
const watched: WriterOf = (path, events) => {
  const writer = writerThread(path, events);
  const look = ({ snapshot }: Entry): void => {
    if (snapshot === undefined) return;
    snapshots += 1;
    if (snapshots < armedAt) return;
    process.kill(process.pid, 'SIGKILL');
  };
  return {
    write(group, entries) {
      entries.forEach(look);
      writer.write(group, entries);
    },
    close: () => writer.close(),
  };
};

const onFault = (says: string): never => {
  throw new Error(says);
};
const journal = new Journal<KeyState>(folder, { reset: false }, { onFull: () => {}, onFault }, watched);
const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const core = new Core(journal, { plan, clock: systemClock, later: setImmediate as never, newKey, page: () => '' });
await core.resume();
await core.listen();
core.run();

/** The next batch: ships in turn, the first ones inside the restricted water front. */
async function tell(): Promise<void> {
  const receivedAt = systemClock.now();
  const first = gone + heard + 1;
  const events = Array.from({ length: perBatch }, (_, i) => {
    const ship = (heard + i) % keys;
    const place = ship < open ? inside : outside;
    return positionEvent({
      seq: first + i,
      ...place,
      time: receivedAt,
      mmsi: 200_000_000 + ship,
      agent: 'teller',
      epoch,
    });
  });
  const payload = Buffer.from(JSON.stringify({ v: 1, epoch, first, gone, events }));
  heard += perBatch;
  core.commit({ kind: 'up', site: 'shatian-wharf', agent: 'teller', class: 'routine', payload, receivedAt });
  await core.room();
  await setImmediate();
}

if (what === 'begin') {
  core.rest();
  await core.close();
} else {
  while (heard < keys * 4) await tell();
  const from = performance.now();
  const at = heard;
  armedAt = snapshots + roundsBefore + 1;
  say({ open: core.book.open, keys: core.engine.keys, snapshots });
  for (;;) {
    await tell();
    if (heard % (perBatch * 40) === 0)
      say({ told: heard, perSecond: Math.round(((heard - at) / (performance.now() - from)) * 1000) });
  }
}
