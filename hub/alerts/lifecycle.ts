// THE TABLE: which act may be done on an alert in which case, by whom, and what comes of it (ISA-18.2 / IEC 62682). Pure.
import type { Alert } from '../contracts/alert.ts';
import { type Act, type ActName, type Actor, type Case, type CaseState, falseAlarms } from '../contracts/case.ts';
import { caseOf, isLatched, versionOf } from '../contracts/standing.ts';
import type { ErrorCode } from '../errors.ts';
import { deviceOf } from './ticket.ts';

type Done<A extends ActName> = Extract<Act, { act: A }>;
type Signed = Omit<Actor, 'proved'> & { readonly at: number };

/** One line of the table. */
interface Law<A extends ActName> {
  /** Cases in which it may be done. */
  readonly in: readonly CaseState[];
  /** `chief`: a supervisor's alone. `owner`: of whoever claimed it, or a supervisor. Without it whoever has the right. */
  readonly by?: 'chief' | 'owner';
  /** Why not, where all that is sound. */
  readonly unless?: (alert: Alert, act: Done<A>, who: Actor, at: number) => ErrorCode | false | undefined;
  readonly does: (alert: Alert, act: Done<A>, signed: Signed) => Alert;
}

const begun: readonly CaseState[] = ['open', 'claimed', 'escalated', 'disposed', 'reopened'];
const nobodys: readonly CaseState[] = ['open', 'escalated', 'reopened'];

/** Escalations end there: nobody is above. */
export const levelMost = 3;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** An officer's shelf, a supervisor's (one shift), and a device's time out of service at most, ms. */
const shelfMs = { officer: 30 * minuteMs, chief: 8 * hourMs } as const;
const outMs = 7 * 24 * hourMs;
/** A terminal gets so long to answer at least and at most, ms. */
const answerMs = { least: minuteMs, most: 24 * hourMs } as const;

