// The AIS adapter: NMEA from a file at any speed, a TCP server or a UDP port.
import { createReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Adapter, Observed } from '../adapter.ts';
import { Lines, TcpLink, UdpLink } from './link.ts';
import { Receiver } from './receiver.ts';

/** `speed` is times real time; 0 or none is as fast as it goes. `began`, ms: for a recording that tells no time. */
export type AisSource =
  | { readonly kind: 'file'; readonly path: string; readonly speed?: number; readonly began?: number }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'udp'; readonly port: number; readonly host?: string };

type Emit = (observed: Observed) => void | Promise<void>;

/** The longest wait a timer can do; a longer one would fire at once. */
const timerMost = 2 ** 31 - 1;

/** A ship's own second may lie up to a minute back (see event-time), and so may what a live link tells. */
export function aisAdapter({ source, now }: { source: AisSource; now: () => number }): Adapter {
  if (source.kind === 'file') return fromFile(source);
  const receiver = new Receiver(now);
  const link = source.kind === 'tcp' ? new TcpLink(source) : new UdpLink(source);
  return {
    lagMs: 60_000,
    start: (emit) =>
      link.open((line) => {
        for (const observed of receiver.hear(line)) void emit(observed);
      }),
    stop: () => link.close(),
    ended: new Promise(() => {}),
    counts: () => receiver.counts,
  };
}

function fromFile({ path, speed = 0, began }: Extract<AisSource, { kind: 'file' }>): Adapter {
  const receiver = new Receiver(undefined, began);
  const stopping = new AbortController();
  const { signal } = stopping;
  let last: number | undefined;

  async function hear(line: string, emit: Emit): Promise<void> {
    const heard = receiver.hear(line);
    const { clock } = receiver;
    const gap = clock === undefined || last === undefined ? 0 : clock - last;
    last = clock;
    // A stop in the middle of a wait ends the wait; the loop then sees it.
    if (speed > 0 && gap > 0) await pause(Math.min(gap / speed, timerMost), undefined, { signal }).catch(() => {});
    for (const observed of heard) if (!signal.aborted) await emit(observed);
  }

  return {
    lagMs: 0,
    async start(emit) {
      const lines = new Lines();
      // The stream itself is iterated, so that a missing file rejects and a slow `emit` holds the reading back.
      for await (const chunk of createReadStream(path)) {
        for (const line of lines.cut(chunk as Buffer)) {
          if (signal.aborted) return;
          await hear(line, emit);
        }
      }
      await hear(lines.end(), emit);
    },
    async stop() {
      stopping.abort();
    },
    counts: () => receiver.counts,
  };
}
