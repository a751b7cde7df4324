// Which alerts are meant by what was asked: one test over an alert as whoever asks sees it.
import type { Alert } from '../contracts/alert.ts';
import type { alertFilters } from '../contracts/query.ts';
import { caseOf, isStanding, isSuppressed } from '../contracts/standing.ts';
import type { Query } from './query.ts';

export type Filters = Query<typeof alertFilters>;
type Test = (alert: Alert) => boolean;

/** What a filter compares with its values. */
const sides = {
  condition: ({ condition }) => condition,
  standing: (alert) => String(isStanding(alert)),
  severity: ({ severity }) => severity,
  rule: ({ rule }) => rule,
  site: ({ site }) => site,
  key: ({ key }) => key,
  case: (alert) => caseOf(alert).state,
  owner: (alert) => caseOf(alert).owner,
  acknowledged: ({ acknowledged }) => String(acknowledged !== undefined),
  suppressed: (alert) => String(isSuppressed(alert)),
  feed: ({ feed }) => feed,
} as const satisfies Record<Exclude<keyof Filters, 'q'>, (alert: Alert) => string | undefined>;

export function filterOf({ q, ...filters }: Filters): Test {
  const tests = Object.entries(sides).flatMap(
    ([name, side]: [string, (alert: Alert) => string | undefined]): Test[] => {
      const values = filters[name as keyof typeof filters];
      if (values === undefined) return [];
      const wanted = new Set<string | undefined>(values);
      return [(alert) => wanted.has(side(alert))];
    },
  );
  if (q !== undefined) tests.push(bearing(q.map((word) => word.toLowerCase())));
  return (alert) => tests.every((test) => test(alert));
}

const bearing =
  (words: readonly string[]): Test =>
  ({ key, rule, why }) => {
    const text = [key, rule, ...Object.values(why.facts)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };

/** May it be over and seen to? Only then the journal has to be asked for more. */
export const mayHaveEnded = ({ standing, condition }: Filters): boolean =>
  standing?.[0] !== 'true' && (condition === undefined || condition.some((one) => one !== 'active'));
