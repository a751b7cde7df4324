// Asks the hub for the port's fences, names and time zone; trouble is an answer, not an exception.
import type { Port } from '../../hub/contracts/port.ts';
import type { Answer } from '../../hub/contracts/socket.ts';

export async function askPort(): Promise<Answer<Port>> {
  try {
    const response = await fetch('/api/v1/port', { headers: { accept: 'application/json' } });
    if (!response.ok) return { ok: false, code: `http-${response.status}` };
    return { ok: true, value: (await response.json()) as Port };
  } catch {
    return { ok: false, code: 'unreachable' };
  }
}
