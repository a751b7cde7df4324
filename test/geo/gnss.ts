// A receiver beside container stacks, seeded: noise that wanders over a minute, and reflections that throw it aside for a while.
import type { Spot } from '../../geo/plane.ts';
import { chance } from './some-zones.ts';

export interface Reception {
  readonly seed: number;
  /** One standard deviation to each side, mm, and over what time it wanders, ms. */
  readonly sigmaMm: number;
  readonly wandersMs: number;
  /** How far reflections throw it, mm; how often on average, and for how long, ms. */
  readonly jumpMm: number;
  readonly jumpEveryMs: number;
  readonly jumpLastsMs: number;
}

/** σ = 4 m correlated over 60 s, jumps of 25 m. */
export const besideStacks: Omit<Reception, 'seed'> = {
  ...{ sigmaMm: 4000, wandersMs: 60_000, jumpMm: 25_000, jumpEveryMs: 300_000, jumpLastsMs: 15_000 },
};

/** What the receiver says at each time, given where the thing is: an Ornstein–Uhlenbeck walk to each side, plus jumps. */
export function receiver({ seed, sigmaMm, wandersMs, jumpMm, jumpEveryMs, jumpLastsMs }: Reception) {
  const next = chance(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  let [x, y, before] = [sigmaMm * normal(), sigmaMm * normal(), 0];
  let jump = { until: -1, x: 0, y: 0 };
  return (at: Spot, time: number): Spot => {
    const kept = Math.exp(-(time - before) / wandersMs);
    const fresh = sigmaMm * Math.sqrt(1 - kept * kept);
    [x, y] = [x * kept + fresh * normal(), y * kept + fresh * normal()];
    if (time > jump.until && next() < 1 - Math.exp(-(time - before) / jumpEveryMs)) {
      const angle = 2 * Math.PI * next();
      const lasts = -Math.log(1 - next()) * jumpLastsMs;
      jump = { until: time + lasts, x: jumpMm * Math.cos(angle), y: jumpMm * Math.sin(angle) };
    }
    before = time;
    const isThrown = time <= jump.until;
    return { x: Math.round(at.x + x + (isThrown ? jump.x : 0)), y: Math.round(at.y + y + (isThrown ? jump.y : 0)) };
  };
}
