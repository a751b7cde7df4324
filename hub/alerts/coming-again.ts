// What goes on with an alert besides its facts: it came again, a person touched it, an answer came, its version went up.
import type { Alert, Note } from '../contracts/alert.ts';
import type { Added } from '../contracts/case.ts';
import { caseOf, isLatched, versionOf } from '../contracts/standing.ts';
import type { Transition } from '../flow.ts';
import { hurriedFrom, isNobodys, isOver, reopened } from './lifecycle.ts';

/**
 * It had ended: whoever had seen it, and said that things are well, saw something else. Where somebody had, there is time to
 * look anew; what nobody looked at does not wait for longer because it chatters.
 */
export function again({ acknowledged, reset: _r, ...alert }: Alert, at: number): Alert {
  const next = { ...alert, reAlarms: (alert.reAlarms ?? 0) + 1 };
  if (isOver(alert)) return reopened(next, at);
  return acknowledged !== undefined && isNobodys(alert) ? hurriedFrom(next, at) : next;
}

/** It follows after all: nobody is done with what stands, or is latched and was closed because it did not follow. */
export function reinstated(alert: Alert, at: number): Alert {
  const isClosed = caseOf(alert).state === 'closed';
  return isClosed && (alert.condition === 'active' || isLatched(alert)) ? reopened(alert, at) : alert;
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

/** An ended one of which another measure is learnt is told as `cleared` again. */
const measured: readonly Transition['change'][] = ['amended', 'cleared', 'pictured', 'noted', 'stale'];

/** Up with each act and each change of the condition, and not with each measure. */
export function versioned(change: Transition['change'], alert: Alert, was: Alert | undefined): Alert {
  if (was === undefined) return { ...alert, version: 1 };
  const stays = measured.includes(change) && was.condition === alert.condition;
  return { ...alert, version: versionOf(was) + Number(!stays) };
}

/** What people have done about it; a case that only has its time is nobody's work. */
export function workOn(alert: Alert): number {
  const { notes = [], acknowledged, ticket, suppressed } = alert;
  const acts = [acknowledged, ticket, suppressed?.kind === 'by-design' ? undefined : suppressed];
  return notes.length + acts.filter((one) => one !== undefined).length + Number(isBegun(alert));
}

function isBegun(alert: Alert): boolean {
  const { state, level, asked, visit } = caseOf(alert);
  return state !== 'open' || level > 0 || asked !== undefined || visit !== undefined;
}

/** Taken back, or gone into another: it stands no more. */
export const isBack = ({ condition }: Alert): boolean => condition === 'withdrawn' || condition === 'merged';

/** Who goes on for an occurrence: one that stands before one that was taken back, then the one people worked on, then the older. */
export function byClaim(a: Alert, b: Alert): number {
  const standing = Number(isBack(a)) - Number(isBack(b));
  return standing || workOn(b) - workOn(a) || a.raisedAt - b.raisedAt || a.from - b.from;
}