const table: { readonly [A in ActName]: Law<A> } = {
  acknowledge: {
    in: begun,
    unless: ({ acknowledged }) => acknowledged !== undefined && 'acknowledged-already',
    does: (alert, _, { at, by }) => ({ ...alert, acknowledged: { at, by } }),
  },
  // Whoever takes it has seen it.
  claim: {
    in: nobodys,
    does: (alert, _, { at, by }) => {
      return moved({ ...alert, acknowledged: alert.acknowledged ?? { at, by } }, 'claimed', at, { owner: by });
    },
  },
  release: { in: ['claimed'], by: 'owner', does: (alert, _, { at }) => moved(alert, unclaimed(alert), at) },
  'hand-over': {
    in: ['claimed'],
    by: 'owner',
    unless: (alert, { to }) => caseOf(alert).owner === to && 'owner-already',
    does: (alert, { to }, { at }) => moved(alert, 'claimed', at, { owner: to }),
  },
  escalate: {
    in: ['open', 'claimed', 'escalated', 'reopened'],
    unless: (alert) => caseOf(alert).level >= levelMost && 'level-highest',
    does: (alert, _, { at }) => raised(alert, at),
  },
  ask: {
    in: ['claimed'],
    by: 'owner',
    unless: (alert, { until }, _, at) =>
      isAsking(alert) ? 'asked-already' : !within(until, at, answerMs.most, answerMs.least) && 'until-wrong',
    does: (alert, { text, until }, signed) => told(alert, { asked: { ...signed, text, until } }),
  },
  dispatch: {
    in: ['claimed'],
    by: 'owner',
    unless: (alert) => isVisited(alert) && 'visit-open',
    does: (alert, { officer, place }, signed) => told(alert, { visit: { ...signed, officer, place } }),
  },
  report: {
    in: ['claimed', 'escalated', 'open', 'reopened'],
    unless: (alert) => !isVisited(alert) && 'visit-none',
    does: (alert, { text }, signed) => {
      const { visit } = caseOf(alert);
      return visit === undefined ? alert : told(alert, { visit: { ...visit, result: { ...signed, text } } });
    },
  },
  shelve: {
    in: begun,
    unless: (alert, { until }, who, at) => {
      if (alert.suppressed !== undefined) return 'suppressed-already';
      // What a seal or the perimeter says must not be put away by one who has an hour to go.
      if (alert.latched === true && !isChief(who)) return 'supervisor-needed';
      return !within(until, at, isChief(who) ? shelfMs.chief : shelfMs.officer) && 'until-wrong';
    },
    does: (alert, { reason, until, text }, signed) => ({
      ...alert,
      suppressed: { kind: 'shelved', ...signed, until, reason, ...(text !== undefined && { text }) },
    }),
  },
  unshelve: {
    in: begun,
    unless: ({ suppressed }) => suppressed?.kind !== 'shelved' && 'shelved-not',
    does: (alert, _, { at }) => returned(alert, at),
  },
  'take-out': {
    in: begun,
    unless: ({ suppressed }, { until }, _, at) =>
      suppressed !== undefined ? 'suppressed-already' : !within(until, at, outMs) && 'until-wrong',
    does: (alert, { until, order }, signed) => {
      return { ...alert, suppressed: { kind: 'out-of-service', ...signed, until, order } };
    },
  },
  // Four eyes: a proposal counts when a second person agrees, who has just proved who they are.
  agree: {
    in: begun,
    by: 'chief',
    unless: ({ suppressed }, _, who) => {
      if (suppressed?.kind !== 'out-of-service' || suppressed.agreed !== undefined) return 'proposal-none';
      return suppressed.by === who.by ? 'second-person-needed' : unproved(who);
    },
    does: (alert, _, signed) => {
      const { suppressed } = alert;
      return suppressed?.kind === 'out-of-service'
        ? { ...alert, suppressed: { ...suppressed, agreed: signed } }
        : alert;
    },
  },
  'put-back': {
    in: begun,
    unless: ({ suppressed }) => suppressed?.kind !== 'out-of-service' && 'out-not',
    does: (alert, _, { at }) => returned(alert, at),
  },
  reset: {
    in: begun,
    unless: (alert) => {
      if (!isLatched(alert)) return 'latched-not';
      return alert.condition === 'active' && 'active-still';
    },
    does: (alert, { text }, signed) => ({ ...alert, reset: { ...signed, text } }),
  },
  dispose: {
    in: ['claimed'],
    by: 'owner',
    unless: (alert) => isVisited(alert) && 'visit-open',
    does: (alert, { code, text }, signed) => {
      const { owner } = caseOf(alert);
      const disposed = { ...signed, code, text, ...(owner !== undefined && { owner }) };
      return moved(alert, 'disposed', signed.at, { disposed });
    },
  },
  close: {
    in: ['disposed'],
    unless: (alert, _, who) => {
      if (alert.condition === 'active') return 'active-still';
      if (alert.condition === 'cleared' && isLatched(alert)) return 'latched-still';
      return needsSecond(alert) && (hasHandled(alert, who) ? 'second-person-needed' : unproved(who));
    },
    does: (alert, { text }, signed) => {
      return moved(alert, 'closed', signed.at, { closedBy: { ...signed, ...(text !== undefined && { text }) } });
    },
  },
  // A second person who does not agree sends it back; what is closed a supervisor alone opens again.
  reopen: {
    in: ['disposed', 'closed'],
    unless: (alert, _, who) => caseOf(alert).state === 'closed' && !isChief(who) && 'supervisor-needed',
    does: (alert, _, { at }) => reopened(alert, at),
  },
  ticket: {
    in: ['open', 'claimed', 'escalated', 'disposed', 'closed', 'reopened'],
    unless: (alert) => (alert.ticket !== undefined ? 'ticket-already' : deviceOf(alert) === undefined && 'device-none'),
    does: (alert, { text }, signed) => {
      const device = deviceOf(alert) ?? '';
      return { ...alert, ticket: { ...signed, device, ...(text !== undefined && { text }) } };
    },
  },
};

