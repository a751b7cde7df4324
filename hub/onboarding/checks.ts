// Every row of a table of devices against the plan and against the other rows: what is wrong, and what would be enrolled.
import { Compile } from 'typebox/compile';
import { type CameraFault, readCamera } from '../contracts/identity/camera.ts';
import { PlanId } from '../contracts/port.ts';
import type { Column, Row } from './columns.ts';
import { directionOf, type Entry, entryOf, kindOf, otherwise } from './entry.ts';
import { type Finding, finding, type Said } from './findings.ts';
import type { Ground } from './ground.ts';
import { edgeFaults, positionOf } from './position.ts';

/** A row, what is wrong with it, and what it would be in the plan when nothing is. */
export interface Checked {
  readonly row: Row;
  readonly findings: readonly Finding[];
  readonly entry?: Entry;
  /** Nothing to enrol: the plan says the same. */
  readonly isSame: boolean;
}

/** @param update whether what the plan says of an id may be changed */
export function checkedRows(ground: Ground, rows: readonly Row[], update: boolean): Checked[] {
  const twice = repeated(rows);
  const lanes = new Map<string, Checked>();
  const check = (row: Row): Checked => {
    const checked = checkedRow({ ground, lanes, update }, row, twice.get(row) ?? []);
    const id = row.text('id');
    if (kindOf(row) === 'lane' && !lanes.has(id)) lanes.set(id, checked);
    return checked;
  };
  // Devices stand at lanes, and these may come later in the table.
  const isLane = (row: Row): boolean => kindOf(row) === 'lane';
  const all = [...rows.filter(isLane), ...rows.filter((row) => !isLane(row))].map(check);
  return all.toSorted((one, other) => one.row.line - other.row.line);
}

interface Against {
  readonly ground: Ground;
  /** Of the table. */
  readonly lanes: ReadonlyMap<string, Checked>;
  readonly update: boolean;
}

function checkedRow(against: Against, row: Row, twice: readonly Finding[]): Checked {
  if (!row.isWhole) return { row, findings: [{ code: 'row-ragged', line: row.line, column: 0 }], isSame: false };
  const { ground } = against;
  const isNeeded = kindOf(row) === 'lane' || row.text('lane') === '';
  const position = positionOf(ground, row, isNeeded);
  const wrong = [
    ...idFaults(row),
    ...twice,
    ...kindFaults(row),
    ...siteFaults(ground, row),
    ...nameFaults(row),
    ...(kindOf(row) === 'lane' ? laneFaults(ground, row) : deviceFaults(against, row)),
    ...position.findings,
    ...(kindOf(row) === 'lane' ? edgeFaults(ground, row, position.at) : []),
  ];
  if (wrong.length > 0) return { row, findings: wrong, isSame: false };
  const entry = entryOf(row, position.at);
  const known = (entry.list === 'lanes' ? ground.lanes : ground.devices).get(entry.id);
  const differs = known === undefined ? [] : otherwise(entry, known);
  if (differs.length > 0 && !against.update)
    return { row, findings: [finding(row, 'id', 'known-otherwise', listed(differs))], isSame: false };
  return { row, findings: [], entry, isSame: known !== undefined && differs.length === 0 };
}

/** At the second place, and naming the first. */
function repeated(rows: readonly Row[]): ReadonlyMap<Row, readonly Finding[]> {
  const first = new Map<string, number>();
  const twice = new Map<Row, readonly Finding[]>();
  for (const row of rows) {
    const id = row.text('id');
    const key = `${kindOf(row) === 'lane'} ${id}`;
    const line = first.get(key);
    if (id === '') continue;
    if (line === undefined) first.set(key, row.line);
    else twice.set(row, [finding(row, 'id', 'id-twice', { zh: `首见于第 ${line} 行`, en: `first on line ${line}` })]);
  }
  return twice;
}

