// The strokes of one asset on the canvas: its hull, the boxes that say alert and selected, and the ring of a place.
import type { AssetRow } from '../../hub/contracts/socket.ts';
import type { Colours } from './colours.ts';
import type { Look } from './look.ts';

export interface Placed {
  readonly asset: AssetRow;
  readonly look: Look;
  /** CSS pixels from the map's top left. */
  readonly x: number;
  readonly y: number;
}

type Outline = readonly (readonly [x: number, y: number])[];

const arrow: Outline = [
  [0, -10],
  [5.5, 8],
  [0, 5],
  [-5.5, 8],
];
const diamond: Outline = [
  [0, -6],
  [6, 0],
  [0, 6],
  [-6, 0],
];

const cab: Outline = [
  [0, -9],
  [5, -4],
  [5, 8],
  [-5, 8],
  [-5, -4],
];
const box: Outline = [
  [-7, -4],
  [7, -4],
  [7, 4],
  [-7, 4],
];
const lock: Outline = [
  [-4, -2],
  [-2, -6],
  [2, -6],
  [4, -2],
  [4, 5],
  [-4, 5],
];

/** A kind is told by its shape, never by colour alone; a ship without a course is a diamond, for it points nowhere. */
function outlineOf({ kind }: AssetRow, turn: number | undefined): Outline {
  if (kind === 'vehicle') return cab;
  if (kind === 'container') return box;
  if (kind === 'seal') return lock;
  return turn === undefined ? diamond : arrow;
}

/** A simulated asset is hollow. */
export function drawHull(pen: CanvasRenderingContext2D, { asset, look, x, y }: Placed, ink: Colours): void {
  const turn = asset.headingDeg ?? asset.cogDeg;
  pen.save();
  pen.globalAlpha = look.faded ? 0.4 : 1;
  pen.translate(x, y);
  pen.rotate(((turn ?? 0) * Math.PI) / 180);
  pen.beginPath();
  for (const [px, py] of outlineOf(asset, turn)) pen.lineTo(px, py);
  pen.closePath();
  pen.lineWidth = 1.75;
  pen.strokeStyle = pen.fillStyle = look.alerting ? ink.s1 : ink.asset;
  if (asset.feed !== 'simulated') pen.fill();
  pen.stroke();
  pen.restore();
}

/** Never faded: the position may be old, the alert is not over for that. */
export function drawBoxes(pen: CanvasRenderingContext2D, { look, x, y }: Placed, ink: Colours): void {
  pen.lineWidth = 2;
  if (look.alerting) {
    pen.strokeStyle = ink.s1;
    pen.strokeRect(x - 15, y - 15, 30, 30);
  }
  if (look.selected) {
    pen.strokeStyle = ink.focus;
    pen.strokeRect(x - 19, y - 19, 38, 38);
  }
}

/** For a crowd: hull and course are left to the ones that matter. */
export function drawDot(pen: CanvasRenderingContext2D, { asset, look, x, y }: Placed, ink: Colours): void {
  pen.globalAlpha = look.faded ? 0.4 : 1;
  pen.strokeStyle = pen.fillStyle = ink.asset;
  pen.lineWidth = 1;
  if (asset.feed === 'simulated') pen.strokeRect(x - 2, y - 2, 4, 4);
  else pen.fillRect(x - 2, y - 2, 4, 4);
  pen.globalAlpha = 1;
}

/** Where the evidence saw it: a ring, for the asset itself may have moved on. */
export function drawRing(pen: CanvasRenderingContext2D, [x, y]: readonly [number, number], ink: Colours): void {
  for (const [width, colour] of [
    [5, ink.mapBg],
    [2, ink.focus],
  ] as const) {
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.beginPath();
    pen.arc(x, y, 8, 0, 2 * Math.PI);
    pen.stroke();
  }
}
