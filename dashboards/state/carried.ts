// What is carried is where its carrier is, and has no mark of its own while a carrier of it has one. Pure.
import type { AssetRow } from '../../hub/contracts/socket.ts';

export type Assets = ReadonlyMap<string, AssetRow>;

/** Degrees WGS-84. */
export type LonLat = readonly [lon: number, lat: number];

/** A seal on a box on a lorry on a ferry. Longer chains, and carriers that carry each other, end here. */
const liftsMost = 4;

/** The asset and its carriers, the outermost last. Carriers that are named but not held end the chain. */
export function chainOf(asset: AssetRow, assets: Assets): AssetRow[] {
  const chain = [asset];
  for (let on = asset.on; on !== undefined && chain.length <= liftsMost; on = chain.at(-1)?.on) {
    const carrier = assets.get(on);
    if (carrier === undefined || chain.includes(carrier)) break;
    chain.push(carrier);
  }
  return chain;
}

/** Where it is: at its outermost carrier that has a place, for its own is older than that. */
export function standOf(asset: AssetRow, assets: Assets): LonLat | undefined {
  return asset.on === undefined ? spotOf(asset) : chainOf(asset, assets).map(spotOf).findLast(isSpot);
}

/** Which asset's mark stands for it: the outermost carrier that is shown, or itself; none when nothing of it is shown. */
export function bearerOf(asset: AssetRow, assets: Assets, shows: (asset: AssetRow) => boolean): AssetRow | undefined {
  const drawn = (one: AssetRow) => shows(one) && standOf(one, assets) !== undefined;
  if (asset.on === undefined) return drawn(asset) ? asset : undefined;
  return chainOf(asset, assets).findLast(drawn);
}

/** What is said to be on it, by what the assets themselves tell, in the order of their ids. */
export function loadOf(carrier: string, assets: Assets): AssetRow[] {
  const load = [...assets.values()].filter((asset) => asset.on === carrier);
  return load.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function spotOf({ lon, lat }: AssetRow): LonLat | undefined {
  return lon === undefined || lat === undefined ? undefined : [lon, lat];
}

const isSpot = (spot: LonLat | undefined): spot is LonLat => spot !== undefined;
