// Into whose stories an observation goes: by the identifiers as they were read, which never change.
import { readContainer } from '../contracts/identity/container.ts';
import { readPlate } from '../contracts/identity/plate.ts';
import { sealForm } from '../contracts/identity/seal.ts';
import type { Association, GatePassage, Observation } from '../contracts/observation.ts';
import type { Refusal } from '../errors.ts';

/**
 * The subject's own, and those of whoever else it names. A subject that is no sound identity is refused; what a camera or
 * antenna misread besides is left to the lane's own story.
 */
export function keysOf({ type, subject, data }: Pick<Observation, 'type' | 'subject' | 'data'>): string[] | Refusal {
  const wrong = faultOf(subject);
  if (wrong !== undefined) return wrong;
  if (type === 'gate.passage') return [subject, ...readAtGate(data as GatePassage)];
  if (type !== 'association') return [subject];
  const { children, from } = data as Association;
  const named = from === undefined ? children : [from, ...children];
  const bad = named.map(faultOf).find((one) => one !== undefined);
  return bad ?? [...new Set([subject, ...named])];
}

/** Seals have many ways of being written and one of being known: whoever names one names it so. */
export function inOneForm(event: Observation): Observation {
  const { type, subject, data } = event;
  if (type === 'association') {
    const { children, from } = data as Association;
    const said = { ...data, children: children.map(known), ...(from !== undefined && { from: known(from) }) };
    return { ...event, subject: known(subject), data: said } as Observation;
  }
  return subject.startsWith(sealScheme) ? ({ ...event, subject: known(subject) } as Observation) : event;
}

const sealScheme = 'seal:';
const known = (subject: string): string =>
  subject.startsWith(sealScheme) ? sealScheme + sealForm(subject.slice(sealScheme.length)) : subject;

function readAtGate({ plates = [], containers = [], seals = [] }: GatePassage): string[] {
  const keys = new Set<string>();
  for (const plate of plates) {
    const read = readPlate(plate);
    if (read.ok) keys.add(`plate:${read.value.plate}`);
  }
  for (const container of containers) {
    const read = readContainer(container);
    if (read.ok) keys.add(`container:${read.value}`);
  }
  for (const seal of seals) keys.add(sealScheme + sealForm(seal));
  return [...keys];
}

/** Containers by ISO 6346 with its check digit, vehicles and plates by their plate; anything else by its scheme alone. */
function faultOf(subject: string): Refusal | undefined {
  const colon = subject.indexOf(':');
  const [scheme, value] = [subject.slice(0, colon), subject.slice(colon + 1)];
  if (scheme === 'container') {
    const read = readContainer(value);
    return read.ok && read.value === value ? undefined : invalid(subject, read.ok ? `write ${read.value}` : read.why);
  }
  if (scheme !== 'vehicle' && scheme !== 'plate') return undefined;
  const read = readPlate(value);
  return read.ok && read.value.plate === value
    ? undefined
    : invalid(subject, read.ok ? `write ${read.value.plate}` : read.why);
}

const invalid = (subject: string, why: string): Refusal => ({ code: 'identity-invalid', detail: `${subject}: ${why}` });
