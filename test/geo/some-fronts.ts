// Water fronts by metres on the plane.
import { planeAt, type Spot, toLonLat } from '../../geo/plane.ts';
import { type WaterFront, waterFrontOf } from '../../geo/water-front.ts';

const plane = planeAt(113.59, 22.86);
export type Metres = readonly [east: number, north: number];
export const spot = ([x, y]: Metres): Spot => ({ x: 1000 * x, y: 1000 * y });
export const front = (...segments: (readonly [id: string, ...line: Metres[]])[]): WaterFront =>
  waterFrontOf(
    plane,
    segments.map(([id, ...line]) => ({ id, line: line.map((at) => [...toLonLat(plane, spot(at))]) })),
  );

/** Along the quay to the east, and with it to the north: water on the right. */
export const quay = front(
  ['a', [0, 0], [100, 0]],
  ['b', [100, 0], [200, 0], [200, 100]],
  ['c', [200, 100], [200, 200]],
);
/** Two pieces with ten metres between them, then one that lies apart. */
export const gapped = front(['a', [0, 0], [100, 0]], ['b', [110, 0], [200, 0]], ['far', [0, -50], [200, -50]]);
export const ring = front(
  ['south', [0, 0], [100, 0]],
  ['east', [100, 0], [100, 100]],
  ['rest', [100, 100], [0, 100], [0, 0]],
);
/** Closed at a corner that a way to the south-east only touches, before it goes through the arm that hangs down from it. */
export const hook = front(
  ['south', [0, 0], [20, 0], [20, -50], [30, -50]],
  ['rest', [30, -50], [30, 50], [0, 50], [0, 0]],
);
