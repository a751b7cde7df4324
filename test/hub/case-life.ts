// One alert of the model: what people and the clock know of it, and how it goes from state to state.
import type { Condition, Severity } from '../../hub/contracts/alert.ts';
import type { CaseState, Disposition } from '../../hub/contracts/case.ts';
import type { Role } from '../../hub/contracts/person.ts';

export interface Party {
  readonly by: string;
  readonly role: Role;
  readonly proved: boolean;
}

export interface Away {
  readonly kind: 'shelved' | 'by-design' | 'out-of-service';
  readonly by?: string;
  /** Of one act on one alarm: what lies on the same shelf was put there by the same act. */
  readonly shelf?: number;
  readonly until?: number;
  agreed?: string;
  because?: string;
}

/** One alert, as far as people and the clock are concerned. */
export interface Life {
  readonly id: string;
  readonly rule: string;
  readonly scope: string;
  readonly raisedAt: number;
  condition: Condition;
  from: number;
  severity: Severity;
  version: number;
  state: CaseState;
  level: number;
  since: number;
  owner?: string | undefined;
  reopened: number;
  disposed?: { by: string; owner: string | undefined; code: Disposition } | undefined;
  closedBy?: string | undefined;
  seen?: { at: number; by: string } | undefined;
  away?: Away | undefined;
  asked?: { until: number; answered: boolean; overdue: boolean } | undefined;
  visit?: { officer: string; reported: boolean } | undefined;
  reset?: string | undefined;
  ticket: boolean;
  reAlarms: number;
  stale: boolean;
  notes: number;
}

/** How the port wants one kind of alert seen to. */
export interface Manner {
  readonly latched: boolean;
  readonly lookMs: number;
  readonly handleMs: number;
  /** The rule of which an alert, of the same scope or of any, says it all already. */
  readonly under?: { readonly rule: string; readonly how: 'same-scope' | 'any-scope' };
}

export const minute = 60_000;
export const hour = 60 * minute;
export const highest = 3;

export const isChief = ({ role }: Party): boolean => role === 'supervisor';
export const isNobodys = ({ state }: Life): boolean =>
  state === 'open' || state === 'escalated' || state === 'reopened';
export const isOver = ({ state }: Life): boolean => state === 'disposed' || state === 'closed';
export const isActive = ({ condition }: Life): boolean => condition === 'active';
export const isVisited = ({ visit }: Life): boolean => visit !== undefined && !visit.reported;
export const isAsking = ({ asked }: Life): boolean => asked !== undefined && !asked.answered && !asked.overdue;
export const isBegun = (life: Life): boolean => life.state !== 'closed';
/** Once a second person has agreed, where one has to. */
export const counts = ({ away }: Life): boolean =>
  away !== undefined && (away.kind !== 'out-of-service' || away.agreed !== undefined);

export const isClaimed = ({ state }: Life): boolean => state === 'claimed';

export function move(life: Life, state: CaseState, at: number, owner?: string): void {
  life.state = state;
  life.since = at;
  life.owner = owner;
}

export function up(life: Life, at: number): void {
  life.level = Math.min(highest, life.level + 1);
  move(life, 'escalated', at);
}

/** Nobody answered in time: that is for somebody above, unless it is said already what it was. */
export function overdue(life: Life, at: number): void {
  if (life.asked !== undefined) life.asked.overdue = true;
  life.version += 1;
  if (!isOver(life)) up(life, at);
}

export function reopen(life: Life, at: number): void {
  move(life, 'reopened', at);
  life.disposed = undefined;
  life.closedBy = undefined;
  life.reopened += 1;
}