/** What comes of an act, or why it may not be done. Nothing is changed of what it is given. */
export function judged(alert: Alert, act: Act, who: Actor, at: number): Alert | ErrorCode {
  const law = table[act.act] as Law<ActName>;
  const { state, owner } = caseOf(alert);
  if (act.version !== undefined && act.version !== versionOf(alert)) return 'version-stale';
  // An act that is done cannot be done again, and says so itself.
  if (!law.in.includes(state)) return 'case-state';
  if (law.by === 'chief' && !isChief(who)) return 'supervisor-needed';
  if (law.by === 'owner' && owner !== who.by && !isChief(who)) return 'owner-only';
  const why = law.unless?.(alert, act as never, who, at);
  return why || law.does(alert, act as never, signedOf(who, at));
}

/** One level up, and nobody's. */
export const raised = (alert: Alert, at: number): Alert => {
  return moved(alert, 'escalated', at, { level: Math.min(levelMost, caseOf(alert).level + 1) });
};

/** Back on the list: whoever is to see to it, or sees to it, has their time from now on. */
export function returned({ suppressed: _, ...alert }: Alert, at: number): Alert {
  return isOver(alert) ? alert : hurriedFrom(alert, at);
}

/** Its time runs anew. */
export const hurriedFrom = (alert: Alert, at: number): Alert => ({ ...alert, case: { ...caseOf(alert), since: at } });

/** It is said what it was. */
export const isOver = (alert: Alert): boolean => ['disposed', 'closed'].includes(caseOf(alert).state);

/** Somebody may claim it. */
export const isNobodys = (alert: Alert): boolean => nobodys.includes(caseOf(alert).state);

/** What was said of it stands no more; the transitions hold it. */
export function reopened(alert: Alert, at: number): Alert {
  const { disposed: _d, closedBy: _c, owner: _o, ...rest } = caseOf(alert);
  return { ...alert, case: { ...rest, state: 'reopened', since: at, reopened: (rest.reopened ?? 0) + 1 } };
}

/** A question that waits for its answer. */
export function isAsking(alert: Alert): boolean {
  const { asked } = caseOf(alert);
  return asked !== undefined && asked.answered === undefined && asked.overdue !== true;
}

/** What is gravest, and a latched one that is called false, two people must have looked at. Trust softens nothing here. */
export function needsSecond(alert: Alert): boolean {
  const { severity, trust, latched = false } = alert;
  const { disposed } = caseOf(alert);
  const isFalse = disposed !== undefined && falseAlarms.includes(disposed.code);
  return severity === 'S1' || trust?.severity === 'S1' || (latched && isFalse);
}

const isVisited = (alert: Alert): boolean => {
  const { visit } = caseOf(alert);
  return visit !== undefined && visit.result === undefined;
};

const hasHandled = (alert: Alert, { by }: Actor): boolean => {
  const { disposed } = caseOf(alert);
  return disposed?.by === by || disposed?.owner === by;
};

/** Where nobody has to log in there is nobody above, and nothing to prove. */
const isChief = ({ role }: Actor): boolean => role === undefined || role === 'supervisor';
const unproved = ({ role, proved = false }: Actor): ErrorCode | false =>
  role !== undefined && !proved && 'proof-needed';

const within = (until: number, at: number, most: number, least = 0): boolean =>
  until > at + least - 1 && until > at && until <= at + most;

const unclaimed = (alert: Alert): CaseState => (caseOf(alert).level > 0 ? 'escalated' : 'open');

function moved(alert: Alert, state: CaseState, at: number, change: Partial<Case> = {}): Alert {
  const { owner: _, ...rest } = caseOf(alert);
  return { ...alert, case: { ...rest, ...change, state, since: at } };
}

const told = (alert: Alert, change: Partial<Case>): Alert => ({ ...alert, case: { ...caseOf(alert), ...change } });

const signedOf = ({ by, role, agency }: Actor, at: number): Signed => ({
  ...{ at, by },
  ...(role !== undefined && { role }),
  ...(agency !== undefined && { agency }),
});
