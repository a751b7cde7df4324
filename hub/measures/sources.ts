// Where the load comes from: how many were called to, of which severity and site; the ten loudest sources; who chatters.
import { type Severity, severities } from '../contracts/alert.ts';
import type { Measures } from '../contracts/measures.ts';
import type { Called, Rest } from './ledger.ts';
import type { Mark } from './marks.ts';
import { atLeast, atMost, mix, sharesFrom, topMost, topShare } from './targets.ts';

/** Chattering sources that are named. */
const chatteringNamed = 20;

export function counted(marks: readonly Called[]): Measures['annunciations'] {
  const of = (cause: Called['cause']): number => marks.filter((mark) => mark.cause === cause).length;
  const bySite = [...Map.groupBy(marks, ({ site }) => site)]
    .map(([site, { length }]) => ({ site, count: length }))
    .sort((a, b) => b.count - a.count || (a.site < b.site ? -1 : 1));
  return { total: marks.length, raised: of('raised'), again: of('again'), returned: of('returned'), bySite };
}

export function mixOf(marks: readonly Called[], severityOf: (mark: Mark) => Severity): Measures['mix'] {
  const isKnown = marks.length >= sharesFrom;
  return severities.map((severity) => {
    const count = marks.filter((mark) => severityOf(mark) === severity).length;
    const against = severity === 'S4' ? atLeast : atMost;
    return { severity, count, share: against(share(count, marks.length), mix[severity], isKnown) };
  });
}

export function topOf(marks: readonly Called[]): Measures['top'] {
  const sources = [...Map.groupBy(marks, ({ rule, key }) => `${rule}\n${key}`).values()]
    .map((of) => ({ ...sourceOf(of[0] as Mark), count: of.length, share: share(of.length, marks.length) }))
    .sort((a, b) => b.count - a.count || byName(a, b))
    .slice(0, topMost);
  const count = sources.reduce((sum, one) => sum + one.count, 0);
  return { share: atMost(share(count, marks.length), topShare, marks.length >= sharesFrom), sources };
}

/** The loudest first. */
export function chatteringOf(marks: readonly Rest[]): Measures['chattering'] {
  const chattered = marks.filter((mark) => mark.what === 'chattered');
  const sources = [
    ...Map.groupBy(chattered, ({ site, rule, key, scope }) => [site, rule, key, scope].join('\n')).values(),
  ]
    .map((of) => {
      const last = of.at(-1) as (typeof chattered)[number];
      return { site: last.site, ...sourceOf(last), scope: last.scope, count: of.length, lastAt: last.at };
    })
    .sort((a, b) => b.count - a.count || byName(a, b) || (a.scope < b.scope ? -1 : 1));
  return { count: atMost(sources.length, 0), sources: sources.slice(0, chatteringNamed) };
}

const sourceOf = ({ rule, key }: Mark) => ({ rule, key });
const share = (part: number, of: number): number => (of === 0 ? 0 : part / of);

function byName(a: { rule: string; key: string }, b: { rule: string; key: string }): number {
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
