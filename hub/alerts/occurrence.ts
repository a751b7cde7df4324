// Identity: which findings are one occurrence, and under which name it is known.
import { createHash } from 'node:crypto';
import type { Found } from '../flow.ts';

/** Findings of one key, rule and scope that overlap or lie within the rule's merge gap: one alert. */
export interface Occurrence {
  readonly scope: string;
  readonly from: number;
  readonly to: number | undefined;
  readonly findings: readonly Found[];
}

/** 16 hex digits from rule, key, scope and first start: the same on every replay. */
export function alertId(rule: string, key: string, scope: string, from: number): string {
  return createHash('sha256').update(`${rule}\n${key}\n${scope}\n${from}`).digest('hex').slice(0, 16);
}

export function occurrencesOf(findings: readonly Found[], mergeGapMs: number): Occurrence[] {
  const sorted = findings.toSorted((a, b) => (a.scope === b.scope ? a.from - b.from : a.scope < b.scope ? -1 : 1));
  const found: Occurrence[] = [];
  for (const finding of sorted) {
    const last = found.at(-1);
    if (last !== undefined && last.scope === finding.scope && near(last, finding.from, mergeGapMs)) {
      found[found.length - 1] = { ...last, to: laterEnd(last.to, finding.to), findings: [...last.findings, finding] };
    } else {
      found.push({ scope: finding.scope, from: finding.from, to: finding.to, findings: [finding] });
    }
  }
  return found;
}

/** An occurrence that ended exactly when the next begins is still another one, unless a gap is allowed. */
const near = (a: Occurrence, from: number, gap: number): boolean =>
  a.to === undefined || from < a.to || (gap > 0 && from - a.to <= gap);

const laterEnd = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : Math.max(a, b);
