// Seeded chance: the same numbers give the same draws, on every machine and in any order of asking.

/** Draws from 0 up to 1 (mulberry32), enough for scattering ships and trucks. */
export function chanceOf(...seeds: readonly number[]): () => number {
  let a = seeds.length === 1 ? (seeds[0] ?? 0) >>> 0 : mixed(seeds);
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One whole number below `bound` for these numbers. */
export const drawOf = (bound: number, ...seeds: readonly number[]): number =>
  Math.floor(chanceOf(...seeds, 0)() * bound);

/** FNV-1a over the bytes of whole numbers, which may be greater than 32 bits. */
function mixed(seeds: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const seed of seeds) {
    for (let left = Math.abs(Math.trunc(seed)), i = 0; i < 7; i++, left = Math.floor(left / 256)) {
      hash = Math.imul(hash ^ (left % 256), 0x01000193);
    }
  }
  return hash >>> 0;
}
