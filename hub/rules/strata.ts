// Strata: which keys fold first. A key may tell something to keys of a later stratum, never back, never sideways.

/** Devices and places first, then what carries, then what is carried. */
const strata = [
  ...(['agent', 'device', 'segment', 'lane', 'tag', 'plate'] as const),
  ...(['vessel', 'vehicle', 'container', 'seal'] as const),
];
export type KeyKind = (typeof strata)[number];

const kinds = new Map<string, KeyKind>(strata.map((kind) => [kind, kind]));
kinds.set('mmsi', 'vessel');
kinds.set('camera', 'device');

/** By the scheme of the key; what no rule knows is taken as a tag: an identifier that may turn out to be a thing's. */
export const kindOf = (key: string): KeyKind => kinds.get(key.slice(0, key.indexOf(':'))) ?? 'tag';

const ranks = new Map<KeyKind, number>(strata.map((kind, i) => [kind, i]));
export const stratumOf = (key: string): number => ranks.get(kindOf(key)) ?? 0;
export const stratumCount = strata.length;
