// Remote checks as last told: whole rows, and in which order they are to be looked at.
import { computed, signal } from '@preact/signals';
import type { Check, CheckFrame } from '../../hub/contracts/trust.ts';

export type CheckRows = ReadonlyMap<string, Check>;

/** Beyond it the longest drawn go. */
const kept = 200;

export const checks = signal<CheckRows>(new Map());

/** A sync's frame is all there is; any other one is what changed. What is over opens no more. */
export function mergeChecks(rows: CheckRows, { checks: told }: CheckFrame, whole: boolean): CheckRows {
  const next = new Map(whole ? [] : rows);
  for (const check of told)
    if (next.get(check.id)?.state !== 'done' || check.state === 'done') next.set(check.id, check);
  const newest = [...next.values()].sort((a, b) => b.drawnAt - a.drawnAt);
  return newest.length <= kept ? next : new Map(newest.slice(0, kept).map((check) => [check.id, check]));
}

/** Whose time is over first. */
export const openOf = (rows: CheckRows): Check[] =>
  [...rows.values()]
    .filter(({ state }) => state === 'open')
    .sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));

export const openChecks = computed(() => openOf(checks.value));
