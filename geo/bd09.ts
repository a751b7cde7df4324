// BD-09, Baidu's datum: GCJ-02 turned and shifted once more, by some 600 m.

const turn = (Math.PI * 3000) / 180;

/** Degrees BD-09 to degrees GCJ-02, within two metres: its makers published no exact inverse. */
export function bd09ToGcj02(lon: number, lat: number): [lon: number, lat: number] {
  const [x, y] = [lon - 0.0065, lat - 0.006];
  const far = Math.hypot(x, y) - 0.00002 * Math.sin(y * turn);
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * turn);
  return [far * Math.cos(angle), far * Math.sin(angle)];
}
