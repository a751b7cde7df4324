// The heartbeats of a routing file: which receivers are told again and again that the hub is there, and how often.
import type { Fault, Place } from '../files/place.ts';
import { readDuration } from './duration.ts';
import type { Addressee, Receiver } from './receiver-file.ts';

/** One way on which a heart beats, every so many ms. A mailbox would notice nothing. */
export interface Pulse {
  readonly name: string;
  readonly target: Exclude<Addressee, { kind: 'mail' }>;
  readonly intervalMs: number;
}

const usualMs = 30_000;
const [leastMs, mostMs] = [1000, 3_600_000];

/** A receiver may be named once: two beats of one hub at the same place would contradict each other. */
export function readHeartbeats(
  place: Place,
  receivers: ReadonlyMap<string, Receiver>,
  { fault, known }: { fault: (fault: Fault) => void; known: (place: Place, names: Set<string>) => void },
): Pulse[] {
  if (place.value !== undefined && !Array.isArray(place.value)) fault(place.fault('heartbeats is a list'));
  const named = new Set<string>();
  return place.entries.flatMap((one) => {
    known(one, new Set(['receiver', 'interval']));
    const { text: name = '' } = one.at('receiver');
    const receiver = receivers.get(name);
    const says = named.has(name) ? `${name} is there twice` : `there is no receiver ${name}`;
    if (receiver === undefined || named.has(name)) fault(one.at('receiver').fault(says));
    named.add(name);
    const ways = receiver?.ways.flatMap(({ name, target }) => (target.kind === 'mail' ? [] : [{ name, target }])) ?? [];
    if (receiver !== undefined && ways.length === 0)
      fault(one.at('receiver').fault(`${name} has no webhook, Alertmanager or topic to which a heart could beat`));
    const intervalMs = intervalOf(one.at('interval'), fault);
    return ways.map((way) => ({ ...way, intervalMs }));
  });
}

function intervalOf(place: Place, fault: (fault: Fault) => void): number {
  if (place.value === undefined) return usualMs;
  const ms = readDuration(place.text ?? '');
  if (ms !== undefined && ms >= leastMs && ms <= mostMs) return ms;
  fault(place.fault(`${String(place.value)} is no duration from 1s to 1h, such as 30s`));
  return usualMs;
}
