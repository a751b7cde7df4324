// A camera of the port as the hub shows it: whose it is, what it looks at, and whether there is a picture to be had.
import { Type } from 'typebox';
import { CameraCode, SiteId } from './ids.ts';
import { Name, PlanId } from './port.ts';

/**
 * `away`: nobody can bring its picture now. `idle`: it can be watched, and nobody does. `starting`, `live`; `failed`: it
 * is wanted and does not come, and is tried again. `says` tells why.
 */
export const CameraState = Type.Enum(['away', 'idle', 'starting', 'live', 'failed']);
export type CameraState = Type.Static<typeof CameraState>;

export const CameraRow = Type.Object(
  {
    id: CameraCode,
    name: Name,
    site: SiteId,
    agent: Type.String(),
    lane: Type.Optional(PlanId),
    fence: Type.Optional(PlanId),
    state: CameraState,
    says: Type.Optional(Type.String()),
    /** Who watches it now. */
    viewers: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type CameraRow = Type.Static<typeof CameraRow>;
