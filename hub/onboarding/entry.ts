// What a sound row is in the plan: an entry of its devices or of its lanes, and how that differs from the one that is there.
import { isDeepStrictEqual } from 'node:util';
import type { DeviceEntry, LaneEntry } from '../contracts/port.ts';
import type { Row } from './columns.ts';

// biome-ignore format: a table
const kinds: Readonly<Record<string, DeviceEntry['kind'] | 'lane'>> = {
  antenna: 'antenna', reader: 'antenna', 天线: 'antenna', 读写器: 'antenna',
  camera: 'camera', 摄像机: 'camera', 摄像头: 'camera', scale: 'scale', 地磅: 'scale',
  barrier: 'barrier', 道闸: 'barrier', lane: 'lane', 车道: 'lane',
};
// biome-ignore format: a table
const directions: Readonly<Record<string, LaneEntry['direction']>> = {
  in: 'in', 进: 'in', out: 'out', 出: 'out', both: 'both', 双向: 'both',
};

/** Undefined of a kind that nobody knows. */
export const kindOf = (row: Row): DeviceEntry['kind'] | 'lane' | undefined => {
  const told = row.text('kind').toLowerCase();
  return Object.hasOwn(kinds, told) ? kinds[told] : undefined;
};

/** Of a lane; undefined where it is none. */
export const directionOf = (row: Row): LaneEntry['direction'] | undefined => {
  const told = row.text('direction');
  return Object.hasOwn(directions, told) ? directions[told] : undefined;
};

export interface Entry {
  readonly list: 'devices' | 'lanes';
  readonly id: string;
  /** In the plan's order; what the row leaves empty is not among them. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly note: string;
}

/** @param at degrees WGS-84. Only of a row that is sound */
export function entryOf(row: Row, at: readonly [lon: number, lat: number] | undefined): Entry {
  const isLane = kindOf(row) === 'lane';
  const said = {
    ...(isLane ? { gate: row.text('gate') } : { kind: kindOf(row) }),
    site: row.text('site'),
    ...(isLane ? {} : { agent: row.text('agent') }),
    name: { zh: row.text('name_zh'), en: row.text('name_en') },
    ...(isLane ? { direction: directionOf(row) } : { lane: row.text('lane') }),
    fence: row.text('fence'),
    ...(at === undefined ? {} : { lon: at[0], lat: at[1] }),
  };
  const fields = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
  return { list: isLane ? 'lanes' : 'devices', id: row.text('id'), fields, note: row.text('note') };
}

/** Fields that the plan has otherwise. A row that is silent about one leaves it as it is. */
export function otherwise({ fields }: Entry, known: DeviceEntry | LaneEntry): string[] {
  const is = known as Readonly<Record<string, unknown>>;
  return Object.keys(fields).filter((name) => !isSame(fields[name], is[name]));
}

/** Positions to a tenth of a metre. */
const isSame = (one: unknown, other: unknown): boolean =>
  typeof one === 'number' && typeof other === 'number' ? Math.abs(one - other) < 1.5e-6 : isDeepStrictEqual(one, other);
