// Strata: which keys fold first. A key may tell something to keys of a later stratum, never back, never sideways.
import { type KeyKind, keyKinds, kindOf } from '../contracts/key-kind.ts';

const ranks = new Map<KeyKind, number>(keyKinds.map((kind, i) => [kind, i]));
export const stratumOf = (key: string): number => ranks.get(kindOf(key)) ?? 0;
export const stratumCount = keyKinds.length;
