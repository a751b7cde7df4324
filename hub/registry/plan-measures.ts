// Which measures belong to which shape of a fence: a corridor is a line with a width, a circle a point with a radius.
import type { Fault, Place } from '../files/place.ts';

/** Faults of what a fence is for and how wide it is, by how it is drawn. */
export function measureFaults(fence: Place): Fault[] {
  const { text: type } = fence.at('geometry', 'type');
  return [
    ...purposeFaults(fence, type === 'LineString'),
    ...measured(fence, 'widthM', type === 'LineString', 'a line'),
    ...measured(fence, 'radiusM', type === 'Point', 'a point'),
    ...widthFaults(fence.at('properties', 'widthM'), fence.at('geometry', 'coordinates')),
  ];
}

function purposeFaults(fence: Place, isLine: boolean): Fault[] {
  const purpose = fence.at('properties', 'purpose');
  if (isLine === (purpose.text === 'corridor')) return [];
  return [
    purpose.fault(`is ${isLine ? 'a line: only a corridor is one' : 'an area: a corridor is a line with a widthM'}`),
  ];
}

/** What has the shape needs the measure, and nothing else may have it. */
function measured(fence: Place, name: 'widthM' | 'radiusM', isShape: boolean, shape: string): Fault[] {
  const measure = fence.at('properties', name);
  const isThere = measure.value !== undefined;
  if (isShape === isThere) return [];
  if (isShape) return [measure.fault(`is ${shape} without a ${name}`)];
  return [measure.fault(`has a ${name}: only ${shape} has one`, { code: 'drawn-measure' })];
}

/** One for all legs, or one a leg: a leg leads from one point to the next. */
function widthFaults(width: Place, line: Place): Fault[] {
  if (!Array.isArray(width.value) || !Array.isArray(line.value)) return [];
  const [widths, legs] = [width.value.length, line.value.length - 1];
  const says = `has ${widths} widths: it has ${legs} ${legs === 1 ? 'leg' : 'legs'}`;
  return widths === legs ? [] : [width.fault(says, { code: 'drawn-measure' })];
}
