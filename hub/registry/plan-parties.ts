// What a schema cannot say of a party: classes that their orders know, in order, and vehicles that are nobody else's.
import { type ClassScheme, classSchemes, legalClass, type SchemeId, schemeIds } from '../contracts/class-schemes.ts';
import { readPlate } from '../contracts/identity/plate.ts';
import type { Fault, Place } from '../files/place.ts';

/** An order gives no class before it is in force, and none that it does not know. */
export function classFaults(party: Place): Fault[] {
  let before = '';
  return party.at('classes').entries.flatMap((entry) => {
    const from = entry.at('from').text ?? '';
    const late = from <= before ? [entry.at('from').fault(`${from} is not after ${before}`)] : [];
    before = from;
    return [...dayFaults(entry.at('from')), ...late, ...schemeFaults(entry)];
  });
}

function dayFaults(day: Place): Fault[] {
  const { text } = day;
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return [];
  const ms = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  return isDay ? [] : [day.fault(`${text} is no day`)];
}

function schemeFaults(entry: Place): Fault[] {
  const { text: from = '' } = entry.at('from');
  const { text: name = '' } = entry.at('class');
  const scheme = schemeIds.find((id) => id === entry.at('scheme').text) satisfies SchemeId | undefined;
  if (scheme === undefined) return [];
  const { from: since, classes }: ClassScheme = classSchemes[scheme];
  const known = Object.keys(classes).join(', ');
  return [
    ...(from < since ? [entry.at('from').fault(`${from} is before ${scheme} was in force, ${since}`)] : []),
    ...(legalClass(scheme, name) === undefined
      ? [entry.at('class').fault(`${name} is no class of ${scheme}: ${known}`)]
      : []),
  ];
}

/** Two parties behind one vehicle would be none. */
export function vehicleFaults(parties: readonly Place[]): Fault[] {
  const seen: { readonly text: string; readonly party: number }[] = [];
  return parties.flatMap((place, party) =>
    place.at('vehicles').entries.flatMap((vehicle) => {
      const { text } = vehicle;
      if (text === undefined) return [];
      const other = seen.find((one) => one.party !== party && overlap(one.text, text));
      seen.push({ text, party });
      const taken = other === undefined ? [] : [vehicle.fault(`${text} is another party's already: ${other.text}`)];
      return [...plateFaults(vehicle, text), ...taken];
    }),
  );
}

function plateFaults(vehicle: Place, text: string): Fault[] {
  if (/^\S+\*$/.test(text) && !text.slice(0, -1).includes('*')) return [];
  const read = readPlate(text);
  if (read.ok && read.value.plate === text) return [];
  return [vehicle.fault(`${text} is no plate${read.ok ? `: write ${read.value.plate}` : ''}`)];
}

const stem = (text: string): string => (text.endsWith('*') ? text.slice(0, -1) : text);

function overlap(a: string, b: string): boolean {
  if (!a.endsWith('*') && !b.endsWith('*')) return a === b;
  return (a.endsWith('*') && stem(b).startsWith(stem(a))) || (b.endsWith('*') && stem(a).startsWith(stem(b)));
}
