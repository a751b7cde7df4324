// A ship's dimensions as she told them last: from her antenna to her bow, stern and sides.
import type { Dimensions } from '../../geo/hull.ts';
import type { KeyEvent } from '../flow.ts';

/** What does not tell all four, or tells the noughts that mean "not known" (ITU-R M.1371), leaves them as they are. */
export function dimensionsAfter(was: Dimensions | undefined, event: KeyEvent): Dimensions | undefined {
  if (event.kind !== 'vessel.static') return was;
  const { toBow, toStern, toPort, toStarboard } = event.data;
  if (toBow === undefined || toStern === undefined || toPort === undefined || toStarboard === undefined) return was;
  if (toBow + toStern === 0 || toPort + toStarboard === 0) return was;
  const isSame =
    was?.toBow === toBow && was.toStern === toStern && was.toPort === toPort && was.toStarboard === toStarboard;
  return isSame ? was : { toBow, toStern, toPort, toStarboard };
}
