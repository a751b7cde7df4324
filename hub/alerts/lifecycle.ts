// What comes of each act, where the law allows it: the alert as it is then (ISA-18.2 / IEC 62682). Pure.
import type { Alert } from '../contracts/alert.ts';
import type { Act, ActName, Actor, Case, CaseState } from '../contracts/case.ts';
import { hindrance, levelMost, nobodys, unfit } from '../contracts/law.ts';
import { deviceOf } from '../contracts/sensor.ts';
import { caseOf, versionOf } from '../contracts/standing.ts';
import type { ErrorCode } from '../errors.ts';

type Done<A extends ActName> = Extract<Act, { act: A }>;
type Signed = Omit<Actor, 'proved'> & { readonly at: number };
type Does<A extends ActName> = (alert: Alert, act: Done<A>, signed: Signed) => Alert;

const comes: { readonly [A in ActName]: Does<A> } = {
  acknowledge: (alert, _, { at, by }) => ({ ...alert, acknowledged: { at, by } }),
  // Whoever takes it has seen it.
  claim: (alert, _, { at, by }) =>
    moved({ ...alert, acknowledged: alert.acknowledged ?? { at, by } }, 'claimed', at, { owner: by }),
  release: (alert, _, { at }) => moved(alert, caseOf(alert).level > 0 ? 'escalated' : 'open', at),
  'hand-over': (alert, { to }, { at }) => moved(alert, 'claimed', at, { owner: to }),
  escalate: (alert, _, { at }) => raised(alert, at),
  ask: (alert, { text, until }, signed) => told(alert, { asked: { ...signed, text, until } }),
  dispatch: (alert, { officer, place }, signed) => told(alert, { visit: { ...signed, officer, place } }),
  report: (alert, { text }, signed) => {
    const { visit } = caseOf(alert);
    return visit === undefined ? alert : told(alert, { visit: { ...visit, result: { ...signed, text } } });
  },
  shelve: (alert, { reason, until, text }, signed) => ({
    ...alert,
    suppressed: { kind: 'shelved', ...signed, until, reason, ...(text !== undefined && { text }) },
  }),
  unshelve: (alert, _, { at }) => returned(alert, at),
  'take-out': (alert, { until, order }, signed) => ({
    ...alert,
    suppressed: { kind: 'out-of-service', ...signed, until, order },
  }),
  agree: (alert, _, agreed) => {
    const { suppressed } = alert;
    return suppressed?.kind === 'out-of-service' ? { ...alert, suppressed: { ...suppressed, agreed } } : alert;
  },
  'put-back': (alert, _, { at }) => returned(alert, at),
  reset: (alert, { text }, signed) => ({ ...alert, reset: { ...signed, text } }),
  dispose: (alert, { code, text }, signed) => {
    const { owner } = caseOf(alert);
    const disposed = { ...signed, code, text, ...(owner !== undefined && { owner }) };
    return moved(alert, 'disposed', signed.at, { disposed });
  },
  close: (alert, { text }, signed) => {
    return moved(alert, 'closed', signed.at, { closedBy: { ...signed, ...(text !== undefined && { text }) } });
  },
  reopen: (alert, _, { at }) => reopened(alert, at),
  ticket: (alert, { text }, signed) => {
    const device = deviceOf(alert) ?? '';
    return { ...alert, ticket: { ...signed, device, ...(text !== undefined && { text }) } };
  },
};

/** What comes of an act, or why it may not be done. Nothing is changed of what it is given. */
export function judged(alert: Alert, act: Act, who: Actor, at: number): Alert | ErrorCode {
  if (act.version !== undefined && act.version !== versionOf(alert)) return 'version-stale';
  const why = hindrance(act.act, alert, who) ?? unfit(alert, act, who, at);
  return why ?? (comes[act.act] as Does<ActName>)(alert, act as never, signedOf(who, at));
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
