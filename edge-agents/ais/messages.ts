// AIS messages of ships: types 1–3, 5, 18, 19 and 24, decoded to raw unscaled fields under gpsd's names.
import type { Bits } from './bits.ts';

export type Raw = Readonly<Record<string, number | string | boolean>>;
type Field = (bits: Bits) => number | string | boolean;
type Layout = Readonly<Record<string, Field>>;

const u =
  (start: number, width: number): Field =>
  (bits) =>
    bits.unsigned(start, width);
const s =
  (start: number, width: number): Field =>
  (bits) =>
    bits.signed(start, width);
const t =
  (start: number, width: number): Field =>
  (bits) =>
    bits.text(start, width);
const b =
  (start: number): Field =>
  (bits) =>
    bits.flag(start);

/** As many bits of the last field as a short message still has, which is how gpsd reads one. */
const clipped =
  (start: number, width: number): Field =>
  (bits) =>
    bits.unsigned(start, Math.max(0, Math.min(width, bits.length - start)));

const head: Layout = { type: u(0, 6), repeat: u(6, 2), mmsi: u(8, 30) };

/** ITU-R M.1371 Annex 8, table 48: scheduled, assigned and special position report. */
const positionA: Layout = {
  ...head,
  ...{ status: u(38, 4), turn: s(42, 8), speed: u(50, 10), accuracy: b(60), lon: s(61, 28), lat: s(89, 27) },
  ...{
    course: u(116, 12),
    heading: u(128, 9),
    second: u(137, 6),
    maneuver: u(143, 2),
    raim: b(148),
    radio: clipped(149, 19),
  },
};

/** Two-digit ETA as gpsd prints it: month, day, hour and minute, sentinels included. */
const eta: Field = (bits) => {
  const two = (start: number, width: number): string => String(bits.unsigned(start, width)).padStart(2, '0');
  return `${two(274, 4)}-${two(278, 5)}T${two(283, 5)}:${two(288, 6)}Z`;
};

/** Table 52: ship static and voyage related data. */
const voyage: Layout = {
  ...head,
  ...{ ais_version: u(38, 2), imo: u(40, 30), callsign: t(70, 42), shipname: t(112, 120), shiptype: u(232, 8) },
  ...{ to_bow: u(240, 9), to_stern: u(249, 9), to_port: u(258, 6), to_starboard: u(264, 6), epfd: u(270, 4), eta },
  ...{ draught: u(294, 8), destination: t(302, 120), dte: u(422, 1) },
};

const fixB: Layout = {
  ...{ reserved: u(38, 8), speed: u(46, 10), accuracy: b(56), lon: s(57, 28), lat: s(85, 27), course: u(112, 12) },
  ...{ heading: u(124, 9), second: u(133, 6) },
};

/** Table 67: standard class B position report. */
const positionB: Layout = {
  ...head,
  ...fixB,
  ...{ regional: u(139, 2), cs: b(141), display: b(142), dsc: b(143), band: b(144), msg22: b(145), raim: b(147) },
  radio: u(148, 20),
};

/** Table 69: extended class B position report. */
const extendedB: Layout = {
  ...head,
  ...fixB,
  ...{ regional: u(139, 4), shipname: t(143, 120), shiptype: u(263, 8), to_bow: u(271, 9), to_stern: u(280, 9) },
  ...{ to_port: u(289, 6), to_starboard: u(295, 6), epfd: u(301, 4), raim: b(305), dte: u(306, 1), assigned: b(307) },
};

/** Table 75, part A: the name alone. */
const staticA: Layout = { ...head, part: u(38, 2), shipname: t(40, 120) };

const craftB: Layout = { ...head, part: u(38, 2), shiptype: u(40, 8), vendorid: t(48, 42), model: u(66, 4) };
const calledB: Layout = { ...craftB, serial: u(70, 20), callsign: t(90, 42) };

/** Table 75, part B; an auxiliary craft (MMSI 98…) names its mother ship where others have their dimensions. */
const staticB: Layout = {
  ...calledB,
  to_bow: u(132, 9),
  to_stern: u(141, 9),
  to_port: u(150, 6),
  to_starboard: u(156, 6),
};
const auxiliaryB: Layout = { ...calledB, mothership_mmsi: u(132, 30) };

/** Shortest message that still says everything that counts; 1–3 come with 163 bits, 5 with 422, 24 A with 160. */
const kinds: Readonly<Record<number, { readonly bits: number; readonly layout: Layout }>> = {
  1: { bits: 163, layout: positionA },
  2: { bits: 163, layout: positionA },
  3: { bits: 163, layout: positionA },
  5: { bits: 420, layout: voyage },
  18: { bits: 168, layout: positionB },
  19: { bits: 308, layout: extendedB },
};

export type Decoded = { readonly raw: Raw } | { readonly code: 'type-not-ours' | 'too-short' };

export function decode(bits: Bits): Decoded {
  const type = bits.unsigned(0, 6);
  const kind = type === 24 ? kindOf24(bits) : kinds[type];
  if (kind === undefined) return { code: 'type-not-ours' };
  if (bits.length < kind.bits) return { code: 'too-short' };
  return { raw: Object.fromEntries(Object.entries(kind.layout).map(([name, field]) => [name, field(bits)])) };
}

function kindOf24(bits: Bits): { bits: number; layout: Layout } | undefined {
  const part = bits.unsigned(38, 2);
  if (part === 0) return { bits: 160, layout: staticA };
  if (part !== 1) return undefined;
  const auxiliary = Math.floor(bits.unsigned(8, 30) / 10_000_000) === 98;
  return { bits: 162, layout: auxiliary ? auxiliaryB : staticB };
}
