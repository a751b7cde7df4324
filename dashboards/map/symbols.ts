// The signs of the four kinds of assets as outlines about their middle, for the canvas and for the page alike.
import type { AssetKind } from '../../hub/contracts/port.ts';

/** SVG path data within −10…10, north up. A vessel's points where it heads; the others stand upright. */
export interface Sign {
  readonly outline: string;
  /** Lines within it, drawn in the colour of the ground when the sign is filled. */
  readonly lines?: string;
  /** Lines beside it, which are never filled. */
  readonly strokes?: string;
}

/** A hull from above; a vessel without a course is a boat from the side, for it points nowhere. */
export const hull: Sign = { outline: 'M0-10L5.5 8L0 5L-5.5 8Z' };
const boat: Sign = { outline: 'M-9 1H9L5.5 7H-5.5ZM-3-6H3V-0.5H-3Z' };

/** A lorry from the side: box, cab, wheels. */
const lorry: Sign = {
  outline: 'M-9.5-6H2V3.5H-9.5ZM3-2.5H7L9.5 0.5V3.5H3Z',
  strokes: 'M-7.5 5.5A2 2 0 1 0-3.5 5.5A2 2 0 1 0-7.5 5.5M4 5.5A2 2 0 1 0 8 5.5A2 2 0 1 0 4 5.5',
};

/** A box with its ribs. */
const box: Sign = { outline: 'M-9.5-5.5H9.5V5.5H-9.5Z', lines: 'M-5-3V3M0-3V3M5-3V3' };

/** A padlock, its shackle shut or swung open. */
const lockShut: Sign = { outline: 'M-6-1H6V8H-6Z', lines: 'M0 2V5', strokes: 'M-3.5-1V-4.5A3.5 3.5 0 0 1 3.5-4.5V-1' };
const lockOpen: Sign = {
  outline: 'M-6-1H6V8H-6Z',
  lines: 'M0 2V5',
  strokes: 'M3.5-1V-5.5A3.5 3.5 0 0 1 10.5-5.5V-3.5',
};

export const signs: Readonly<Record<AssetKind, Sign>> = {
  vessel: boat,
  vehicle: lorry,
  container: box,
  seal: lockShut,
};

/** The sign of one asset: what it heads for or that it is open is told by its outline. */
export function signOf(kind: AssetKind, state: string | undefined, headed: boolean): Sign {
  if (kind === 'vessel') return headed ? hull : boat;
  return kind === 'seal' && state === 'open' ? lockOpen : signs[kind];
}
