// The assets on a canvas of their own: turned triangles with names, drawn whole on every frame, the alerting ones last.
import Layer from 'ol/layer/Layer.js';
import type { FrameState } from 'ol/Map.js';
import { fromLonLat } from 'ol/proj.js';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { type Colours, colours } from './colours.ts';
import { LabelBoard } from './label-board.ts';

/** What an asset looks like, decided by the page; the layer only draws. */
export interface Mark {
  readonly asset: AssetRow;
  readonly alerting: boolean;
  readonly faded: boolean;
  readonly selected: boolean;
}

interface Placed {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
}

/** How near a click must be, in CSS pixels: half of a 28-pixel target. */
const reach = 14;

export class AssetLayer extends Layer {
  #marks: () => readonly Mark[];
  #canvas = document.createElement('canvas');
  #placed: Placed[] = [];

  constructor(marks: () => readonly Mark[]) {
    super({});
    this.#marks = marks;
    this.#canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  }

  override render(frame: FrameState): HTMLElement {
    const [width = 0, height = 0] = frame.size;
    this.#canvas.width = Math.round(width * frame.pixelRatio);
    this.#canvas.height = Math.round(height * frame.pixelRatio);
    const pen = this.#canvas.getContext('2d');
    this.#placed = place(this.#marks(), frame);
    if (pen !== null) {
      pen.scale(frame.pixelRatio, frame.pixelRatio);
      draw(pen, this.#placed);
    }
    return this.#canvas;
  }

  /** The asset nearest to a pixel, within reach of a finger. */
  at(x: number, y: number): string | undefined {
    const near = this.#placed
      .map((placed) => ({ id: placed.mark.asset.id, d: Math.hypot(placed.x - x, placed.y - y) }))
      .filter(({ d }) => d <= reach);
    return near.sort((a, b) => a.d - b.d)[0]?.id;
  }
}

/** Where the marks stand, in CSS pixels; the map does not turn. Off-screen ones are left out. */
function place(marks: readonly Mark[], { size, viewState }: FrameState): Placed[] {
  const [width = 0, height = 0] = size;
  const [cx = 0, cy = 0] = viewState.center;
  const placed = marks.map((mark) => {
    const [mx = 0, my = 0] = fromLonLat([mark.asset.lon, mark.asset.lat]);
    const x = width / 2 + (mx - cx) / viewState.resolution;
    return { mark, x, y: height / 2 - (my - cy) / viewState.resolution };
  });
  const seen = placed.filter(({ x, y }) => x > -40 && y > -40 && x < width + 40 && y < height + 40);
  return seen.sort((a, b) => weight(a.mark) - weight(b.mark));
}

const weight = (mark: Mark): number => (mark.selected ? 2 : 0) + (mark.alerting ? 1 : 0);

function draw(pen: CanvasRenderingContext2D, placed: readonly Placed[]): void {
  const ink = colours();
  const board = new LabelBoard(pen, ink);
  for (const spot of placed) {
    pen.globalAlpha = spot.mark.faded ? 0.4 : 1;
    drawHull(pen, spot, ink);
    drawBoxes(pen, spot, ink);
  }
  // The gravest are named first, so that a lesser name yields to them.
  for (const { mark, x, y } of placed.toReversed()) {
    pen.globalAlpha = mark.faded ? 0.6 : 1;
    board.write(mark.asset.name ?? mark.asset.id, x, y, mark.alerting || mark.selected);
  }
}

/** A simulated vessel is hollow; one without a course is a diamond, for it points nowhere. */
function drawHull(pen: CanvasRenderingContext2D, { mark, x, y }: Placed, ink: Colours): void {
  const turn = mark.asset.headingDeg ?? mark.asset.cogDeg;
  pen.save();
  pen.translate(x, y);
  pen.rotate(((turn ?? 0) * Math.PI) / 180);
  pen.beginPath();
  if (turn === undefined)
    for (const [px, py] of [
      [0, -6],
      [6, 0],
      [0, 6],
      [-6, 0],
    ] as const)
      pen.lineTo(px, py);
  else
    for (const [px, py] of [
      [0, -10],
      [5.5, 8],
      [0, 5],
      [-5.5, 8],
    ] as const)
      pen.lineTo(px, py);
  pen.closePath();
  pen.lineWidth = 1.75;
  pen.strokeStyle = pen.fillStyle = mark.alerting ? ink.s1 : ink.asset;
  if (mark.asset.feed !== 'simulated') pen.fill();
  pen.stroke();
  pen.restore();
}

function drawBoxes(pen: CanvasRenderingContext2D, { mark, x, y }: Placed, ink: Colours): void {
  pen.lineWidth = 2;
  if (mark.alerting) {
    pen.strokeStyle = ink.s1;
    pen.strokeRect(x - 15, y - 15, 30, 30);
  }
  if (mark.selected) {
    pen.strokeStyle = ink.focus;
    pen.strokeRect(x - 19, y - 19, 38, 38);
  }
}
