// What a tier does to an alert: efficiency rules weigh less of the most trusted and more of the least; integrity rules never.
import { type Severity, severities } from '../contracts/alert.ts';
import type { Tier } from '../contracts/class-schemes.ts';

/** Steps towards S4. */
const softer: Readonly<Record<Tier, number>> = { T1: 1, T2: 0, T3: 0, T4: -1, T5: -1 };

/** S1…S4 are the ends: nothing is graver than the gravest. */
export function weighed(severity: Severity, tier: Tier, integrity: boolean): Severity {
  if (integrity) return severity;
  const at = severities.indexOf(severity) + softer[tier];
  return severities[Math.min(severities.length - 1, Math.max(0, at))] ?? severity;
}
