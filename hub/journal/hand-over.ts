// What a group holds of bytes goes to the writer in one piece, moved and not copied.
import type { Entry } from './entry.ts';

type Bytes = Uint8Array;

/**
 * A payload is most often a view into what the socket brought, and a message copies all of that, not the view: so the bytes
 * of a group are laid end to end in memory of their own, which changes its owner.
 */
export function handedOver(entries: readonly Entry[]): { entries: Entry[]; moved: ArrayBuffer } {
  let length = 0;
  for (const entry of entries) eachOf(entry, (bytes) => (length += bytes.length));
  const whole = Buffer.allocUnsafeSlow(length);
  let at = 0;
  const laid = <T extends Bytes>(bytes: T): T => {
    whole.set(bytes, at);
    at += bytes.length;
    return whole.subarray(at - bytes.length, at) as Bytes as T;
  };
  return { entries: entries.map((entry) => withBytes(entry, laid)), moved: whole.buffer };
}

function eachOf({ input, chain, snapshot }: Entry, act: (bytes: Bytes) => void): void {
  if (input !== undefined && 'payload' in input) act(input.payload);
  for (const op of chain ?? []) if ('body' in op) act(op.body);
  if (snapshot !== undefined) act(snapshot.body);
}

function withBytes(entry: Entry, laid: <T extends Bytes>(bytes: T) => T): Entry {
  const { input, chain, snapshot } = entry;
  return {
    ...entry,
    ...(input !== undefined && { input: 'payload' in input ? { ...input, payload: laid(input.payload) } : input }),
    ...(chain !== undefined && { chain: chain.map((op) => ('body' in op ? { ...op, body: laid(op.body) } : op)) }),
    ...(snapshot !== undefined && { snapshot: { ...snapshot, body: laid(snapshot.body) } }),
  };
}
