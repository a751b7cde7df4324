// A part of a crowd, as a process of its own: so many sockets that come in at once, each until it has the whole picture.
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { io } from 'socket.io-client';
import { unpacked } from '../../dashboards/link/unpack.ts';
import type { Answer, SyncAnswer } from '../../hub/contracts/socket.ts';

/** What one part of a crowd got. */
export interface Came {
  /** Until each had its picture, ms from when they were told to come. */
  readonly ms: readonly number[];
  readonly refused: number;
  readonly bytes: number;
  /** Digests of the alerts as they were packed, and what is in the first one. */
  readonly pictures: readonly string[];
  readonly alerts: readonly string[];
}

const againMs = 100;
const ackMs = 30_000;

/** Asks until it is answered: who is refused for coming too soon comes again. */
async function synced(web: string): Promise<{ answer: SyncAnswer; ms: number; end: () => void }> {
  const began = performance.now();
  const socket = io(web, { transports: ['websocket'], forceNew: true, reconnection: true, reconnectionDelay: againMs });
  await new Promise<void>((up) => socket.once('connect', () => up()));
  for (;;) {
    const answer: Answer<SyncAnswer> = await socket.timeout(ackMs).emitWithAck('sync', { packed: true });
    if (answer.ok) return { answer: answer.value, ms: performance.now() - began, end: () => void socket.disconnect() };
    await new Promise((done) => setTimeout(done, againMs));
  }
}

async function come(web: string, sockets: number): Promise<Came> {
  const all = await Promise.allSettled(Array.from({ length: sockets }, () => synced(web)));
  const there = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const packed = there.map(({ answer }) => [answer.live.packed, answer.alerts.packed].map((part) => bytesOf(part)));
  const pictures = new Set(
    packed.map(([, alerts]) =>
      createHash('sha256')
        .update(alerts ?? '')
        .digest('hex'),
    ),
  );
  const first = there[0] && (await unpacked(there[0].answer));
  for (const { end } of there) end();
  return {
    ms: there.map(({ ms }) => ms),
    refused: sockets - there.length,
    bytes: packed.flat().reduce((sum, part) => sum + part.length, 0),
    pictures: [...pictures],
    alerts: first?.alerts.frame.alerts.map(({ id }) => id).sort() ?? [],
  };
}

const bytesOf = (packed: SyncAnswer['live']['packed']): Uint8Array =>
  packed === undefined ? new Uint8Array() : new Uint8Array(packed);

process.on('message', ({ web, sockets }: { web: string; sockets: number }) => {
  void come(web, sockets).then((came) => process.send?.(came));
});
