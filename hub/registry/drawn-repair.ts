// What a faulty drawing may have been meant to be: mended step by step, each step told in words. Offered, never applied.
import type { Plane } from '../../geo/plane.ts';
import type { Change } from '../contracts/drawn.ts';
import { type Mending, resolved } from './drawn-resolve.ts';
import { doubledAt, isCounterClockwise, spikeAt } from './drawn-rings.ts';
import {
  boardFor,
  closed,
  type Drawing,
  isClosed,
  type Line,
  pointsIn,
  pointsMost,
  type Rings,
} from './drawn-shape.ts';
import { areaOf, thinned, thinnedLine } from './drawn-turf.ts';
import { untangled } from './drawn-untangle.ts';
import { changed } from './drawn-words.ts';
import { type Point, wrongPlace } from './plan-line.ts';

/** `before`: square metres that the drawing enclosed, once it lay where it belongs. */
export interface Mended {
  readonly drawing: Drawing;
  readonly changes: readonly Change[];
  readonly before?: number;
}

/** So much of the whole in one part: the rest are loops of a slipped hand. */
const onePart = 0.95;

/** Every way to mend it, the likeliest first. None of them need be sound: the check says. */
export function* mendings(plane: Plane | undefined, drawing: Drawing): Generator<Mended> {
  if (drawing.kind === 'circle') {
    const { areas, changes } = swappedBack(plane, [[[drawing.middle]]]);
    yield { drawing: { kind: 'circle', middle: areas[0]?.[0]?.[0] ?? [] }, changes };
  } else if (drawing.kind === 'line') {
    const line = mendedLine(plane, drawing.line);
    if (line !== undefined) yield line;
  } else yield* mendedAreas(plane, drawing.areas);
}

function mendedLine(plane: Plane | undefined, line: Line): Mended | undefined {
  const turned = swappedBack(plane, [[line]]);
  const few = fewer(turned, ([[way = []] = []], tolerance) => [[thinnedLine(way, tolerance)]]);
  if (pointsIn(few.areas.flat()) > pointsMost) return undefined;
  const board = boardFor(plane, few.areas[0]?.[0] ?? []);
  const { areas, changes } = unspiked(board, undoubled(board, few), false);
  return { drawing: { kind: 'line', line: areas[0]?.[0] ?? [] }, changes };
}

function* mendedAreas(plane: Plane | undefined, drawn: readonly Rings[]): Generator<Mended> {
  const shut = closing(swappedBack(plane, drawn));
  // A hole without corners falls away when the parts are found; an outer ring without them is nothing.
  if (shut.areas.some(([outer = []]) => outer.length < 4)) return;
  const board = boardFor(plane, shut.areas[0]?.[0] ?? []);
  const tidy = (mending: Mending): Mending => unspiked(board, undoubled(board, mending), true);
  const few = fewer(undoubled(board, shut), thinned);
  // What follows looks at every corner again and again.
  if (pointsIn(few.areas.flat()) > pointsMost) return;
  const clean = tidy(few);
  const whole = resolved(board, clean);
  const before = whole === undefined ? areaOf(shut.areas) : areaOf(whole.parts);
  const done = ({ areas, changes }: Mending): Mended => {
    const { areas: out, changes: all } = wound({ areas, changes });
    return { drawing: { kind: 'areas', areas: out }, changes: all, before };
  };
  yield done(clean);
  for (const way of cuts(board, clean, whole)) yield done(tidy(way));
}

/** Small loops are cut off; else the corners are put in order; else all parts stay, or the largest is all that is left. */
function* cuts(board: Plane, clean: Mending, whole: ReturnType<typeof resolved>): Generator<Mending> {
  const isOne = clean.areas.length === 1;
  if (isOne && whole !== undefined && whole.share >= onePart) yield whole.largest;
  const [[outer = [], ...holes] = []] = clean.areas;
  const ordered = isOne ? untangled(outer) : undefined;
  if (ordered?.some((point, i) => point !== outer[i])) {
    const changes = [...clean.changes, changed.reordered];
    const again = resolved(board, { areas: [[ordered, ...holes]], changes });
    if (again !== undefined) yield again.largest;
  }
  if (whole === undefined) return;
  yield whole.all;
  if (isOne) yield whole.largest;
}

