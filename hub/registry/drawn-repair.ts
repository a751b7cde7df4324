// What a faulty drawing may have been meant to be: mended step by step, each step told in words. Offered, never applied.
import type { Plane } from '../../geo/plane.ts';
import { closed, doubledAt, isClosed, isCounterClockwise, pointsMost, spikeAt } from './drawn-rings.ts';
import { areaOf, kinksIn, partsOf, type Rings, thinned } from './drawn-turf.ts';
import { untangled } from './drawn-untangle.ts';
import { type Point, wrongPlace } from './plan-line.ts';

/** A drawing on its way to be sound, and what was done to it. */
export interface Mended {
  readonly rings: Rings;
  readonly changes: readonly string[];
}

/** More than this nobody drew; and what is cut is cut at once, while others wait. */
const readMost = 50_000;
const cutMost = 500;
const crossingsMost = 200;
/** So much of the whole in one part: the rest are loops of a slipped hand. */
const onePart = 0.95;

/** Every way to mend it, the likeliest first. None of them need be sound: the check says. */
export function* mendings(plane: Plane | undefined, drawn: Rings, isLine: boolean): Generator<Mended> {
  if (drawn.reduce((sum, ring) => sum + ring.length, 0) > readMost) return;
  const turned = swappedBack(plane, { rings: drawn, changes: [] });
  if (isLine) {
    yield undoubled(turned);
    return;
  }
  const clean = fewer(tidied(shut(turned)));
  if (clean.rings.some((ring) => ring.length < 4)) return;
  yield wound(clean);
  for (const cut of cuts(clean)) yield wound(tidied(cut));
}

const count = (n: number, one: string, many: string): string => (n === 1 ? `one ${one}` : `${n} ${many}`);
const pointsIn = (rings: Rings): number => rings.reduce((sum, ring) => sum + ring.length, 0);

/** Only the points that lie in the port the other way round. */
function swappedBack(plane: Plane | undefined, { rings, changes }: Mended): Mended {
  let swapped = 0;
  const back = rings.map((ring) =>
    ring.map((point) => {
      if (wrongPlace(plane, point)?.code !== 'drawn-swapped') return point;
      swapped += 1;
      const [lat = 0, lon = 0, ...more] = point;
      return [lon, lat, ...more];
    }),
  );
  if (swapped === 0) return { rings, changes };
  return {
    rings: back,
    changes: [...changes, `longitude and latitude of ${count(swapped, 'point', 'points')} changed places`],
  };
}

function shut({ rings, changes }: Mended): Mended {
  const open = rings.filter((ring) => !isClosed(ring)).length;
  if (open === 0) return { rings, changes };
  return { rings: rings.map(closed), changes: [...changes, `${count(open, 'ring', 'rings')} closed`] };
}

/** Doubled points and spikes taken out. */
const tidied = (mended: Mended): Mended => unspiked(undoubled(mended));

function undoubled({ rings, changes }: Mended): Mended {
  const out = rings.map(withoutDoubles);
  const gone = pointsIn(rings) - pointsIn(out);
  if (gone === 0) return { rings, changes };
  return { rings: out, changes: [...changes, `${count(gone, 'doubled point', 'doubled points')} taken out`] };
}

/** The last point stays where it is: of a ring it is the first. */
function withoutDoubles(line: readonly Point[]): readonly Point[] {
  const doubled = new Set(doubledAt(line));
  const last = line.length - 1;
  if (!doubled.has(last) || line.length < 2) return line.filter((_, i) => !doubled.has(i));
  const rest = line.slice(0, last).filter((_, i) => !doubled.has(i));
  return [...(rest.length > 1 ? rest.slice(0, -1) : rest), ...line.slice(last)];
}

function unspiked({ rings, changes }: Mended): Mended {
  let gone = 0;
  const out = rings.map((ring) => {
    let way = ring;
    for (let tip = spikeAt(way); tip !== undefined && way.length > 4; tip = spikeAt(way)) {
      gone += 1;
      way = withoutDoubles(closed(way.slice(0, -1).toSpliced(tip, 1)));
    }
    return way;
  });
  if (gone === 0) return { rings, changes };
  return { rings: out, changes: [...changes, `${count(gone, 'spike', 'spikes')} taken off`] };
}

/** Degrees: a decimetre, doubled until few enough corners are left. */
function fewer({ rings, changes }: Mended): Mended {
  const before = pointsIn(rings);
  if (before <= pointsMost) return { rings, changes };
  let [left, tolerance] = [rings, 1e-6];
  for (; pointsIn(left) > pointsMost && tolerance < 1e-3; tolerance *= 2) left = thinned(rings, tolerance);
  const metres = ((tolerance / 2) * 111_000).toFixed(1);
  return {
    rings: left,
    changes: [
      ...changes,
      `${before} points thinned to ${pointsIn(left)}: none left out lay farther than ${metres} m from the edge`,
    ],
  };
}

/** Small loops are cut off; else the corners are put in order; else the largest part is all that is left. */
function* cuts(clean: Mended): Generator<Mended> {
  if (pointsIn(clean.rings) > cutMost) return;
  const cut = kinksIn(clean.rings) > crossingsMost ? undefined : largest(clean);
  if (cut !== undefined && cut.share >= onePart) yield cut;
  const [outer = [], ...holes] = clean.rings;
  const ordered = untangled(outer);
  if (ordered?.some((point, i) => point !== outer[i])) {
    const changes = [...clean.changes, 'the corners put in another order, all of them kept'];
    const whole = largest({ rings: [ordered, ...holes], changes });
    if (whole !== undefined) yield whole;
  }
  if (cut !== undefined && cut.share < onePart) yield cut;
}

function largest({ rings, changes }: Mended): (Mended & { readonly share: number }) | undefined {
  const [part, ...rest] = partsOf(rings) ?? [];
  if (part === undefined) return undefined;
  const [kept, lost] = [areaOf(part), rest.reduce((sum, one) => sum + areaOf(one), 0)];
  const loops = rest.length === 0 ? [] : [`${count(rest.length, 'loop', 'loops')} of ${metres2(lost)} cut off`];
  const [was, is] = [rings.length - 1, part.length - 1];
  const holes = was === 0 && is === 0 ? [] : [`holes cut out of the area: ${was} drawn, ${is} left as holes`];
  return { rings: part, changes: [...changes, ...loops, ...holes], share: kept / (kept + lost) };
}

function wound({ rings, changes }: Mended): Mended {
  const out = rings.map((ring, i) => (isCounterClockwise(ring) === (i === 0) ? ring : ring.toReversed()));
  const turned = out.filter((ring, i) => ring !== rings[i]).length;
  if (turned === 0) return { rings, changes };
  return { rings: out, changes: [...changes, `${count(turned, 'ring', 'rings')} turned round, as RFC 7946 has them`] };
}

/** Such as `1,234 m²`. */
export const metres2 = (area: number): string => `${Math.round(area).toLocaleString('en')} m²`;
