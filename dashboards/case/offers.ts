// Which acts one may do on an alert now, and why not the others, in the hub's own codes: the page offers those and no others. Pure.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { ActName, Case, CaseState, Disposition } from '../../hub/contracts/case.ts';
import { kindOf } from '../../hub/contracts/key-kind.ts';
import type { Right } from '../../hub/contracts/person.ts';
import { caseOf, isLatched } from '../../hub/contracts/standing.ts';
import type { Me } from '../people/me.ts';

/** A code of the hub's. */
type Code = string;

interface Offer {
  readonly needs: Right;
  readonly in: readonly CaseState[];
  readonly by?: 'chief' | 'owner';
  readonly unless?: (alert: Alert, me: Me) => Code | false;
}

const begun: readonly CaseState[] = ['open', 'claimed', 'escalated', 'disposed', 'reopened'];
const levelMost = 3;
const falseAlarms: readonly Disposition[] = ['false_sensor', 'false_rule', 'false_identity'];

/** As the hub's table has it, which decides; this one keeps the page from offering what would be refused. */
const offers: Readonly<Record<ActName, Offer>> = {
  acknowledge: {
    needs: 'acknowledge',
    in: begun,
    unless: ({ acknowledged }) => acknowledged !== undefined && 'acknowledged-already',
  },
  claim: { needs: 'handle', in: ['open', 'escalated', 'reopened'] },
  release: { needs: 'handle', in: ['claimed'], by: 'owner' },
  'hand-over': { needs: 'handle', in: ['claimed'], by: 'owner' },
  escalate: {
    needs: 'handle',
    in: ['open', 'claimed', 'escalated', 'reopened'],
    unless: (alert) => caseOf(alert).level >= levelMost && 'level-highest',
  },
  ask: { needs: 'handle', in: ['claimed'], by: 'owner', unless: (alert) => isAsking(alert) && 'asked-already' },
  dispatch: { needs: 'handle', in: ['claimed'], by: 'owner', unless: (alert) => isVisited(alert) && 'visit-open' },
  report: {
    needs: 'handle',
    in: ['claimed', 'escalated', 'open', 'reopened'],
    unless: (alert) => !isVisited(alert) && 'visit-none',
  },
  shelve: {
    needs: 'shelve',
    in: begun,
    unless: ({ suppressed, latched = false }, me) => {
      if (suppressed !== undefined) return 'suppressed-already';
      return latched && !isChief(me) && 'supervisor-needed';
    },
  },
  unshelve: { needs: 'shelve', in: begun, unless: ({ suppressed }) => suppressed?.kind !== 'shelved' && 'shelved-not' },
  'take-out': {
    needs: 'shelve',
    in: begun,
    unless: ({ suppressed }) => suppressed !== undefined && 'suppressed-already',
  },
  agree: {
    needs: 'oversee',
    in: begun,
    by: 'chief',
    unless: ({ suppressed }, { by }) => {
      if (suppressed?.kind !== 'out-of-service' || suppressed.agreed !== undefined) return 'proposal-none';
      return suppressed.by === by && 'second-person-needed';
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
    unless: (alert, me) => {
      if (alert.condition === 'active') return 'active-still';
      if (alert.condition === 'cleared' && isLatched(alert)) return 'latched-still';
      return needsSecond(alert) && hasHandled(alert, me) && 'second-person-needed';
    },
  },
  reopen: {
    needs: 'handle',
    in: ['disposed', 'closed'],
    unless: (alert, me) => caseOf(alert).state === 'closed' && !isChief(me) && 'supervisor-needed',
  },
  ticket: {
    needs: 'ticket',
    in: ['open', 'claimed', 'escalated', 'disposed', 'closed', 'reopened'],
    unless: (alert) => (alert.ticket !== undefined ? 'ticket-already' : !hasDevice(alert) && 'device-none'),
  },
};

/** Why it may not be done, as the hub would say; undefined: it may. Whether somebody has proved again who they are the hub alone knows. */
export function hindrance(act: ActName, alert: Alert, me: Me): Code | undefined {
  const { needs, in: cases, by, unless } = offers[act];
  const { state, owner } = caseOf(alert);
  if (!me.rights.includes(needs)) return 'right-missing';
  if (!cases.includes(state)) return 'case-state';
  if (by === 'chief' && !isChief(me)) return 'supervisor-needed';
  if (by === 'owner' && owner !== me.by && !isChief(me)) return 'owner-only';
  return unless?.(alert, me) || undefined;
}

const names = Object.keys(offers) as ActName[];

export const offered = (alert: Alert, me: Me): ActName[] =>
  names.filter((act) => hindrance(act, alert, me) === undefined);

/** Two people must have looked at it. */
export function needsSecond(alert: Alert): boolean {
  const { severity, trust, latched = false } = alert;
  const { disposed } = caseOf(alert);
  const isFalse = disposed !== undefined && falseAlarms.includes(disposed.code);
  return severity === 'S1' || trust?.severity === 'S1' || (latched && isFalse);
}

/** It waits for the second pair of eyes, and mine may be it. */
export function isToAgree(alert: Alert, me: Me): boolean {
  if (hindrance('agree', alert, me) === undefined) return true;
  return needsSecond(alert) && hindrance('close', alert, me) === undefined;
}

/** A question that waits for its answer in time. */
export function isAsking(alert: Alert): boolean {
  const { asked } = caseOf(alert);
  return asked !== undefined && asked.answered === undefined && asked.overdue !== true;
}

/** Questions without an answer, whose time is over first; one that comes late is an answer still. */
export function unanswered(rows: ReadonlyMap<string, Alert>): Alert[] {
  const untilOf = (alert: Alert): number => caseOf(alert).asked?.until ?? 0;
  const open = ({ asked, state }: Case): boolean =>
    asked !== undefined && asked.answered === undefined && state !== 'closed';
  return [...rows.values()].filter((alert) => open(caseOf(alert))).sort((a, b) => untilOf(a) - untilOf(b));
}

export const isVisited = (alert: Alert): boolean => {
  const { visit } = caseOf(alert);
  return visit !== undefined && visit.result === undefined;
};

const hasHandled = (alert: Alert, { by }: Me): boolean => {
  const { disposed } = caseOf(alert);
  return disposed?.by === by || disposed?.owner === by;
};

/** Where nobody has to log in there is nobody above. */
export const isChief = ({ role }: Me): boolean => role === undefined || role === 'supervisor';

/** A sensor is known by it: it speaks of itself, it is named, or an event tells who spoke. */
function hasDevice({ key, why: { facts, evidence } }: Alert): boolean {
  if (['agent', 'device', 'seal'].includes(kindOf(key))) return true;
  if (['device', 'camera', 'agent'].some((fact) => facts[fact] !== undefined)) return true;
  const [teller, , number] = (evidence.at(-1)?.event ?? '').split(':');
  return teller !== '' && number !== undefined;
}
