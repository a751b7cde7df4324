// When the map fits itself to what there is: at the first fences, the first assets, and once when all are elsewhere.
import { boundingExtent, containsCoordinate, type Extent, getHeight, getWidth } from 'ol/extent.js';
import { fromLonLat } from 'ol/proj.js';
import { type Assets, standOf } from '../state/carried.ts';

export class Fitting {
  #fenceSpots: number[][] = [];
  #fitted = { fences: false, assets: false, away: false };
  #everything = true;

  fences(spots: readonly (readonly number[])[]): void {
    this.#fenceSpots = spots.map((at) => fromLonLat([...at]));
  }

  /** What the Fit button shows, turn by turn: the port with what is near it, then everything there is, then the port. */
  next(assets: Assets): Extent | undefined {
    const spots = spotsOf(assets);
    this.#everything = !this.#everything;
    return this.#everything ? extentOf([...this.#fenceSpots, ...spots]) : this.#port(spots);
  }

  /** The fences and what is near them; where there is no fence, all assets; undefined when there is nothing. */
  #port(spots: readonly number[][]): Extent | undefined {
    if (this.#fenceSpots.length === 0) return extentOf(spots);
    const near = wide(boundingExtent(this.#fenceSpots));
    return extentOf([...this.#fenceSpots, ...spots.filter((spot) => containsCoordinate(near, spot))]);
  }

  /** What to show now that fences or assets came; undefined to leave the map where the reader has it. */
  due(assets: Assets, seen: Extent): Extent | undefined {
    const first = { fences: this.#fenceSpots.length > 0, assets: this.#fitted.assets || hasPlace(assets) };
    const news = (first.fences && !this.#fitted.fences) || (first.assets && !this.#fitted.assets);
    this.#fitted = { ...this.#fitted, ...first };
    const port = news ? this.#port(spotsOf(assets)) : undefined;
    if (!first.fences || !first.assets || this.#fitted.away) return port;
    if (!allAway(assets, news ? boundingExtent(this.#fenceSpots) : seen)) return port;
    this.#fitted.away = true;
    return extentOf(spotsOf(assets));
  }
}

const extentOf = (spots: readonly number[][]): Extent | undefined =>
  spots.length === 0 ? undefined : boundingExtent([...spots]);

function hasPlace(assets: Assets): boolean {
  for (const { lon } of assets.values()) if (lon !== undefined) return true;
  return false;
}

const spotsOf = (assets: Assets): number[][] =>
  [...assets.values()].flatMap((asset) => {
    const stand = standOf(asset, assets);
    return stand === undefined ? [] : [fromLonLat([...stand])];
  });

/** Twice the width and height of what is given, on every side: what is beyond is elsewhere. */
function wide(seen: Extent): Extent {
  const [width, height] = [2 * getWidth(seen), 2 * getHeight(seen)];
  const [left = 0, bottom = 0, right = 0, top = 0] = seen;
  return [left - width, bottom - height, right + width, top + height];
}

/** The first one near answers: asked with every frame. What has no place is nowhere, and does not ask to be shown. */
function allAway(assets: Assets, seen: Extent): boolean {
  const near = wide(seen);
  let some = false;
  for (const asset of assets.values()) {
    const stand = standOf(asset, assets);
    if (stand !== undefined && containsCoordinate(near, fromLonLat([...stand]))) return false;
    some ||= stand !== undefined;
  }
  return some;
}