const why: Readonly<Record<CameraFault, Said>> = {
  length: { zh: '长度不对', en: 'its length' },
  digits: { zh: '有非数字', en: 'not all digits' },
  controller: { zh: '控制方', en: 'controller' },
  industry: { zh: '第 9–10 位', en: 'digits 9–10' },
  device: { zh: '设备类型', en: 'kind of device' },
  'site-class': { zh: '场所类别', en: 'class of site' },
};

function idFaults(row: Row): Finding[] {
  const id = row.text('id');
  const kind = kindOf(row);
  if (kind !== 'camera') {
    if (kind !== undefined && /^\d{20}$/.test(id)) return [finding(row, 'id', 'id-of-camera')];
    return isName(id) || /^\d{20}$/.test(id) ? [] : [finding(row, 'id', 'id-invalid')];
  }
  const read = readCamera(id);
  if (read.ok && read.value.id === id) return [];
  const { why: code, at } = read.ok ? { why: 'digits' as const, at: undefined } : read;
  const digit: Said = at === undefined ? { zh: '', en: '' } : { zh: `，第 ${at} 位起`, en: `, from digit ${at}` };
  return [finding(row, 'id', 'camera-id-invalid', { zh: why[code].zh + digit.zh, en: why[code].en + digit.en })];
}

const planId = Compile(PlanId);
const isName = (id: string): boolean => planId.Check(id);

const kindFaults = (row: Row): Finding[] => (kindOf(row) === undefined ? [finding(row, 'kind', 'kind-unknown')] : []);

const siteFaults = ({ sites }: Ground, row: Row): Finding[] =>
  sites.has(row.text('site')) ? [] : [finding(row, 'site', 'site-unknown', listed([...sites]))];

const nameFaults = (row: Row): Finding[] =>
  (['name_zh', 'name_en'] satisfies Column[])
    .filter((column) => row.text(column) === '')
    .map((column) => finding(row, column, 'name-missing'));

function laneFaults(ground: Ground, row: Row): Finding[] {
  return [
    ...(isName(row.text('gate')) ? [] : [finding(row, 'gate', 'gate-invalid')]),
    ...(directionOf(row) === undefined ? [finding(row, 'direction', 'direction-unknown')] : []),
    ...(ground.fences.has(row.text('fence')) ? [] : [finding(row, 'fence', 'fence-unknown')]),
  ];
}

function deviceFaults({ ground, lanes }: Against, row: Row): Finding[] {
  const [lane, fence] = [row.text('lane'), row.text('fence')];
  const nowhere = kindOf(row) !== 'camera' && kindOf(row) !== undefined && lane === '' && fence === '';
  return [
    ...agentFaults(ground, row),
    ...(nowhere ? [finding(row, 'lane', 'stands-nowhere')] : []),
    ...(lane === '' || ground.lanes.has(lane) ? [] : atNewLane(lanes.get(lane), row)),
    ...(fence === '' || ground.fences.has(fence) ? [] : [finding(row, 'fence', 'fence-unknown')]),
  ];
}

function atNewLane(lane: Checked | undefined, row: Row): Finding[] {
  if (lane === undefined) return [finding(row, 'lane', 'lane-unknown')];
  const { line } = lane.row;
  const where = { zh: `第 ${line} 行`, en: `line ${line}` };
  return lane.findings.length === 0 ? [] : [finding(row, 'lane', 'lane-faulty', where)];
}

function agentFaults({ agents, sites }: Ground, row: Row): Finding[] {
  const [agent, site] = [row.text('agent'), row.text('site')];
  const home = agents.get(agent);
  if (home === undefined) return [finding(row, 'agent', 'agent-unknown')];
  if (home === site || !sites.has(site)) return [];
  return [finding(row, 'agent', 'agent-elsewhere', { zh: home, en: home })];
}

/** Not more than fit on a line. */
function listed(names: readonly string[]): Said {
  const some = names.slice(0, 8);
  const more = names.length > some.length ? ['…'] : [];
  return { zh: [...some, ...more].join('、'), en: [...some, ...more].join(', ') };
}
