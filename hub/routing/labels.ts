// An alert in Alertmanager's words: labels that say which it is, annotations that explain it.
import type { Alert } from '../contracts/alert.ts';
import { kindOf } from '../contracts/key-kind.ts';
import type { Response } from '../contracts/response.ts';
import type { Labels } from './matcher.ts';
import { responseAnnotations } from './response-words.ts';

/** Two alerts of the same labels are the same alarm, another time; the id names the one occurrence and is an annotation. */
export function labelsOf({ rule, site, severity, integrity, key, scope, feed }: Alert): Labels {
  const all = {
    alertname: rule,
    site,
    severity,
    class: integrity ? 'integrity' : 'efficiency',
    kind: kindOf(key),
    key,
    scope,
    feed,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** @param response what is to be done about alerts of its rule; whoever notifies knows no rule */
export function annotationsOf(
  { id, why, condition, reason, late, notes = [] }: Alert,
  response: Response | undefined,
): Labels {
  const { measure, value, limit, unit, facts, evidence } = why;
  const said = evidence.map(({ time, says }) => `${new Date(time).toISOString()} ${says}`);
  return {
    id,
    condition,
    summary: `${measure} ${round(value)} ${unit} (limit ${round(limit)} ${unit})`,
    facts: Object.entries(facts)
      .map(([name, fact]) => `${name}: ${fact}`)
      .join('; '),
    evidence: said.join('\n'),
    ...(late && { late: 'heard of late' }),
    ...(reason !== undefined && { reason: reason.says }),
    ...responseAnnotations(response),
    ...(notes.length > 0 && { notes: notes.map(({ by, text }) => `${by}: ${text}`).join('\n') }),
  };
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

export type Status = 'firing' | 'resolved';

/** Taken back or merged is over, too, for whoever was told. */
export const statusOf = ({ condition }: Alert): Status => (condition === 'active' ? 'firing' : 'resolved');

const [offset, prime, mask] = [0xcbf29ce484222325n, 0x100000001b3n, (1n << 64n) - 1n];

/** FNV-1a of 64 bits over names and values, names in order of their bytes, 0xFF after each: Prometheus' own. */
export function fingerprintOf(labels: Labels): string {
  let hash = offset;
  const add = (byte: number): void => {
    hash = ((hash ^ BigInt(byte)) * prime) & mask;
  };
  const sorted = Object.keys(labels).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const name of sorted)
    for (const text of [name, labels[name] ?? '']) {
      for (const byte of Buffer.from(text)) add(byte);
      add(0xff);
    }
  return hash.toString(16).padStart(16, '0');
}
