// What a list without open alerts may say: nothing open is only good news from sources that see and a hub that is heard.

export interface Listening {
  readonly open: number;
  readonly synced: boolean;
  readonly stale: boolean;
  /** Sources that are live. */
  readonly live: number;
}

/** `asking`: not told anything yet; `unheard` and `blind` must never look calm. */
export type Calm = 'open' | 'asking' | 'unheard' | 'blind' | 'calm';

export function calmOf({ open, synced, stale, live }: Listening): Calm {
  if (open > 0) return 'open';
  if (stale) return 'unheard';
  if (!synced) return 'asking';
  return live === 0 ? 'blind' : 'calm';
}
