// Behaviour: how surely a party is found clean, a Beta posterior over its remote checks, of which old ones fade.
import jStat from 'jstat';
import type { Tier } from '../contracts/class-schemes.ts';
import { tiers } from '../contracts/class-schemes.ts';
import type { Behaviour } from '../contracts/trust.ts';

/** A check that came to something; what nobody saw is none. */
export interface Observed {
  readonly at: number;
  readonly clean: boolean;
}

/** A check weighs half as much after so long, ms. */
export const halfLifeMs = 180 * 86_400_000;
/** Checks of one party that count; older ones have faded, or are outweighed by so many newer ones. */
export const seenMost = 2000;
/** The share of the posterior below the bound that counts. */
const below = 0.1;

/** What the class lets expect, as if so many checks had been seen: it just bears the class's own tier, and no better one. */
const priors: Readonly<Record<Tier, readonly [alpha: number, beta: number]>> = {
  T1: [20, 0.5],
  T2: [9, 0.5],
  T3: [5, 0.5],
  T4: [2, 0.5],
  T5: [1, 1],
};

/** The lower bound that each tier needs; T5 needs none. The first suspicious check costs a tier, until clean ones outweigh it. */
const needed: readonly number[] = [0.93, 0.85, 0.7, 0.4, 0];

/** As it was known at `asOf`: what was observed later is not yet known. `seen` is in order of time. */
export function behaviourOf(anchor: Tier, seen: readonly Observed[], asOf: number): Behaviour {
  const known = seen.filter(({ at }) => at <= asOf);
  let [alpha, beta] = priors[anchor];
  for (const { at, clean } of known) {
    const weight = 2 ** ((at - asOf) / halfLifeMs);
    if (clean) alpha += weight;
    else beta += weight;
  }
  const clean = known.filter((one) => one.clean).length;
  return {
    ...{ alpha: rounded(alpha), beta: rounded(beta), lower: lowerBound(alpha, beta) },
    ...{ clean, suspicious: known.length - clean },
  };
}

export function tierOfBound(lower: number): Tier {
  return tiers[needed.findIndex((least) => lower >= least)] ?? 'T5';
}

/** Four digits: what is told, and what decides. */
const lowerBound = (alpha: number, beta: number): number => rounded(jStat.beta.inv(below, alpha, beta));
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
