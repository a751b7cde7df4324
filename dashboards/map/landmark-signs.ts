// The small signs of sites, lanes and devices: outlines about their middle, as in symbols.ts.
import type { Landmark } from './landmarks.ts';
import type { Sign } from './symbols.ts';

/** A house on a pole for a site; it is told from the assets by being round. */
const siteSign: Sign = { outline: 'M0-9A9 9 0 1 0 0 9A9 9 0 1 0 0-9Z', strokes: 'M-4 4V-1L0-4.5L4-1V4Z' };

const camera: Sign = { outline: 'M-6-3H2V3H-6ZM2-1L6-3.5V3.5L2 1Z' };
const antenna: Sign = {
  outline: 'M0-2A2 2 0 1 0 0 2A2 2 0 1 0 0-2Z',
  strokes: 'M0 2V7M-4-4A5.5 5.5 0 0 0-4 4M4-4A5.5 5.5 0 0 1 4 4',
};
const scale: Sign = { outline: 'M-6 2H6V5H-6Z', strokes: 'M-4 2L-2-4H2L4 2' };
const barrier: Sign = { outline: 'M-6-1H-3V6H-6Z', strokes: 'M-4.5 0L6-4' };

const laneIn: Sign = { outline: 'M-5-6H5V6H-5Z', strokes: 'M0 4V-3M-3 0L0-3.5L3 0' };
const laneOut: Sign = { outline: 'M-5-6H5V6H-5Z', strokes: 'M0-4V3M-3 0L0 3.5L3 0' };
const laneBoth: Sign = { outline: 'M-5-6H5V6H-5Z', strokes: 'M0-4V4M-2.5-1.5L0-4L2.5-1.5M-2.5 1.5L0 4L2.5 1.5' };

export function signOfLandmark(one: Landmark): Sign {
  if (one.is === 'site') return siteSign;
  if (one.is === 'lane') return { in: laneIn, out: laneOut, both: laneBoth }[one.direction];
  return { camera, antenna, scale, barrier }[one.kind];
}
