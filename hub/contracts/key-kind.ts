// What kind of thing a key names, by its scheme.

/** Devices and places first, then what carries, then what is carried. */
export const keyKinds = [
  ...(['agent', 'device', 'segment', 'lane', 'tag', 'plate'] as const),
  ...(['vessel', 'vehicle', 'container', 'seal'] as const),
];
export type KeyKind = (typeof keyKinds)[number];

const kinds = new Map<string, KeyKind>(keyKinds.map((kind) => [kind, kind]));
kinds.set('mmsi', 'vessel');
kinds.set('camera', 'device');

/** What nobody knows is taken as a tag: an identifier that may turn out to be a thing's. */
export const kindOf = (key: string): KeyKind => kinds.get(key.slice(0, key.indexOf(':'))) ?? 'tag';
