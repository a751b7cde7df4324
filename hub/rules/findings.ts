// What a key's rules have found, and what of it stands. No rule sees any of it: it follows from the events, and nothing from it.
import { isDeepStrictEqual } from 'node:util';
import type { Finding, Found } from '../flow.ts';

export interface Findings {
  /** Those that ended before anything can still be rewound may be let go: they stand for good. */
  readonly findings: readonly Found[];
  /** What was let go of them had changed last by then. */
  readonly settled: number;
}

export const foundNothing: readonly Finding[] = [];

/** Findings a key may hold; the ended ones that changed longest ago are let go first. */
const findingsMost = 256;

/** What stands once a moment's findings have come to those of before; one of the same rule, scope and start replaces its older self. */
export function findingsAfter({ findings, settled }: Findings, found: readonly Finding[], time: number): Findings {
  let all = findings;
  for (const finding of found) all = withFinding(all, finding, time);
  return all === findings ? { findings, settled } : bounded(all, settled);
}

export const sameFindings = (a: Findings, b: Findings): boolean =>
  a.findings.length === b.findings.length &&
  a.settled === b.settled &&
  (a.findings === b.findings || a.findings.every((one, i) => isDeepStrictEqual(one, b.findings[i])));

/** The findings that can still change: open ones, and those that something after `since` had a part in. */
export const inSight = (findings: readonly Found[], since: number): readonly Found[] =>
  findings.filter(({ to, changedAt }) => to === undefined || changedAt > since);

function withFinding(findings: readonly Found[], finding: Finding, time: number): readonly Found[] {
  const same = (f: Finding) => f.rule === finding.rule && f.scope === finding.scope && f.from === finding.from;
  const at = findings.findIndex(same);
  if (at < 0) return [...findings, { ...finding, foundAt: time, changedAt: time }];
  return findings.with(at, { ...finding, foundAt: findings[at]?.foundAt ?? time, changedAt: time });
}

function bounded(findings: readonly Found[], settled: number): Findings {
  if (findings.length <= findingsMost) return { findings, settled };
  const ended = findings.filter(({ to }) => to !== undefined).sort((a, b) => a.changedAt - b.changedAt);
  const gone = new Set(ended.slice(0, findings.length - findingsMost));
  if (gone.size === 0) return { findings, settled };
  const last = ended[gone.size - 1]?.changedAt ?? settled;
  return { findings: findings.filter((one) => !gone.has(one)), settled: Math.max(settled, last) };
}
