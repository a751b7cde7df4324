// The assets on a canvas of their own: turned hulls with names, drawn whole on every frame, the alerting ones last.
import Layer from 'ol/layer/Layer.js';
import type { FrameState } from 'ol/Map.js';
import { fromLonLat, transform } from 'ol/proj.js';
import type { LonLat } from '../state/place.ts';
import type { PlacedRow } from '../state/placed.ts';
import { colours } from './colours.ts';
import { LabelBoard } from './label-board.ts';
import { type Look, weightOf } from './look.ts';
import { drawBoxes, drawDot, drawHull, drawRing, type Placed } from './pens.ts';

/** What is drawn, decided by the page; the layer only draws. Asked once for each frame. */
export interface AssetView {
  readonly assets: () => Iterable<PlacedRow>;
  /** How any asset looks in this frame. */
  readonly looks: () => (asset: PlacedRow) => Look;
  /** The places the opened alert's evidence names. */
  readonly spots: () => readonly LonLat[];
}

/** How near a click must be, in CSS pixels: half of a 28-pixel target. */
const reach = 14;
/** CSS pixels beyond the edge at which a mark still shows. */
const rim = 40;
/** More in view than this are a carpet as hulls: the ones that do not matter become dots. */
const crowd = 1500;

export class AssetLayer extends Layer {
  #view: AssetView;
  #canvas = document.createElement('canvas');
  #placed: Placed[] = [];

  constructor(view: AssetView) {
    super({});
    this.#view = view;
    this.#canvas.style.cssText = 'position:absolute;left:0;top:0;pointer-events:none';
  }

  override render(frame: FrameState): HTMLElement {
    const pen = this.#canvas.getContext('2d');
    this.#fit(frame);
    this.#placed = place(this.#view, frame);
    if (pen === null) return this.#canvas;
    pen.scale(frame.pixelRatio, frame.pixelRatio);
    for (const spot of this.#view.spots()) drawRing(pen, pixelOf(spot, frame), colours());
    draw(pen, this.#placed);
    return this.#canvas;
  }

  /** The asset nearest to a pixel, within reach of a finger. */
  at(x: number, y: number): string | undefined {
    const near = this.#placed
      .map((placed) => ({ id: placed.asset.id, d: Math.hypot(placed.x - x, placed.y - y) }))
      .filter(({ d }) => d <= reach);
    return near.sort((a, b) => a.d - b.d)[0]?.id;
  }

  /**
   * In pixels, as OpenLayers sizes its own canvases, never in per cent: when a banner makes the map lower, a canvas
   * in per cent is squeezed until the next frame, and the assets leave the fences they are in.
   */
  #fit({ size: [width = 0, height = 0], pixelRatio }: FrameState): void {
    this.#canvas.width = Math.round(width * pixelRatio);
    this.#canvas.height = Math.round(height * pixelRatio);
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
  }
}

/** Where the assets in view stand, the weightiest last; the others cost no more than a comparison. */
function place({ assets, looks }: AssetView, frame: FrameState): Placed[] {
  const [width = 0, height = 0] = frame.size;
  const [left, top] = degreesOf(-rim, -rim, frame);
  const [right, bottom] = degreesOf(width + rim, height + rim, frame);
  const lookOf = looks();
  const placed: Placed[] = [];
  for (const asset of assets()) {
    const { lon, lat } = asset;
    if (lon < left || lon > right || lat < bottom || lat > top) continue;
    const [x, y] = pixelOf([lon, lat], frame);
    placed.push({ asset, look: lookOf(asset), x, y });
  }
  return placed.sort((a, b) => weightOf(a.look) - weightOf(b.look));
}

/** CSS pixels from the top left; the map does not turn. */
function pixelOf(at: LonLat, { size, viewState }: FrameState): [number, number] {
  const [width = 0, height = 0] = size;
  const [cx = 0, cy = 0] = viewState.center;
  const [mx = 0, my = 0] = fromLonLat([...at]);
  return [width / 2 + (mx - cx) / viewState.resolution, height / 2 - (my - cy) / viewState.resolution];
}

/** Not by toLonLat, which wraps at 180° and would turn a wide view inside out. */
function degreesOf(x: number, y: number, { size, viewState }: FrameState): LonLat {
  const [width = 0, height = 0] = size;
  const [cx = 0, cy = 0] = viewState.center;
  const { resolution } = viewState;
  const at = [cx + (x - width / 2) * resolution, cy - (y - height / 2) * resolution];
  const [lon = 0, lat = 0] = transform(at, 'EPSG:3857', 'EPSG:4326');
  return [lon, lat];
}

function draw(pen: CanvasRenderingContext2D, placed: readonly Placed[]): void {
  const ink = colours();
  const board = new LabelBoard(pen, ink);
  const crowded = placed.length > crowd;
  for (const spot of placed) {
    if (crowded && weightOf(spot.look) === 0) drawDot(pen, spot, ink);
    else drawHull(pen, spot, ink);
    drawBoxes(pen, spot, ink);
  }
  // The gravest are named first, so that a lesser name yields to them.
  for (const { asset, look, x, y } of placed.toReversed()) {
    const matters = weightOf(look) > 0;
    pen.globalAlpha = look.faded && !look.alerting ? 0.6 : 1;
    // Boxes and seals lie thick: their names are for those that matter.
    const small = asset.kind === 'container' || asset.kind === 'seal';
    if (matters || (!crowded && !small)) board.write(asset.name ?? asset.id, x, y, matters);
  }
}
