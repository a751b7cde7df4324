// Sets of plates: a cross-border truck carries two or three, so two reads are compared as sets, never as strings.
import { type Plate, type PlateClass, readPlate } from './plate.ts';

/** Sorted by code unit, without repetition: two equal sets are equal arrays. */
export type PlateSet = readonly Plate[];

/** Makes a set; to join two, spread both. */
export const plateSet = (plates: Iterable<Plate>): PlateSet => [...new Set(plates)].sort();

/** The plates in both. One is enough to say that it is the same vehicle. */
export const sharedPlates = (a: PlateSet, b: PlateSet): PlateSet => a.filter((plate) => b.includes(plate));

/**
 * The plates that cannot all be on one vehicle: those of a class of which there is more than one. Empty is agreement.
 * Ask it of the plates a lane read, or of those and the registered ones together. A trailer's plate never disputes
 * the tractor's; plates of Hong Kong and Macau are not told apart and never dispute each other.
 */
export function disputedPlates(plates: PlateSet): PlateSet {
  const classes = new Map<PlateClass, Plate[]>();
  for (const plate of plates) {
    const read = readPlate(plate);
    if (!read.ok || read.value.class === 'abroad') continue;
    const rivals = classes.get(read.value.class);
    if (rivals === undefined) classes.set(read.value.class, [plate]);
    else rivals.push(plate);
  }
  return plateSet([...classes.values()].filter((rivals) => rivals.length > 1).flat());
}
