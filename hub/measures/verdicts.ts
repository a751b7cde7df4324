// What people made of alerts: of each rule and sensor how many were nothing, between which bounds, and what is to be rationalised.
import type { Disposition } from '../contracts/case.ts';
import { falseAlarms } from '../contracts/law.ts';
import type { RuleVerdict, SensorVerdict } from '../contracts/measures.ts';
import type { Rest, Word } from './ledger.ts';
import type { Sensor } from './marks.ts';
import { atLeast, judgedFrom, precision } from './targets.ts';

type Disposed = Extract<Word, { what: 'disposed' }>;

/** Codes that say neither that there was something nor that there was nothing. */
const unjudged: readonly Disposition[] = ['duplicate', 'drill_test', 'insufficient_evidence'];

const z = 1.96;

/** Wilson's score interval (95 %) of a share: sound for few, too, where the plain one is not. */
export function wilson(hits: number, of: number): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const share = hits / of;
  const weight = 1 + z ** 2 / of;
  const middle = (share + z ** 2 / (2 * of)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { low: hits === 0 ? 0 : middle - half, high: hits === of ? 1 : middle + half };
}

/** By the last word on each alert; what was reopened waits for another. */
export function lastWords(marks: readonly Word[]): Disposed[] {
  const words = new Map<string, Disposed>();
  for (const mark of marks) {
    if (mark.what === 'disposed') words.set(mark.alert, mark);
    else words.delete(mark.alert);
  }
  return [...words.values()];
}

function verdictOf(words: readonly Disposed[]) {
  const judged = words.filter(({ code }) => !unjudged.includes(code));
  const none = judged.filter(({ code }) => falseAlarms.includes(code)).length;
  return { judged: judged.length, falseAlarms: none, ...wilson(none, judged.length) };
}

/** The least precise first. */
export function rulesJudged(words: readonly Disposed[]): RuleVerdict[] {
  const groups = Map.groupBy(words, ({ rule, version }) => `${version} ${rule}`);
  const rules = [...groups.values()].map((of): RuleVerdict => {
    const { rule, version } = of[0] as Disposed;
    const verdict = verdictOf(of);
    const isKnown = verdict.judged >= judgedFrom;
    const precisionAtMost = atLeast(1 - verdict.low, precision, isKnown);
    const codes = [...Map.groupBy(of, ({ code }) => code)].map(([code, { length }]) => ({ code, count: length }));
    codes.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
    return { rule, version, codes, ...verdict, precisionAtMost, toRationalise: precisionAtMost.ok === false };
  });
  const byName = (a: RuleVerdict, b: RuleVerdict) =>
    a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.version - b.version;
  return rules.sort((a, b) => a.precisionAtMost.value - b.precisionAtMost.value || byName(a, b));
}

/** Those called bad most often first, then those with most false alarms. */
export function sensorsJudged(words: readonly Disposed[], marks: readonly Rest[]): SensorVerdict[] {
  const named = new Map<string, { sensor: Sensor; words: Disposed[]; tickets: number }>();
  const of = (sensor: Sensor) => {
    const name = `${sensor.kind}:${sensor.id}`;
    const known = named.get(name) ?? { sensor, words: [], tickets: 0 };
    named.set(name, known);
    return known;
  };
  for (const word of words) for (const sensor of word.sensors) of(sensor).words.push(word);
  for (const mark of marks) if (mark.what === 'ticketed') of({ kind: 'device', id: mark.device }).tickets += 1;
  const rows = [...named.values()].map((one): SensorVerdict => {
    return { ...one.sensor, ...verdictOf(one.words), tickets: one.tickets };
  });
  return rows.sort((a, b) => b.tickets - a.tickets || b.falseAlarms - a.falseAlarms || (a.id < b.id ? -1 : 1));
}
