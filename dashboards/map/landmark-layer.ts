// Sites, lanes, cameras and antennas on a canvas below the assets; what does not see is crossed out.
import type { FrameState } from 'ol/Map.js';
import type { Port } from '../../hub/contracts/port.ts';
import type { SegmentRow } from '../../hub/contracts/socket.ts';
import { refOf } from '../state/port-index.ts';
import { CanvasLayer } from './canvas-layer.ts';
import { type Colours, colours } from './colours.ts';
import { edgesOf, pixelsOf } from './frame-place.ts';
import { signOfLandmark } from './landmark-signs.ts';
import { landmarksOf, type Standing, sightsOf } from './landmarks.ts';
import { inkSign } from './pens.ts';

/** Metres on the map to a pixel: nearer than this, lanes and devices are drawn. */
const closeRes = 2.5;
const reach = 12;
const rim = 20;

type Placed = Standing & { readonly x: number; readonly y: number };

export class LandmarkLayer extends CanvasLayer {
  #standing: readonly Standing[] = [];
  #devices: Port['devices'] = [];
  #sights: ReadonlyMap<string, boolean> = new Map();
  #placed: Placed[] = [];

  show(port: Pick<Port, 'sites' | 'lanes' | 'devices'>): void {
    this.#standing = landmarksOf(port);
    this.#devices = port.devices;
    this.changed();
  }

  showSights(rows: readonly SegmentRow[]): void {
    this.#sights = sightsOf(this.#devices, rows);
    this.changed();
  }

  override paint(pen: CanvasRenderingContext2D, frame: FrameState): void {
    const close = frame.viewState.resolution <= closeRes;
    const [west, south, east, north] = edgesOf(frame, rim);
    const pixel = pixelsOf(frame);
    this.#placed = this.#standing
      .filter(({ is, lon, lat }) => (close || is === 'site') && lon > west && lon < east && lat > south && lat < north)
      .map((one) => {
        const [x, y] = pixel(one.lon, one.lat);
        return { ...one, x: x + one.aside, y };
      });
    for (const one of this.#placed) draw(pen, one, this.#sights.get(one.id), colours());
  }

  /** What stands under a pixel. */
  at(x: number, y: number): string[] {
    return this.#placed.filter((one) => Math.hypot(one.x - x, one.y - y) <= reach).map(refOf);
  }
}

/** Hollow, so that none is taken for an asset; a site that is not there yet is dashed. */
function draw(pen: CanvasRenderingContext2D, one: Placed, sees: boolean | undefined, ink: Colours): void {
  pen.save();
  pen.translate(one.x, one.y);
  pen.lineWidth = 1.25;
  pen.fillStyle = ink.mapBg;
  pen.strokeStyle = sees === false ? ink.system : ink.muted;
  if (one.is === 'site' && !one.active) pen.setLineDash([2, 2]);
  inkSign(pen, signOfLandmark(one));
  if (sees === false) cross(pen, ink);
  pen.restore();
}

function cross(pen: CanvasRenderingContext2D, { system }: Colours): void {
  pen.lineWidth = 2.25;
  pen.strokeStyle = system;
  pen.beginPath();
  pen.moveTo(-7, -7);
  pen.lineTo(7, 7);
  pen.moveTo(-7, 7);
  pen.lineTo(7, -7);
  pen.stroke();
}
