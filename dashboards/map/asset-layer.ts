// The assets on a canvas of their own: signs with names, drawn whole on every frame, the alerting ones last.
import type { FrameState } from 'ol/Map.js';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { type Assets, bearerOf, type LonLat, standOf } from '../state/carried.ts';
import { CanvasLayer } from './canvas-layer.ts';
import { colours } from './colours.ts';
import { edgesOf, pixelsOf } from './frame-place.ts';
import { LabelBoard } from './label-board.ts';
import { type Look, weightOf } from './look.ts';
import { drawBoxes, drawDot, drawRing, drawSign, type Placed } from './pens.ts';

/** What is drawn, decided by the page; the layer only draws. Asked once for each frame. */
export interface AssetView {
  readonly assets: () => Assets;
  /** Which assets have a mark, unless their carrier has one. */
  readonly shows: () => (asset: AssetRow) => boolean;
  /** How any asset looks in this frame. */
  readonly looks: () => (asset: AssetRow) => Look;
  /** The places the opened alert's evidence names. */
  readonly spots: () => readonly LonLat[];
}

/** How near a click must be, in CSS pixels: half of a 28-pixel target. */
const reach = 14;
/** CSS pixels beyond the edge at which a mark still shows. */
const rim = 40;
/** More in view than this are a carpet as signs: the ones that do not matter become dots. */
const crowd = 1500;

export class AssetLayer extends CanvasLayer {
  /** To lie above the fences' names: the names of what matters. */
  readonly names: CanvasLayer = new WeightyNames(() => this.#placed.filter(({ look }) => weightOf(look) > 0));
  #view: AssetView;
  #placed: Placed[] = [];

  constructor(view: AssetView) {
    super();
    this.#view = view;
  }

  override paint(pen: CanvasRenderingContext2D, frame: FrameState): void {
    this.#placed = place(this.#view, frame);
    const pixel = pixelsOf(frame);
    for (const [lon, lat] of this.#view.spots()) drawRing(pen, pixel(lon, lat), colours());
    draw(pen, this.#placed, scaleAt(frame.viewState.resolution));
  }

  /** The asset nearest to a pixel, within reach of a finger. */
  at(x: number, y: number): string | undefined {
    const near = this.#placed
      .map((placed) => ({ id: placed.asset.id, d: Math.hypot(placed.x - x, placed.y - y) }))
      .filter(({ d }) => d <= reach);
    return near.sort((a, b) => a.d - b.d)[0]?.id;
  }
}

/** Drawn after the layer it belongs to, in the same frame. */
class WeightyNames extends CanvasLayer {
  #weighty: () => readonly Placed[];

  constructor(weighty: () => readonly Placed[]) {
    super();
    this.#weighty = weighty;
  }

  override paint(pen: CanvasRenderingContext2D): void {
    const board = new LabelBoard(pen, colours());
    for (const { asset, x, y } of this.#weighty()) board.write(labelOf(asset), x, y, true);
  }
}

/** Where the assets in view stand, the weightiest last; the others cost no more than a comparison. */
function place({ assets: all, shows, looks }: AssetView, frame: FrameState): Placed[] {
  const [west, south, east, north] = edgesOf(frame, rim);
  const pixel = pixelsOf(frame);
  const [assets, lookOf, isShown] = [all(), looks(), shows()];
  const plain: Placed[] = [];
  const weighty: Placed[] = [];
  for (const asset of assets.values()) {
    if (bearerOf(asset, assets, isShown) !== asset) continue;
    const [lon, lat] = standOf(asset, assets) ?? [Number.NaN, Number.NaN];
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) continue;
    const look = lookOf(asset);
    const [x, y] = pixel(lon, lat);
    (weightOf(look) === 0 ? plain : weighty).push({ asset, look, x, y });
  }
  return [...plain, ...weighty.sort((a, b) => weightOf(a.look) - weightOf(b.look))];
}

/** From afar the boxes of a yard are drawn smaller, or they would lie on each other; ships and what matters are not. */
function scaleAt(resolution: number): number {
  const [nearRes, farRes, least] = [2.5, 8, 0.6];
  return 1 - (1 - least) * Math.min(1, Math.max(0, (resolution - nearRes) / (farRes - nearRes)));
}

function draw(pen: CanvasRenderingContext2D, placed: readonly Placed[], scale: number): void {
  const ink = colours();
  const board = new LabelBoard(pen, ink);
  const crowded = placed.length > crowd;
  for (const spot of placed) {
    if (crowded && weightOf(spot.look) === 0) drawDot(pen, spot, ink);
    else drawSign(pen, spot, ink, weightOf(spot.look) > 0 || spot.asset.kind === 'vessel' ? 1 : scale);
    drawBoxes(pen, spot, ink);
  }
  // The gravest are named first, so that a lesser name yields to them.
  for (let n = placed.length - 1; n >= 0; n -= 1) {
    const spot = placed[n];
    if (spot === undefined || (crowded && weightOf(spot.look) === 0)) break;
    const { asset, look, x, y } = spot;
    pen.globalAlpha = look.faded ? 0.6 : 1;
    if (weightOf(look) > 0) board.keep(labelOf(asset), x, y);
    else board.write(labelOf(asset), x, y, false);
  }
}

/** A name, or else the number without its scheme: a plate or a container number is known by itself. */
const labelOf = ({ id, name, kind }: AssetRow): string =>
  name ?? (kind === 'vessel' ? id : id.slice(id.indexOf(':') + 1));
