// A duration as Prometheus writes it: 30s, 5m, 1h30m, 2d.
const units: Readonly<Record<string, number>> = {
  y: 31_536_000_000,
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};
const grammar = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** @returns milliseconds; undefined for what is no duration */
export function readDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const found = text === '' ? null : grammar.exec(text);
  if (found === null) return undefined;
  return Object.values(units).reduce((sum, unit, i) => sum + unit * Number(found[i + 1] ?? 0), 0);
}