/** Only the points that lie in the port the other way round. */
function swappedBack(plane: Plane | undefined, areas: readonly Rings[]): Mending {
  let swapped = 0;
  const turned = (point: Point): Point => {
    if (wrongPlace(plane, point)?.code !== 'drawn-swapped') return point;
    swapped += 1;
    const [lat = 0, lon = 0, ...more] = point;
    return [lon, lat, ...more];
  };
  const back = areas.map((rings) => rings.map((ring) => ring.map(turned)));
  return swapped === 0 ? { areas, changes: [] } : { areas: back, changes: [changed.swappedBack(swapped)] };
}

function closing({ areas, changes }: Mending): Mending {
  const open = areas.flat().filter((ring) => !isClosed(ring)).length;
  if (open === 0) return { areas, changes };
  return { areas: areas.map((rings) => rings.map(closed)), changes: [...changes, changed.closed(open)] };
}

function undoubled(board: Plane, { areas, changes }: Mending): Mending {
  const out = areas.map((rings) => rings.map((ring) => withoutDoubles(board, ring)));
  const gone = pointsIn(areas.flat()) - pointsIn(out.flat());
  return gone === 0 ? { areas, changes } : { areas: out, changes: [...changes, changed.undoubled(gone)] };
}

/** The last point stays where it is: of a ring it is the first. */
function withoutDoubles(board: Plane, line: Line): Line {
  const doubled = new Set(doubledAt(board, line));
  const last = line.length - 1;
  if (!doubled.has(last) || line.length < 2) return line.filter((_, i) => !doubled.has(i));
  const rest = line.slice(0, last).filter((_, i) => !doubled.has(i));
  return [...(rest.length > 1 ? rest.slice(0, -1) : rest), ...line.slice(last)];
}

function unspiked(board: Plane, { areas, changes }: Mending, isRing: boolean): Mending {
  let gone = 0;
  const out = areas.map((rings) =>
    rings.map((ring) => {
      let way = ring;
      for (let tip = spikeAt(board, way, isRing); tip !== undefined; tip = spikeAt(board, way, isRing)) {
        if (way.length <= (isRing ? 4 : 2)) break;
        gone += 1;
        way = withoutDoubles(board, isRing ? closed(way.slice(0, -1).toSpliced(tip, 1)) : way.toSpliced(tip, 1));
      }
      return way;
    }),
  );
  return gone === 0 ? { areas, changes } : { areas: out, changes: [...changes, changed.unspiked(gone)] };
}

/** Degrees: a decimetre, doubled until few enough corners are left. */
function fewer(
  { areas, changes }: Mending,
  thin: (areas: readonly Rings[], tolerance: number) => readonly Rings[],
): Mending {
  const before = pointsIn(areas.flat());
  if (before <= pointsMost) return { areas, changes };
  let [left, tolerance] = [areas, 1e-6];
  for (; pointsIn(left.flat()) > pointsMost && tolerance < 1e-3; tolerance *= 2) left = thin(areas, tolerance);
  const offM = ((tolerance / 2) * 111_000).toFixed(1);
  return { areas: left, changes: [...changes, changed.thinned(before, pointsIn(left.flat()), offM)] };
}

function wound({ areas, changes }: Mending): Mending {
  const turned = areas.map((rings) =>
    rings.map((ring, i) => (isCounterClockwise(ring) === (i === 0) ? ring : ring.toReversed())),
  );
  const were = areas.flat();
  const rings = turned.flat().filter((ring, i) => ring !== were[i]).length;
  return rings === 0 ? { areas, changes } : { areas: turned, changes: [...changes, changed.rewound(rings)] };
}
