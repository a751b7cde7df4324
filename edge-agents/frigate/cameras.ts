// The file that says which camera of Frigate's is which of customs', what of it counts, and how its broker is entered.
import { basename, dirname } from 'node:path';
import { readCamera } from '../../hub/contracts/identity/camera.ts';
import type { CameraDetection } from '../../hub/contracts/observation.ts';
import { type Fault, faultText, type Place } from '../../hub/files/place.ts';
import { readYamlFile } from '../../hub/files/yaml-file.ts';

export type What = CameraDetection['what'];

/** `zones`: only what is in one of these counts; `labels`: only these. Empty is all. */
export interface Watching {
  readonly id: string;
  readonly zones: readonly string[];
  readonly labels: readonly string[];
}

export interface Cameras {
  readonly byName: ReadonlyMap<string, Watching>;
  readonly whatOf: ReadonlyMap<string, What>;
  readonly broker: { readonly username?: string; readonly password?: string };
}

/** Frigate's own labels, as far as they are anything to customs. */
const usual: Readonly<Record<string, What>> = {
  ...{ person: 'person', car: 'vehicle', truck: 'vehicle', bus: 'vehicle', motorcycle: 'vehicle' },
  ...{ license_plate: 'vehicle', boat: 'vessel', container: 'container' },
};
const whats: readonly string[] = ['person', 'vehicle', 'container', 'vessel'];

/** @throws Error that names every fault with its line */
export function readCameras(path: string): Cameras {
  const { there, root, faults } = readYamlFile(dirname(path), basename(path), {});
  if (!there) throw new Error(`${path}: there is no such file`);
  const found = root === undefined ? faults : faultsOf(root);
  if (found.length > 0) throw new Error(found.map((fault) => faultText(path, fault)).join('\n'));
  if (root === undefined) throw new Error(`${path}: says nothing; it needs cameras: {NAME: {camera: '20 digits'}}`);
  return camerasOf(root);
}

function camerasOf(root: Place): Cameras {
  const texts = (place: Place): string[] => place.entries.flatMap(({ text }) => text ?? []);
  const watching = fieldsOf(root.at('cameras')).map(([name, one]): [string, Watching] => {
    return [name, { id: one.at('camera').text ?? '', zones: texts(one.at('zones')), labels: texts(one.at('labels')) }];
  });
  const labels = fieldsOf(root.at('labels')).map(([label, { text }]): [string, What] => [label, text as What]);
  const [username, password] = ['username', 'password'].map((name) => root.at('broker', name).text);
  return {
    byName: new Map(watching),
    whatOf: new Map([...Object.entries(usual), ...labels]),
    broker: { ...(username !== undefined && { username }), ...(password !== undefined && { password }) },
  };
}

function faultsOf(root: Place): Fault[] {
  const cameras = fieldsOf(root.at('cameras'));
  return [
    ...unknown(root, ['cameras', 'labels', 'broker']),
    ...(cameras.length === 0 ? [root.at('cameras').fault("cameras needs NAME: {camera: '20 digits'}")] : []),
    ...cameras.flatMap(([name, camera]) => cameraFaults(name, camera)),
    ...twice(cameras),
    ...fieldsOf(root.at('labels')).flatMap(([label, place]) =>
      whats.includes(place.text ?? '') ? [] : [place.fault(`label ${label} is to be one of ${whats.join(', ')}`)],
    ),
    ...unknown(root.at('broker'), ['username', 'password']),
    ...fieldsOf(root.at('broker')).flatMap(([name, place]) =>
      place.text === undefined ? [place.fault(`broker.${name} is to be a text`)] : [],
    ),
  ];
}

function cameraFaults(name: string, camera: Place): Fault[] {
  const id = camera.at('camera');
  const lists = ['zones', 'labels'].flatMap((field) => {
    const place = camera.at(field);
    const isList = place.value === undefined || Array.isArray(place.value);
    const sound = isList && place.entries.every(({ text }) => text !== undefined);
    return sound ? [] : [place.fault(`${name}: ${field} is to be a list of names`)];
  });
  return [...codeFaults(name, id), ...lists, ...unknown(camera, ['camera', 'zones', 'labels'], `${name}: `)];
}

/** Unquoted, YAML takes twenty digits for a number and rounds it. */
function codeFaults(name: string, id: Place): Fault[] {
  if (id.text === undefined) return [id.fault(`${name}: camera is to be a customs code of 20 digits, in quotes`)];
  const read = readCamera(id.text);
  return read.ok ? [] : [id.fault(`${name}: ${id.text} is no customs camera code of 20 digits (${read.why})`)];
}

function twice(cameras: readonly (readonly [string, Place])[]): Fault[] {
  const seen = new Map<string, string>();
  return cameras.flatMap(([name, camera]) => {
    const id = camera.at('camera');
    const other = seen.get(id.text ?? '');
    if (id.text !== undefined) seen.set(id.text, name);
    return other === undefined ? [] : [id.fault(`${name} has the code of ${other}`)];
  });
}

function unknown(place: Place, known: readonly string[], whose = ''): Fault[] {
  const names = fieldsOf(place).filter(([name]) => !known.includes(name));
  return names.map(([name, one]) => one.fault(`${whose}there is no field ${name}; known are ${known.join(', ')}`));
}

/** The fields of what is a table; of anything else none. */
function fieldsOf(place: Place): [string, Place][] {
  const { value } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value).map((name) => [name, place.at(name)]);
}
