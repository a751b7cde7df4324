// When the map fits itself to what there is: at the first fences, the first assets, and once when all are elsewhere.
import { boundingExtent, containsCoordinate, type Extent, getHeight, getWidth } from 'ol/extent.js';
import { fromLonLat } from 'ol/proj.js';
import type { AssetRow } from '../../hub/contracts/socket.ts';

export class Fitting {
  #fenceSpots: number[][] = [];
  #fitted = { fences: false, assets: false, away: false };

  fences(spots: readonly (readonly number[])[]): void {
    this.#fenceSpots = spots.map((at) => fromLonLat([...at]));
  }

  /** Everything there is to see; undefined when there is nothing. */
  all(assets: Iterable<AssetRow>): Extent | undefined {
    const spots = [...this.#fenceSpots, ...[...assets].map(spotOf)];
    return spots.length === 0 ? undefined : boundingExtent(spots);
  }

  /** What to show now that fences or assets came; undefined to leave the map where the reader has it. */
  due(assets: ReadonlyMap<string, AssetRow>, seen: Extent): Extent | undefined {
    const first = { fences: this.#fenceSpots.length > 0, assets: assets.size > 0 };
    const news = (first.fences && !this.#fitted.fences) || (first.assets && !this.#fitted.assets);
    this.#fitted = { ...this.#fitted, ...first };
    const whole = news ? this.all(assets.values()) : undefined;
    if (!first.fences || !first.assets || this.#fitted.away) return whole;
    if (!allAway(assets.values(), news ? boundingExtent(this.#fenceSpots) : seen)) return whole;
    this.#fitted.away = true;
    return boundingExtent([...assets.values()].map(spotOf));
  }
}

const spotOf = ({ lon, lat }: AssetRow): number[] => fromLonLat([lon, lat]);

/** Far: beyond twice the seen width or height on every side. The first one near answers: asked with every frame. */
function allAway(assets: Iterable<AssetRow>, seen: Extent): boolean {
  const [width, height] = [2 * getWidth(seen), 2 * getHeight(seen)];
  const [left = 0, bottom = 0, right = 0, top = 0] = seen;
  const wide = [left - width, bottom - height, right + width, top + height];
  for (const asset of assets) if (containsCoordinate(wide, spotOf(asset))) return false;
  return true;
}
