// When the map fits itself to what there is: at the first fences, the first assets, and once when all are elsewhere.
import { boundingExtent, containsCoordinate, type Extent, getHeight, getWidth } from 'ol/extent.js';
import { fromLonLat } from 'ol/proj.js';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { type PlacedRow, placedOf } from '../state/placed.ts';

export class Fitting {
  #fenceSpots: number[][] = [];
  #fitted = { fences: false, assets: false, away: false };
  #everything = true;

  fences(spots: readonly (readonly number[])[]): void {
    this.#fenceSpots = spots.map((at) => fromLonLat([...at]));
  }

  /** What the Fit button shows, turn by turn: the port with what is near it, then everything there is, then the port. */
  next(assets: ReadonlyMap<string, AssetRow>): Extent | undefined {
    const known = [...placedOf(assets)];
    this.#everything = !this.#everything;
    return this.#everything ? extentOf([...this.#fenceSpots, ...known.map(spotOf)]) : this.#port(known);
  }

  /** The fences and what is near them; where there is no fence, all assets; undefined when there is nothing. */
  #port(assets: readonly PlacedRow[]): Extent | undefined {
    const spots = assets.map(spotOf);
    if (this.#fenceSpots.length === 0) return extentOf(spots);
    const near = wide(boundingExtent(this.#fenceSpots));
    return extentOf([...this.#fenceSpots, ...spots.filter((spot) => containsCoordinate(near, spot))]);
  }

  /** What to show now that fences or assets came; undefined to leave the map where the reader has it. */
  due(assets: ReadonlyMap<string, AssetRow>, seen: Extent): Extent | undefined {
    const placed = [...placedOf(assets)];
    const first = { fences: this.#fenceSpots.length > 0, assets: placed.length > 0 };
    const news = (first.fences && !this.#fitted.fences) || (first.assets && !this.#fitted.assets);
    this.#fitted = { ...this.#fitted, ...first };
    const port = news ? this.#port(placed) : undefined;
    if (!first.fences || !first.assets || this.#fitted.away) return port;
    if (!allAway(placed, news ? boundingExtent(this.#fenceSpots) : seen)) return port;
    this.#fitted.away = true;
    return boundingExtent(placed.map(spotOf));
  }
}

const extentOf = (spots: readonly number[][]): Extent | undefined =>
  spots.length === 0 ? undefined : boundingExtent([...spots]);

const spotOf = ({ lon, lat }: PlacedRow): number[] => fromLonLat([lon, lat]);

/** Twice the width and height of what is given, on every side: what is beyond is elsewhere. */
function wide(seen: Extent): Extent {
  const [width, height] = [2 * getWidth(seen), 2 * getHeight(seen)];
  const [left = 0, bottom = 0, right = 0, top = 0] = seen;
  return [left - width, bottom - height, right + width, top + height];
}

/** The first one near answers: asked with every frame. */
function allAway(assets: Iterable<PlacedRow>, seen: Extent): boolean {
  const near = wide(seen);
  for (const asset of assets) if (containsCoordinate(near, spotOf(asset))) return false;
  return true;
}
