// Which assets have a place of their own on the map: what is carried lies where its carrier is drawn.
import type { AssetRow } from '../../hub/contracts/socket.ts';

export type PlacedRow = AssetRow & { readonly lon: number; readonly lat: number };

/** Those that told a place, but for what rides on a carrier that is drawn itself. */
export function* placedOf(assets: ReadonlyMap<string, AssetRow>): Generator<PlacedRow> {
  for (const asset of assets.values()) {
    if (!isPlaced(asset)) continue;
    const carrier = asset.on === undefined ? undefined : assets.get(asset.on);
    if (carrier === undefined || carrier.lon === undefined) yield asset;
  }
}

export const isPlaced = (asset: AssetRow): asset is PlacedRow => asset.lon !== undefined && asset.lat !== undefined;

/** How many there are of each kind, in the order of the kinds. */
export function countsByKind(assets: Iterable<AssetRow>): Map<AssetRow['kind'], number> {
  const counts = new Map<AssetRow['kind'], number>([
    ['vessel', 0],
    ['vehicle', 0],
    ['container', 0],
    ['seal', 0],
  ]);
  for (const { kind } of assets) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
