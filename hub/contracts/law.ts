// THE LAW: which act may be done on an alert in which case, with which right, by whom, and why not (ISA-18.2 / IEC 62682). The hub decides by it, the page offers by it.
import type { Alert } from './alert.ts';
import type { Act, ActName, Actor, CaseState, Disposition } from './case.ts';
import type { Right } from './person.ts';
import { deviceOf } from './sensor.ts';
import { caseOf, isLatched } from './standing.ts';

/** Codes of the hub's errors. */
export type Hindrance =
  | 'case-state'
  | 'supervisor-needed'
  | 'owner-only'
  | 'acknowledged-already'
  | 'level-highest'
  | 'asked-already'
  | 'visit-open'
  | 'visit-none'
  | 'suppressed-already'
  | 'shelved-not'
  | 'proposal-none'
  | 'second-person-needed'
  | 'proof-needed'
  | 'out-not'
  | 'latched-not'
  | 'latched-still'
  | 'active-still'
  | 'ticket-already'
  | 'device-none';

/** Whoever would do it. Where nobody has to log in they have no role: nobody is above, and there is nothing to prove. */
export type Doer = Pick<Actor, 'by' | 'role' | 'proved'>;

/** One line of the law. */
interface Law {
  readonly needs: Right;
  /** Cases in which it may be done. */
  readonly in: readonly CaseState[];
  /** `chief`: a supervisor's alone. `owner`: of whoever claimed it, or a supervisor. Without it whoever has the right. */
  readonly by?: 'chief' | 'owner';
  /** Why not, where all that is sound. */
  readonly unless?: (alert: Alert, who: Doer) => Hindrance | false;
}

const begun: readonly CaseState[] = ['open', 'claimed', 'escalated', 'disposed', 'reopened'];
export const nobodys: readonly CaseState[] = ['open', 'escalated', 'reopened'];

/** Codes that say there was nothing to be seen: on a latched alert a second person has to agree. */
export const falseAlarms: readonly Disposition[] = ['false_sensor', 'false_rule', 'false_identity'];

/** Escalations end there: nobody is above. */
export const levelMost = 3;

export const laws: Readonly<Record<ActName, Law>> = {
  acknowledge: {
    needs: 'acknowledge',
    in: begun,
    unless: ({ acknowledged }) => acknowledged !== undefined && 'acknowledged-already',
  },
  claim: { needs: 'handle', in: nobodys },
  release: { needs: 'handle', in: ['claimed'], by: 'owner' },
  'hand-over': { needs: 'handle', in: ['claimed'], by: 'owner' },
  escalate: {
    needs: 'handle',
    in: ['claimed', ...nobodys],
    unless: (alert) => caseOf(alert).level >= levelMost && 'level-highest',
  },
  ask: { needs: 'handle', in: ['claimed'], by: 'owner', unless: (alert) => isAsking(alert) && 'asked-already' },
  dispatch: { needs: 'handle', in: ['claimed'], by: 'owner', unless: (alert) => isVisited(alert) && 'visit-open' },
  report: { needs: 'handle', in: ['claimed', ...nobodys], unless: (alert) => !isVisited(alert) && 'visit-none' },
  shelve: {
    needs: 'shelve',
    in: begun,
    unless: ({ suppressed, latched = false }, who) => {
      if (suppressed !== undefined) return 'suppressed-already';
      // What a seal or the perimeter says must not be put away by one who has an hour to go.
      return latched && !isChief(who) && 'supervisor-needed';
    },
  },
  unshelve: { needs: 'shelve', in: begun, unless: ({ suppressed }) => suppressed?.kind !== 'shelved' && 'shelved-not' },
  'take-out': {
    needs: 'shelve',
    in: begun,
    unless: ({ suppressed }) => suppressed !== undefined && 'suppressed-already',
  },
  // Four eyes: a proposal counts when a second person agrees, who has just proved who they are.
  agree: {
    needs: 'oversee',
    in: begun,
    by: 'chief',
    unless: ({ suppressed }, who) => {
      if (suppressed?.kind !== 'out-of-service' || suppressed.agreed !== undefined) return 'proposal-none';
      return suppressed.by === who.by ? 'second-person-needed' : unproved(who);
    },
  },
  'put-back': {
    needs: 'shelve',
    in: begun,
    unless: ({ suppressed }) => suppressed?.kind !== 'out-of-service' && 'out-not',
  },
  reset: {
    needs: 'handle',
    in: begun,
    unless: (alert) => (isLatched(alert) ? alert.condition === 'active' && 'active-still' : 'latched-not'),
  },
  dispose: { needs: 'handle', in: ['claimed'], by: 'owner', unless: (alert) => isVisited(alert) && 'visit-open' },
  close: {
    needs: 'handle',
    in: ['disposed'],
    unless: (alert, who) => {
      if (alert.condition === 'active') return 'active-still';
      if (alert.condition === 'cleared' && isLatched(alert)) return 'latched-still';
      return needsSecond(alert) && (hasHandled(alert, who) ? 'second-person-needed' : unproved(who));
    },
  },
  // A second person who does not agree sends it back; what is closed a supervisor alone opens again.
  reopen: {
    needs: 'handle',
    in: ['disposed', 'closed'],
    unless: (alert, who) => caseOf(alert).state === 'closed' && !isChief(who) && 'supervisor-needed',
  },
  ticket: {
    needs: 'ticket',
    in: ['closed', ...begun],
    unless: (alert) => (alert.ticket !== undefined ? 'ticket-already' : deviceOf(alert) === undefined && 'device-none'),
  },
};

