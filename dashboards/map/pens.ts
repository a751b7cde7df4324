// The strokes of one asset on the canvas: its sign, the boxes that say alert and selected, and the ring of a place.
import type { AssetRow } from '../../hub/contracts/socket.ts';
import type { Colours } from './colours.ts';
import type { Look } from './look.ts';
import { hull, type Sign, signOf } from './symbols.ts';

export interface Placed {
  readonly asset: AssetRow;
  readonly look: Look;
  /** CSS pixels from the map's top left. */
  readonly x: number;
  readonly y: number;
}

interface Outlines {
  readonly outline: Path2D;
  readonly lines: Path2D | undefined;
  readonly strokes: Path2D | undefined;
}

const known = new Map<Sign, Outlines>();

function outlinesOf(sign: Sign): Outlines {
  const path = (data: string | undefined) => (data === undefined ? undefined : new Path2D(data));
  const had = known.get(sign);
  const made = had ?? { outline: new Path2D(sign.outline), lines: path(sign.lines), strokes: path(sign.strokes) };
  if (had === undefined) known.set(sign, made);
  return made;
}

/** A simulated asset is hollow; only a hull is turned, the others tell their course by a tick. */
export function drawSign(
  pen: CanvasRenderingContext2D,
  { asset, look, x, y }: Placed,
  ink: Colours,
  scale: number,
): void {
  const turn = asset.headingDeg ?? asset.cogDeg;
  const sign = signOf(asset.kind, asset.state, turn !== undefined);
  const colour = look.alerting ? ink.s1 : ink.asset;
  const hollow = asset.feed === 'simulated';
  pen.save();
  pen.globalAlpha = look.faded ? 0.4 : 1;
  pen.translate(x, y);
  pen.scale(scale, scale);
  pen.lineWidth = 1.75;
  pen.strokeStyle = colour;
  if (sign === hull) pen.rotate(((turn ?? 0) * Math.PI) / 180);
  else if (turn !== undefined && (asset.sogKn ?? 0) > 0.5) drawTick(pen, turn);
  const { outline, lines, strokes } = outlinesOf(sign);
  pen.fillStyle = hollow ? ink.mapBg : colour;
  pen.fill(outline);
  pen.stroke(outline);
  if (strokes !== undefined) pen.stroke(strokes);
  if (lines !== undefined) {
    pen.strokeStyle = hollow ? colour : ink.mapBg;
    pen.stroke(lines);
  }
  pen.restore();
}

/** A sign in the pen's own colours, its lines in the colour of its outline. */
export function inkSign(pen: CanvasRenderingContext2D, sign: Sign): void {
  const { outline, lines, strokes } = outlinesOf(sign);
  pen.fill(outline);
  pen.stroke(outline);
  if (strokes !== undefined) pen.stroke(strokes);
  if (lines !== undefined) pen.stroke(lines);
}

/** From the sign's rim outwards, the way it goes. */
function drawTick(pen: CanvasRenderingContext2D, turn: number): void {
  const [dx, dy] = [Math.sin((turn * Math.PI) / 180), -Math.cos((turn * Math.PI) / 180)];
  pen.beginPath();
  pen.moveTo(dx * 10, dy * 10);
  pen.lineTo(dx * 17, dy * 17);
  pen.stroke();
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

/** For a crowd: signs and courses are left to the ones that matter; the dot's proportions tell the kind. */
export function drawDot(pen: CanvasRenderingContext2D, { asset, look, x, y }: Placed, ink: Colours): void {
  const [width, height] = dots[asset.kind];
  pen.globalAlpha = look.faded ? 0.4 : 1;
  pen.lineWidth = 1;
  if (asset.feed === 'simulated') {
    pen.strokeStyle = ink.asset;
    pen.strokeRect(x - width / 2, y - height / 2, width, height);
  } else {
    pen.fillStyle = ink.asset;
    pen.fillRect(x - width / 2, y - height / 2, width, height);
  }
  pen.globalAlpha = 1;
}

const dots: Readonly<Record<AssetRow['kind'], readonly [width: number, height: number]>> = {
  vessel: [3, 7],
  vehicle: [4, 4],
  container: [7, 3],
  seal: [2, 2],
};

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
