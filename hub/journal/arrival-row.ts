// An arrival as its row tells it.
import type { Arrival } from '../flow.ts';

/** Arrivals that name no agent. */
const unsigned = new Set<unknown>([
  'plan',
  'note',
  'act',
  'acknowledge',
  'picture',
  'lottery-day',
  'check',
  'replay',
  'slept',
]);

export function arrivalOf(row: Record<string, unknown>): Arrival {
  const { kind, site, agent, class: cls, received, payload } = row;
  const at = { kind, receivedAt: received };
  if (kind === 'listening' || kind === 'clock') return at as Arrival;
  const said = { ...at, payload: Buffer.from(payload as Uint8Array) };
  if (unsigned.has(kind)) return said as Arrival;
  if (kind === 'capture') return { ...said, account: agent, proceed: cls === 'proceed' } as Arrival;
  return { ...said, site, agent, ...(kind === 'up' && { class: cls }) } as Arrival;
}
