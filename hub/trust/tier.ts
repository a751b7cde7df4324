// A party's tier: the lowest of its caps, never a sum, each with its factors, and the nearest change that would alter it.
import { legalClass, type Tier, tiers } from '../contracts/class-schemes.ts';
import type { Behaviour, Factor, NearestChange, PartyEntry } from '../contracts/trust.ts';
import { behaviourOf, type Observed, tierOfBound } from './behaviour.ts';
import { dayOf } from './day.ts';

export interface Standing {
  readonly tier: Tier;
  readonly factors: readonly Factor[];
  readonly behaviour: Behaviour;
}

/** Of a party without a class, or before its first one: it is treated as everybody is. */
const unclassed: Tier = 'T3';

const rank = (tier: Tier): number => tiers.indexOf(tier);
/** Hard facts are not compensable: the least trust there is in any of them is what there is. */
export const least = (some: readonly Tier[]): Tier => tiers[Math.max(0, ...some.map(rank))] ?? 'T5';

/** As it stood at `asOf`, ms, by what was known then; a class holds from its day on, in the port's time zone. */
export function standingOf(
  { classes }: Pick<PartyEntry, 'classes'>,
  seen: readonly Observed[],
  asOf: number,
  timeZone: string,
): Standing {
  const byClass = classFactor(classes, dayOf(asOf, timeZone));
  const behaviour = behaviourOf(byClass.tier, seen, asOf);
  const { lower, clean, suspicious } = behaviour;
  const byBehaviour: Factor = {
    code: 'behaviour',
    tier: tierOfBound(lower),
    values: { lower, clean, suspicious },
  };
  const factors = [byClass, byBehaviour];
  return { tier: least(factors.map(({ tier }) => tier)), factors, behaviour };
}

function classFactor(classes: PartyEntry['classes'], day: string): Factor {
  const given = classes.findLast(({ from }) => from <= day);
  const known = given === undefined ? undefined : legalClass(given.scheme, given.class);
  if (given === undefined || known === undefined) return { code: 'class', tier: unclassed, values: {} };
  return { code: 'class', tier: known.tier, values: { ...given } };
}

/** Checks in a row that are tried before no change is said to be near. */
const triedMost = 200;

/** What would lower the tier, and what would raise it: by behaviour as far as the class allows, else by the class. */
export function nearestChanges(
  party: Pick<PartyEntry, 'classes'>,
  seen: readonly Observed[],
  asOf: number,
  timeZone: string,
): NearestChange[] {
  const { tier, factors } = standingOf(party, seen, asOf, timeZone);
  const after = (clean: boolean, count: number): Tier => {
    const more = Array.from({ length: count }, () => ({ at: asOf, clean }));
    return standingOf(party, [...seen, ...more], asOf, timeZone).tier;
  };
  const changes: NearestChange[] = [];
  for (const clean of [true, false]) {
    const count = firstThat((some) => rank(after(clean, some)) !== rank(tier));
    if (count === undefined) continue;
    changes.push({ code: clean ? 'clean-checks' : 'suspicious-checks', tier: after(clean, count), count });
  }
  const byClass = factors[0]?.tier ?? tier;
  const better = tiers[rank(byClass) - 1];
  if (byClass === tier && better !== undefined) changes.push({ code: 'better-class', tier: better });
  return changes;
}

/** More of the same goes on in the same direction, so that halving finds the first. */
function firstThat(is: (count: number) => boolean): number | undefined {
  if (!is(triedMost)) return undefined;
  let [no, yes] = [0, triedMost];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (is(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
