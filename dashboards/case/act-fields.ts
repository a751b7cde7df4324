// What each act asks of whoever does it: its fields in their order, its choices of time, and what goes to the hub. Pure.
import type { ActName, Disposition, ShelfReason } from '../../hub/contracts/case.ts';
import { isChief } from '../../hub/contracts/law.ts';
import type { Me } from '../people/me.ts';
import type { Word } from '../words/zh.ts';

export type Field = 'text' | 'code' | 'reason' | 'until' | 'to' | 'officer' | 'place' | 'order';

/** As it is filled in; `until` is how long from now, ms. */
export type Draft = Readonly<Partial<Record<Field, string>>>;

interface Form {
  readonly fields: readonly Field[];
  /** The hub takes it without. */
  readonly optional?: readonly Field[];
}

const forms: Readonly<Record<ActName, Form>> = {
  acknowledge: { fields: [] },
  claim: { fields: [] },
  release: { fields: [] },
  'hand-over': { fields: ['to', 'text'] },
  escalate: { fields: ['text'] },
  ask: { fields: ['text', 'until'] },
  dispatch: { fields: ['officer', 'place'] },
  report: { fields: ['text'] },
  shelve: { fields: ['reason', 'until', 'text'], optional: ['text'] },
  unshelve: { fields: [] },
  'take-out': { fields: ['order', 'until'] },
  agree: { fields: [] },
  'put-back': { fields: [] },
  reset: { fields: ['text'] },
  dispose: { fields: ['code', 'text'] },
  close: { fields: ['text'], optional: ['text'] },
  reopen: { fields: ['text'] },
  ticket: { fields: [] },
};

/** As they stand on the page: what is done most often first, what takes back last. */
export const actOrder: readonly ActName[] = [
  ...(['acknowledge', 'claim', 'agree', 'close', 'dispose', 'ask', 'reset', 'report', 'dispatch'] as const),
  ...(['escalate', 'hand-over', 'release', 'shelve', 'unshelve', 'put-back', 'take-out', 'ticket', 'reopen'] as const),
];

/** One key each for the frequent ones. */
export const actKeys: Readonly<Partial<Record<ActName, string>>> = {
  acknowledge: 'a',
  claim: 'c',
  shelve: 's',
  dispose: 'd',
  escalate: 'e',
  ticket: 'b',
};

export const fieldsOf = (act: ActName): readonly Field[] => forms[act].fields;
export const isOptional = (act: ActName, field: Field): boolean => forms[act].optional?.includes(field) ?? false;

/** In the order in which they are offered; one that is missing does not compile. */
const codeOrder: Readonly<Record<Disposition, number>> = {
  benign_explained: 1,
  confirmed_violation: 2,
  procedural_irregularity: 3,
  false_sensor: 4,
  false_rule: 5,
  false_identity: 6,
  duplicate: 7,
  drill_test: 8,
  insufficient_evidence: 9,
};
const reasonOrder: Readonly<Record<ShelfReason, number>> = {
  known_work: 1,
  under_inspection: 2,
  chattering: 3,
  sensor_fault: 4,
  weather: 5,
  other: 6,
};
export const codes = Object.keys(codeOrder) as Disposition[];
export const reasons = Object.keys(reasonOrder) as ShelfReason[];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long from now, ms: what the hub takes of whoever asks. */
export function spansOf(act: ActName, me: Me): readonly number[] {
  if (act === 'take-out') return [2 * hourMs, 8 * hourMs, 24 * hourMs, 7 * 24 * hourMs];
  const short = [10 * minuteMs, 30 * minuteMs];
  return act === 'ask' || isChief(me) ? [...short, 2 * hourMs, 8 * hourMs] : short;
}

/** What is chosen before anybody chooses. */
export function beginning(act: ActName, me: Me): Draft {
  return fieldsOf(act).includes('until') ? { until: String(spansOf(act, me).at(act === 'ask' ? 1 : 0)) } : {};
}

/** The first field that is not filled in. */
export const missingOf = (act: ActName, draft: Draft): Field | undefined =>
  fieldsOf(act).find((field) => !isOptional(act, field) && (draft[field] ?? '').trim() === '');

/** A clock a little ahead of the hub's must not make the longest time too long, ms. */
const spareMs = 1_000;

export function bodyOf(act: ActName, draft: Draft, now: number): Record<string, string | number> {
  const filled = fieldsOf(act).flatMap((field): [string, string | number][] => {
    const value = (draft[field] ?? '').trim();
    if (value === '') return [];
    return [[field, field === 'until' ? now + Number(value) - spareMs : value]];
  });
  return Object.fromEntries(filled);
}

/** How a field is called in this act. */
export function fieldWord(act: ActName, field: Field): Word {
  if (field === 'until') return act === 'ask' ? 'field.until.ask' : 'field.until';
  if (field !== 'text') return `field.${field}`;
  switch (act) {
    case 'escalate':
    case 'ask':
    case 'hand-over':
    case 'report':
    case 'reset':
    case 'dispose':
    case 'reopen':
      return `field.text.${act}`;
    default:
      return 'field.text';
  }
}
