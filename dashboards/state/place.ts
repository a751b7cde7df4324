// Where on the map an alert is: at its asset while it lasts, afterwards where its evidence last saw it.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { isOpen } from './alerts.ts';

/** Degrees WGS-84. */
export type LonLat = readonly [lon: number, lat: number];

/** Undefined for an alert of no place, such as a silent agent's. */
export function placeOf(alert: Alert, asset: AssetRow | undefined): LonLat | undefined {
  if (isOpen(alert) && asset !== undefined) return [asset.lon, asset.lat];
  return spotsOf(alert).at(-1) ?? (asset && [asset.lon, asset.lat]);
}

/** The places its evidence names, in the order told. */
export function spotsOf(alert: Alert): LonLat[] {
  return alert.why.evidence.flatMap(({ lon, lat }): LonLat[] =>
    lon === undefined || lat === undefined ? [] : [[lon, lat]],
  );
}
