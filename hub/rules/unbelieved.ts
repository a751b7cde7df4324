// Which fixes of a story were not believed: its events are folded again, each by the world of its time.
import { kindOf } from '../contracts/key-kind.ts';
import type { KeyEvent } from '../flow.ts';
import type { World } from '../world.ts';
import { rowBelieved } from './motion.ts';
import { unseen, whereAfter } from './whereabouts.ts';

/**
 * @param events of the key, oldest first
 * @param isCut older ones are left out: while it is not known what was believed before, nothing is said of the first fixes
 */
export function unbelievedOf(
  key: string,
  events: readonly KeyEvent[],
  worldAt: (asOf: number) => World,
  isCut: boolean,
): ReadonlySet<KeyEvent> {
  const unbelieved = new Set<KeyEvent>();
  let where = unseen;
  let unsure = isCut ? rowBelieved : 0;
  for (const event of events) {
    const world = worldAt(event.asOf);
    // Which fences it is in is of no matter here.
    const bearer = { kind: kindOf(key), world, before: world, carrier: undefined, dimensions: undefined };
    ({ where } = whereAfter(where, event, bearer));
    const isStrange = 'id' in event && where.strange?.place.id === event.id;
    if (isStrange && unsure <= 0) unbelieved.add(event);
    if ('fix' in event) unsure -= 1;
  }
  return unbelieved;
}
