// A sync's answer as if nothing of it had been packed: what came as bytes is put before what has changed since.
import type { AlertFrame, LiveFrame, SyncAnswer } from '../../hub/contracts/socket.ts';

/** @throws where the bytes are not what they should be; the sync has then failed, like one without an answer */
export async function unpacked({ live, alerts, checks }: SyncAnswer): Promise<SyncAnswer> {
  const [before, told] = await Promise.all([
    rowsOf<Pick<LiveFrame, 'assets' | 'agents' | 'segments'>>(live.packed),
    rowsOf<Pick<AlertFrame, 'alerts'>>(alerts.packed),
  ]);
  return {
    live: { ...live, frame: over(before, live.frame) },
    alerts: { ...alerts, frame: alertsOver(told, alerts.frame) },
    checks,
  };
}

function over(before: Pick<LiveFrame, 'assets' | 'agents' | 'segments'> | undefined, frame: LiveFrame): LiveFrame {
  if (before === undefined) return frame;
  const gone = new Set(frame.gone);
  return {
    ...frame,
    assets: [...before.assets.filter(({ id }) => !gone.has(id)), ...frame.assets],
    agents: [...before.agents, ...frame.agents],
    segments: [...before.segments, ...frame.segments],
  };
}

const alertsOver = (before: Pick<AlertFrame, 'alerts'> | undefined, frame: AlertFrame): AlertFrame =>
  before === undefined ? frame : { ...frame, alerts: [...before.alerts, ...frame.alerts] };

/** The browser unpacks beside the page's own thread. */
async function rowsOf<T>(packed: SyncAnswer['live']['packed']): Promise<T | undefined> {
  if (packed === undefined) return undefined;
  const words = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(words).json()) as T;
}
