// What a schema cannot say of a plan: each name once, every reference kept, codes that are codes, leave given to somebody.
import { readEpc } from '../contracts/identity/epc.ts';
import { lookalikeOf, readLocode } from '../contracts/identity/locode.ts';
import type { Fault, Place } from '../files/place.ts';
import { deviceFaults } from './plan-devices.ts';
import { originLatMax } from './plan-drawing.ts';
import type { ListName, PlanFolder } from './plan-folder.ts';
import { forceFaults, scheduleFaults, zoneFaults } from './plan-force.ts';
import { classFaults, vehicleFaults } from './plan-parties.ts';

/** Every fault of meaning among what could be read. */
export function meaningFaults(folder: PlanFolder): Fault[] {
  const each = (name: ListName, look: (folder: PlanFolder, entry: Place) => Fault[]) =>
    folder.list(name).flatMap((entry) => look(folder, entry));
  return [
    ...(folder.head === undefined ? [] : headFaults(folder.head)),
    ...doubleNames(folder),
    ...lostReferences(folder),
    ...each('agents', agentFaults),
    ...each('fences', (_, fence) => [
      ...fence.at('properties', 'allowed').entries.flatMap(leaveFaults),
      ...forceFaults(fence),
    ]),
    ...each('schedules', (_, schedule) => scheduleFaults(schedule)),
    ...each('segments', sensorFaults),
    ...each('lanes', (_, lane) => laneFaults(lane.at('sgln'))),
    ...each('devices', deviceFaults),
    ...each('parties', (_, party) => classFaults(party)),
    ...vehicleFaults(folder.list('parties')),
    ...each('wharves', (_, wharf) => doubles(wharf.at('berths').entries, (berth) => `berth ${berth} is there twice`)),
  ];
}

function headFaults(head: Place): Fault[] {
  const [lon, lat] = [head.at('origin', 'lon').number, head.at('origin', 'lat').number];
  const onEarth = Math.abs(lon ?? 0) <= 180 && Math.abs(lat ?? 0) <= originLatMax;
  return [
    ...(onEarth ? [] : [head.at('origin').fault(`origin ${lon}, ${lat} is not lon, lat of a port on earth`)]),
    ...locodeFaults(head.at('locode')),
    ...zoneFaults(head.at('timeZone')),
  ];
}

function locodeFaults(place: Place): Fault[] {
  const code = place.text;
  if (code === undefined) return [];
  const read = readLocode(code);
  if (!read.ok || read.value !== code)
    return [place.fault(`${code} is no UN/LOCODE: two capital letters, then three of A–Z and 2–9`)];
  const other = lookalikeOf(read.value);
  return other === undefined ? [] : [place.fault(`${code} is ${other.place}; is ${other.meant} meant?`)];
}

/** Faults of what is there a second time, at the second place. */
function doubles(places: readonly Place[], says: (text: string) => string): Fault[] {
  const seen = new Set<string>();
  return places.flatMap((place) => {
    const { text } = place;
    if (text === undefined) return [];
    if (seen.has(text)) return [place.fault(says(text))];
    seen.add(text);
    return [];
  });
}

const named: readonly ListName[] = [
  'agents',
  'sites',
  'fences',
  'segments',
  'lanes',
  'devices',
  'wharves',
  'parties',
  'schedules',
];

/** Two lanes of one EPCIS name would be one to everyone who speaks EPCIS. */
function doubleNames(folder: PlanFolder): Fault[] {
  const of = (name: ListName, field: string) => folder.list(name).map((entry) => entry.at(field));
  return [
    ...named.flatMap((name) => doubles(of(name, 'id'), () => 'is there twice')),
    ...doubles(of('lanes', 'sgln'), (sgln) => `${sgln} is another lane's already`),
  ];
}

const references: readonly (readonly [of: ListName, path: readonly string[], to: ListName, kind: string])[] = [
  ['agents', ['site'], 'sites', 'site'],
  ['fences', ['properties', 'site'], 'sites', 'site'],
  ['fences', ['properties', 'schedule'], 'schedules', 'schedule'],
  ['segments', ['properties', 'site'], 'sites', 'site'],
  ['segments', ['properties', 'fence'], 'fences', 'fence'],
  ['segments', ['properties', 'sensors'], 'devices', 'device'],
  ['lanes', ['site'], 'sites', 'site'],
  ['lanes', ['fence'], 'fences', 'fence'],
  ['devices', ['site'], 'sites', 'site'],
  ['devices', ['agent'], 'agents', 'agent'],
  ['devices', ['lane'], 'lanes', 'lane'],
  ['devices', ['fence'], 'fences', 'fence'],
  ['wharves', ['site'], 'sites', 'site'],
  ['parties', ['sites'], 'sites', 'site'],
];

function lostReferences(folder: PlanFolder): Fault[] {
  return references.flatMap(([of, path, to, kind]) =>
    folder.list(of).flatMap((entry) => {
      const place = entry.at(...path);
      const lost = [place, ...place.entries].filter(({ text }) => text !== undefined && !folder.has(to, text));
      return lost.map((one) => one.fault(`no ${kind} ${one.text}`));
    }),
  );
}

/** Who is expected where nothing is built yet would be blind from the first day, and nobody could help it. */
function agentFaults(folder: PlanFolder, agent: Place): Fault[] {
  const { text: site = '' } = agent.at('site');
  const { text: lifecycle } = folder.find('sites', site)?.at('lifecycle') ?? {};
  const isThere = lifecycle !== 'planned' && lifecycle !== 'closed';
  if (isThere || agent.at('expected').value !== true) return [];
  return [agent.at('expected').fault(`is expected at ${site}, which is ${lifecycle}`)];
}

const leave = /^(kind:(vessel|vehicle|container|seal|person)|mmsi:\d{9}|(vehicle|container|seal|tag|plate):\S{1,128})$/;

/** A leave that names nobody would never be used, and nobody would notice. */
function leaveFaults(allowed: Place): Fault[] {
  const { text } = allowed;
  if (text === undefined || leave.test(text)) return [];
  return [allowed.fault(`${text} names nobody: such as mmsi:413000003, vehicle:粤B12345 or kind:container do`)];
}

/** A segment that names one sensor twice, or one that cannot look, has less cover than it seems to have. */
function sensorFaults(folder: PlanFolder, segment: Place): Fault[] {
  const sensors = segment.at('properties', 'sensors').entries;
  const unseeing = sensors.flatMap((sensor) => {
    const { text: kind = '' } = folder.find('devices', sensor.text ?? '')?.at('kind') ?? {};
    return kind === 'scale' || kind === 'barrier'
      ? [sensor.fault(`${sensor.text} is a ${kind}: it watches nothing`)]
      : [];
  });
  return [...doubles(sensors, (sensor) => `sensor ${sensor} is there twice`), ...unseeing];
}

function laneFaults(sgln: Place): Fault[] {
  if (sgln.text === undefined) return [];
  const read = readEpc(sgln.text);
  return read.ok ? [] : [sgln.fault(`${sgln.text} is no SGLN: ${read.why}`)];
}
