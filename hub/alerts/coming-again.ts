// What goes on with an alert besides its facts: it came again, a person touched it, an answer came, its version went up.
import type { Alert, Note } from '../contracts/alert.ts';
import type { Added } from '../contracts/case.ts';
import { caseOf, versionOf } from '../contracts/standing.ts';
import type { Transition } from '../flow.ts';
import { reopened } from './lifecycle.ts';

/** It had ended: whoever had seen it, and said that things are well, saw something else. There is time to look anew. */
export function again({ acknowledged: _a, reset: _r, ...alert }: Alert, at: number): Alert {
  const next = { ...alert, reAlarms: (alert.reAlarms ?? 0) + 1 };
  const { state } = caseOf(alert);
  if (state === 'disposed' || state === 'closed') return reopened(next, at);
  return state === 'claimed' ? next : { ...next, case: { ...caseOf(alert), since: at } };
}

/** Whoever does something about it has looked again. */
export function touched({ reconfirm: _, ...alert }: Alert): Alert {
  return alert;
}

/** An explanation is the answer to the question that waits for one, even if it comes late. */
export function answered(alert: Alert, { explains = false }: Note, number: number): { change: Added; alert: Alert } {
  const { asked } = caseOf(alert);
  if (!explains || asked === undefined || asked.answered !== undefined) return { change: 'noted', alert };
  return { change: 'answered', alert: { ...alert, case: { ...caseOf(alert), asked: { ...asked, answered: number } } } };
}

const measured: readonly Transition['change'][] = ['amended', 'pictured', 'noted', 'stale'];

/** Up with each act and each change of the condition, and not with each measure. */
export function versioned(change: Transition['change'], alert: Alert, was: Alert | undefined): Alert {
  if (was === undefined) return { ...alert, version: 1 };
  const stays = measured.includes(change) && was.condition === alert.condition;
  return { ...alert, version: versionOf(was) + Number(!stays) };
}

/** What people have done about it. */
export function workOn({ notes = [], acknowledged, case: done, ticket, suppressed }: Alert): number {
  const acts = [acknowledged, done, ticket, suppressed?.kind === 'by-design' ? undefined : suppressed];
  return notes.length + acts.filter((one) => one !== undefined).length;
}
