// The track of the asset that is open, below the signs: its line, arrows the way it went, and the times at both ends.
import type { FrameState } from 'ol/Map.js';
import type { TrackPoint } from '../../hub/contracts/track.ts';
import { CanvasLayer } from './canvas-layer.ts';
import { type Colours, colours } from './colours.ts';
import { pixelsOf } from './frame-place.ts';
import { mapFont } from './name-look.ts';
import { type Arrow, arrowsOf, lengthOf, type Spot, stretchesOf } from './track-shape.ts';

export interface TrackView {
  /** Oldest first; none where no track is to be drawn. */
  readonly track: () => readonly TrackPoint[];
  /** How a moment of it is written. */
  readonly trackTime: (t: number) => string;
}

const arrowEveryPx = 70;
/** Nearer than this to each other, both ends have one label. */
const apartPx = 60;

export class TrackLayer extends CanvasLayer {
  #view: TrackView;

  constructor(view: TrackView) {
    super('track');
    this.#view = view;
  }

  override paint(pen: CanvasRenderingContext2D, frame: FrameState): void {
    const points = this.#view.track();
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) return;
    const pixel = pixelsOf(frame);
    const spot = ({ lon, lat }: TrackPoint): Spot => pixel(lon, lat);
    const ink = colours();
    for (const stretch of stretchesOf(points)) drawWay(pen, stretch.points.map(spot), stretch.isSilent, ink);
    for (const arrow of arrowsOf(points.map(spot), arrowEveryPx)) drawArrow(pen, arrow, ink);
    this.#drawEnds(pen, [first, last], [spot(first), spot(last)], ink);
  }

  /** The start is a ring; the end lies under the asset's sign and name, so its time stands below those. */
  #drawEnds(
    pen: CanvasRenderingContext2D,
    [first, last]: readonly [TrackPoint, TrackPoint],
    [start, end]: readonly [Spot, Spot],
    ink: Colours,
  ): void {
    const { trackTime } = this.#view;
    const [began, ended] = [trackTime(first.time), trackTime(last.time)];
    const areOne = lengthOf(start, end) < apartPx;
    if (!areOne) drawStart(pen, start, ink);
    if (!areOne) write(pen, began, [start[0] + 10, start[1]], ink);
    write(pen, areOne && began !== ended ? `${began} → ${ended}` : ended, [end[0] + 22, end[1] + 17], ink);
  }
}

function drawWay(pen: CanvasRenderingContext2D, spots: readonly Spot[], isSilent: boolean, ink: Colours): void {
  const way = new Path2D();
  for (const [x, y] of spots) way.lineTo(x, y);
  pen.lineJoin = 'round';
  for (const [width, colour, dash] of [
    [5, ink.mapBg, []],
    [2.5, ink.focus, isSilent ? [3, 6] : []],
  ] as const) {
    pen.setLineDash([...dash]);
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke(way);
  }
  pen.setLineDash([]);
}

function drawArrow(pen: CanvasRenderingContext2D, { x, y, turn }: Arrow, ink: Colours): void {
  const head = new Path2D('M-5 -6L7 0L-5 6Z');
  pen.save();
  pen.translate(x, y);
  pen.rotate(turn);
  pen.lineWidth = 2.5;
  pen.strokeStyle = ink.mapBg;
  pen.stroke(head);
  pen.fillStyle = ink.focus;
  pen.fill(head);
  pen.restore();
}

function drawStart(pen: CanvasRenderingContext2D, [x, y]: Spot, ink: Colours): void {
  pen.beginPath();
  pen.arc(x, y, 5, 0, 2 * Math.PI);
  pen.fillStyle = ink.mapBg;
  pen.fill();
  pen.lineWidth = 2.5;
  pen.strokeStyle = ink.focus;
  pen.stroke();
}

function write(pen: CanvasRenderingContext2D, text: string, [x, y]: Spot, ink: Colours): void {
  pen.font = `600 12px ${mapFont}`;
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  pen.lineWidth = 3.5;
  pen.strokeStyle = ink.mapBg;
  pen.strokeText(text, x, y);
  pen.fillStyle = ink.fg;
  pen.fillText(text, x, y);
}
