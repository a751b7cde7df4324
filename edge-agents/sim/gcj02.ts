// WGS-84 to GCJ-02, the datum that navigation terminals sold in China report in: 615 m away at Shatian.

/** The ellipsoid of Krasovsky 1940, as the published transformation uses it. */
const semiMajorM = 6_378_245;
const eccentricity2 = 0.006_693_421_622_965_943;

interface Place {
  readonly lon: number;
  readonly lat: number;
}

/** What a terminal that declares GCJ-02 reports where it truly is at `place`. */
export function toGcj02({ lon, lat }: Place): Place {
  const east = lon - 105;
  const north = lat - 35;
  const phi = (lat * Math.PI) / 180;
  const magic = 1 - eccentricity2 * Math.sin(phi) ** 2;
  const metresPerRadNorth = (semiMajorM * (1 - eccentricity2)) / magic ** 1.5;
  const metresPerRadEast = (semiMajorM / Math.sqrt(magic)) * Math.cos(phi);
  return {
    lon: lon + degrees(eastShift(east, north) / metresPerRadEast),
    lat: lat + degrees(northShift(east, north) / metresPerRadNorth),
  };
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;

type Wave = readonly [amplitude: number, turns: number];
const fast: readonly Wave[] = [
  [20, 6],
  [20, 2],
];
const waves = (x: number, ...shape: readonly Wave[]): number =>
  (shape.reduce((sum, [amplitude, turns]) => sum + amplitude * Math.sin(x * turns * Math.PI), 0) * 2) / 3;

function northShift(x: number, y: number): number {
  const plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  return plain + waves(x, ...fast) + waves(y, [20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]);
}

function eastShift(x: number, y: number): number {
  const plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  return plain + waves(x, ...fast, [20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]);
}
