// What lists may be asked over REST: pages everywhere by the same two parameters, and what alerts are looked for by.
import { type TSchema, Type } from 'typebox';
import { Condition, Severity } from './alert.ts';
import { CaseState } from './case.ts';
import { Feed } from './ids.ts';

/** One parameter. `of` is what its text must be; `shown` how the papers put it, where text is not what is meant. */
export interface Parameter {
  readonly of: TSchema;
  readonly says: string;
  /** It may be there more than once: any of its values will do. */
  readonly many?: true;
  readonly shown?: object;
}
export type Parameters = Readonly<Record<string, Parameter>>;

export const pageMost = 1000;
export const pageUsual = 200;

export const pageParameters = {
  limit: {
    of: Type.String({ pattern: '^([1-9]\\d{0,2}|1000)$' }),
    says: 'Rows of a page, at most.',
    shown: { type: 'integer', minimum: 1, maximum: pageMost, default: pageUsual },
  },
  cursor: {
    of: Type.String({ minLength: 1, maxLength: 128 }),
    says: 'Where the page begins: what the page before called `next`.',
  },
} as const satisfies Parameters;

const Truth = Type.Enum(['true', 'false']);
const yes = { shown: { type: 'boolean' } };
const Word = Type.String({ minLength: 1, maxLength: 128 });
const many = { many: true } as const;

/** Which alerts are meant; of several parameters all must fit. */
export const alertFilters = {
  condition: { of: Condition, says: 'How the condition stands.', ...many },
  standing: {
    of: Truth,
    says: 'Whether somebody has still to see to it: it is active or put away, or over and latched, unconfirmed or a case.',
    ...yes,
  },
  severity: { of: Severity, says: 'As whoever asks sees it.', ...many },
  rule: { of: Word, says: 'The rule’s id.', ...many },
  site: { of: Word, says: 'The site’s id.', ...many },
  key: { of: Word, says: 'Whose alert it is, as `mmsi:413999999`.', ...many },
  case: { of: CaseState, says: 'State of the case.', ...many },
  owner: { of: Word, says: 'Who sees to it.', ...many },
  acknowledged: { of: Truth, says: 'Whether somebody has acknowledged it.', ...yes },
  suppressed: { of: Truth, says: 'Whether it is kept from the list: shelved, by design, out of service.', ...yes },
  feed: { of: Feed, says: 'Whether it was live, simulated or of a recording.', ...many },
  q: { of: Word, says: 'A word in its key, rule or facts, in any case; of several all must be there.', ...many },
} as const satisfies Parameters;

const alertSorts = ['changed', 'severity'] as const;
export type AlertSort = (typeof alertSorts)[number];

export const alertParameters = {
  ...alertFilters,
  sort: {
    of: Type.Enum([...alertSorts]),
    says: '`changed`: the newest change first. `severity`: what stands first, the graver before the lighter, then what has ended.',
    shown: { type: 'string', enum: alertSorts, default: 'changed' },
  },
  ...pageParameters,
} as const satisfies Parameters;

const countGroups = ['severity', 'site', 'rule', 'case', 'isa'] as const;
export type CountGroup = (typeof countGroups)[number];

export const countParameters = {
  ...alertFilters,
  by: { of: Type.Enum([...countGroups]), says: 'What is counted apart; without it `severity`.', ...many },
} as const satisfies Parameters;

/** `counts` by what was asked, then by value. Not `whole`: of alerts that have long ended only the newest were counted. */
export const AlertCounts = Type.Object(
  {
    total: Type.Integer({ minimum: 0 }),
    counts: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer({ minimum: 1 }))),
    whole: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type AlertCounts = Type.Static<typeof AlertCounts>;

/** What each list may be asked, by its path. */
export const parametersOf: Readonly<Record<string, Parameters>> = {
  '/api/v1/alerts': alertParameters,
  '/api/v1/alerts/counts': countParameters,
  '/api/v1/alerts/{id}/deliveries': pageParameters,
  '/api/v1/deliveries': pageParameters,
  '/api/v1/audit': pageParameters,
  '/api/v1/checks': pageParameters,
  '/api/v1/lottery': pageParameters,
  '/api/v1/quarantine': pageParameters,
};
