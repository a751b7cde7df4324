// The hub killed at its N-th write, and at its N-th sync, for every N of a small workload: by strace, which kills at the call itself.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { epochOne, HandAgent, inside, outside, positionEvent, temporaryFolder, until } from '../a-port.ts';
import { aHome, brokerOf, type Home, startLife } from './a-life.ts';
import { faultsOf, nameOf, Reading } from './oracle.ts';
import { meddling } from './write-log.ts';

export interface KilledAt {
  /** Whether it was killed, or had done all there was to do before. */
  readonly killed: boolean;
  readonly acked: number;
  readonly faults: readonly string[];
}

export type Call = 'pwrite64' | 'fsync';

const batches = 5;

/** Small: a ship goes in and out, five batches, one after the other, each acked before the next. */
async function tell(broker: string, isGone: () => boolean): Promise<number> {
  const began = Date.now() - 60_000;
  const hand = await HandAgent.connect(broker);
  const gone = until('the hub is gone', isGone, 60_000).then(() => 'gone' as const);
  let acked = 0;
  for (let seq = 1; seq <= 2 * batches; seq += 2) {
    const two = [seq, seq + 1].map((n) => {
      const place = n % 4 < 2 ? outside : inside;
      return positionEvent({ seq: n, ...place, time: began + n * 1000 });
    });
    const sent = hand.send(two).then(
      () => 'acked',
      () => 'gone',
    );
    if ((await Promise.race([sent, gone])) === 'gone') break;
    acked = seq + 1;
  }
  await hand.end();
  return acked;
}

/** A data folder that a hub has made and left, so that what is counted is what is heard, and not what is made. */
export async function madeBefore(data: string): Promise<string> {
  const life = startLife(await aHome(data));
  await life.ready;
  await life.kill('SIGTERM');
  return data;
}

/**
 * Kills the first thread whose N-th such call it is, at the call; then begins again, unhurt, and looks.
 * @param made a folder to begin with; else the hub makes its own, and may be killed while it does
 */
export async function killedAt(call: Call, n: number, made?: string): Promise<KilledAt> {
  const folder = temporaryFolder();
  const home = await aHome(join(folder.path, 'data'));
  if (made !== undefined) cpSync(made, home.data, { recursive: true });
  try {
    const life = startLife({ ...home, under: meddling(call, `signal=SIGKILL:when=${n}`) });
    const acked = (await life.ready) === undefined ? 0 : await tellTo(home, life.isGone);
    const killed = await endOf(life);
    const again = startLife(home);
    if ((await again.ready) === undefined)
      return { killed, acked, faults: [`it does not begin again: ${again.said()}`] };
    await again.kill('SIGTERM');
    return { killed, acked, faults: [...faultsOf(home.data), ...missing(home, acked)] };
  } finally {
    folder.remove();
  }
}

/** It may be gone before anybody could come in. */
async function tellTo(home: Home, isGone: () => boolean): Promise<number> {
  const told = tell(brokerOf(home), isGone).catch(() => 0);
  const gone = until('the hub is gone', isGone, 60_000).then(() => 0);
  return Promise.race([told, gone.then(() => told)]);
}

/** Asked to stop only when all was told. */
async function endOf({ child, kill, said }: ReturnType<typeof startLife>): Promise<boolean> {
  await kill('SIGTERM');
  if (child.signalCode === 'SIGKILL') return true;
  if (child.exitCode === 0) return false;
  throw new Error(`the hub ended with ${child.exitCode ?? child.signalCode}: ${said()}`);
}

function missing({ data }: Home, acked: number): string[] {
  const names = Array.from({ length: acked }, (_, i) => nameOf('hand', epochOne, 'routine', i + 1));
  return new Reading(data).readOn().missing(names);
}
