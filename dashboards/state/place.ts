// Where on the map an alert is: at its asset while it lasts, afterwards where its evidence last saw it.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { isOpen } from './alerts.ts';
import { isPlaced } from './placed.ts';

/** Degrees WGS-84. */
export type LonLat = readonly [lon: number, lat: number];

/** Undefined for an alert of no place, such as a silent agent's. */
export function placeOf(alert: Alert, asset: AssetRow | undefined): LonLat | undefined {
  const own: LonLat | undefined = asset !== undefined && isPlaced(asset) ? [asset.lon, asset.lat] : undefined;
  return isOpen(alert) ? (own ?? spotsOf(alert).at(-1)) : (spotsOf(alert).at(-1) ?? own);
}

/** The places its evidence names, in the order told. */
export function spotsOf(alert: Alert): LonLat[] {
  return alert.why.evidence.flatMap(({ lon, lat }): LonLat[] =>
    lon === undefined || lat === undefined ? [] : [[lon, lat]],
  );
}
