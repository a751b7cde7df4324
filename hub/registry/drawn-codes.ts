// What can be wrong with a drawn fence, one code each, and how grave it is.
import type { Fault } from '../files/place.ts';

/** `fault`: it is refused. `warning`: it can be read, and is probably not what was meant. `tolerated`: another way to write the same. */
export type Weight = 'fault' | 'warning' | 'tolerated';

/** A code is never used again for another meaning. */
export const drawnCodes = {
  'drawn-shape': 'fault',
  'drawn-off-earth': 'fault',
  'drawn-far': 'fault',
  'drawn-swapped': 'fault',
  'drawn-many': 'fault',
  'drawn-unclosed': 'fault',
  'drawn-crossing': 'fault',
  'drawn-flat': 'fault',
  'drawn-hole-outside': 'fault',
  'drawn-hole-crossing': 'fault',
  'drawn-hole-nested': 'fault',
  'drawn-spike': 'warning',
  'drawn-doubled': 'warning',
  'drawn-datum': 'warning',
  'drawn-winding': 'tolerated',
} as const satisfies Record<string, Weight>;
export type DrawnCode = keyof typeof drawnCodes;

/** What has no code here is a fault. */
export const weightOf = ({ code = '' }: Fault): Weight =>
  Object.hasOwn(drawnCodes, code) ? drawnCodes[code as DrawnCode] : 'fault';

export const isFault = (fault: Fault): boolean => weightOf(fault) === 'fault';
