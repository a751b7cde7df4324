// What can be wrong with a drawn fence, one code each, and how grave it is.
import type { DrawnCode, Weight } from '../contracts/drawn.ts';
import type { Fault } from '../files/place.ts';

export type { DrawnCode } from '../contracts/drawn.ts';

const weights = {
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
} as const satisfies Record<DrawnCode, Weight>;

/** What has no code here is a fault. */
export const weightOf = ({ code = '' }: Fault): Weight =>
  Object.hasOwn(weights, code) ? weights[code as DrawnCode] : 'fault';

export const isFault = (fault: Fault): boolean => weightOf(fault) === 'fault';