export const actNames = Object.keys(laws) as ActName[];

/** Acts that need no version: they add to an alert whatever has become of it, and of two the first alone does anything. */
export const versionless: readonly ActName[] = ['acknowledge', 'ticket'];

/** How an act is called in its address. */
export const actPath = (act: ActName): string => (act === 'acknowledge' ? 'acknowledgement' : act);

/** Why an act may not be done on an alert as it is, whatever would be said with it; undefined: it may. Rights are looked at before. */
export function hindrance(act: ActName, alert: Alert, who: Doer): Hindrance | undefined {
  const { in: cases, by, unless } = laws[act];
  const { state, owner } = caseOf(alert);
  if (!cases.includes(state)) return 'case-state';
  if (by === 'chief' && !isChief(who)) return 'supervisor-needed';
  if (by === 'owner' && owner !== who.by && !isChief(who)) return 'owner-only';
  return unless?.(alert, who) || undefined;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How far ahead the time of an act may lie, ms: a terminal gets long enough to answer, an officer's shelf ends soon, a supervisor's with the shift. */
const ahead = {
  ask: () => ({ least: minuteMs, most: 24 * hourMs }),
  shelve: (who: Doer) => ({ least: 1, most: isChief(who) ? 8 * hourMs : 30 * minuteMs }),
  'take-out': () => ({ least: 1, most: 7 * 24 * hourMs }),
} as const;

/** Why it may not be done with what is said with it; undefined: it may. @param at ms */
export function unfit(alert: Alert, act: Act, who: Doer, at: number): 'owner-already' | 'until-wrong' | undefined {
  if (act.act === 'hand-over') return caseOf(alert).owner === act.to ? 'owner-already' : undefined;
  if (act.act !== 'ask' && act.act !== 'shelve' && act.act !== 'take-out') return undefined;
  const { least, most } = ahead[act.act](who);
  return act.until >= at + least && act.until <= at + most ? undefined : 'until-wrong';
}

/** A question that waits for its answer in time. */
export function isAsking(alert: Alert): boolean {
  const { asked } = caseOf(alert);
  return asked !== undefined && asked.answered === undefined && asked.overdue !== true;
}

/** Somebody went to look, and has not reported yet. */
export function isVisited(alert: Alert): boolean {
  const { visit } = caseOf(alert);
  return visit !== undefined && visit.result === undefined;
}

/** What is gravest, and a latched one that is called false, two people must have looked at. Trust softens nothing here. */
export function needsSecond(alert: Alert): boolean {
  const { severity, trust, latched = false } = alert;
  const { disposed } = caseOf(alert);
  const isFalse = disposed !== undefined && falseAlarms.includes(disposed.code);
  return severity === 'S1' || trust?.severity === 'S1' || (latched && isFalse);
}

export const isChief = ({ role }: Doer): boolean => role === undefined || role === 'supervisor';

function hasHandled(alert: Alert, { by }: Doer): boolean {
  const { disposed } = caseOf(alert);
  return disposed?.by === by || disposed?.owner === by;
}

const unproved = ({ role, proved = false }: Doer): 'proof-needed' | false =>
  role !== undefined && !proved && 'proof-needed';
