// What a schema cannot say of a device: its code, the agent that speaks for it, and what it stands at.
import { readCamera } from '../contracts/identity/camera.ts';
import type { Fault, Place } from '../files/place.ts';
import type { PlanFolder } from './plan-folder.ts';

/** A device that the plan describes must be one the hub can hear, and place. */
export function deviceFaults(folder: PlanFolder, device: Place): Fault[] {
  return [...codeFaults(device), ...voiceFaults(folder, device), ...placeFaults(device)];
}

function codeFaults(device: Place): Fault[] {
  const { text: kind } = device.at('kind');
  const id = device.at('id');
  if (id.text === undefined || kind === undefined) return [];
  if (kind !== 'camera')
    return /^\d{20}$/.test(id.text) ? [id.fault(`has a camera's code, but its kind is ${kind}`)] : [];
  const read = readCamera(id.text);
  if (read.ok) return [];
  const at = read.at === undefined ? '' : `, at digit ${read.at}`;
  return [id.fault(`is no customs camera code of 20 digits: ${read.why}${at}`)];
}

/** An agent speaks for its own site only: of a device elsewhere the hub would refuse every word. */
function voiceFaults(folder: PlanFolder, device: Place): Fault[] {
  const { text: agent = '' } = device.at('agent');
  const { text: speaksFor } = folder.find('agents', agent)?.at('site') ?? {};
  const { text: site } = device.at('site');
  if (speaksFor === undefined || site === undefined || speaksFor === site || !folder.has('sites', speaksFor)) return [];
  return [device.at('agent').fault(`is of ${site}, but agent ${agent} speaks for ${speaksFor}`)];
}

/** What an antenna, scale or barrier says is said of a lane or a fence; a camera may watch segments only. */
function placeFaults(device: Place): Fault[] {
  const { text: kind } = device.at('kind');
  const is = (field: string) => device.at(field).value !== undefined;
  const nowhere = kind !== 'camera' && !is('lane') && !is('fence');
  const half = is('lon') !== is('lat');
  return [
    ...(nowhere ? [device.fault('stands at no lane and in no fence')] : []),
    ...(half ? [device.fault('lon and lat go together')] : []),
  ];
}
