// Which alerts are told together, to whom, and when: Alertmanager's group_wait, group_interval and repeat_interval. No I/O.
import type { Alert } from '../contracts/alert.ts';
import { isSuppressed } from '../contracts/standing.ts';
import type { Placed } from '../flow.ts';
import { type Status, statusOf } from './labels.ts';
import type { Labels } from './matcher.ts';
import { groupLabelsOf, type Route } from './route-tree.ts';

/** One way to one receiver: what is told over it is told by itself. */
export interface Way {
  /** Such as `customs-duty/webhook/0`; the same file gives the same names. */
  readonly name: string;
  readonly receiver: string;
  readonly sendsResolved: boolean;
  /** Of a receiver that groups by itself: it is told at once, and again so often, ms. */
  readonly passesOn?: number;
}

/** One alert on one way, and what was told of it last. */
export interface Member {
  readonly alert: Alert;
  /** Under which it is in this group. */
  readonly labels: Labels;
  readonly status: Status;
  readonly told: Status | undefined;
  /** When it came to be what it is, ms. */
  readonly since: number;
}

/** With the labels that lead there. */
export type Target = readonly [route: Route, way: Way, labels: Labels];

export interface Group {
  readonly name: string;
  readonly key: string;
  readonly way: Way;
  readonly route: Route;
  readonly labels: Labels;
  readonly members: Map<string, Member>;
  toldAt: number | undefined;
  /** Something of it is under way: until that has arrived, or was given up, nothing more is. */
  underWay: boolean;
}

/** What is told of a group, once it is due. */
export interface Notification {
  readonly group: Group;
  readonly members: readonly Member[];
}

export class Groups {
  readonly #groups = new Map<string, Group>();
  /** The groups an alert is in. */
  readonly #of = new Map<string, Set<string>>();
  /** Nothing is due before: with thousands of groups they are not asked ten times a second. */
  #nextAt = -Infinity;

  /**
   * An alert became what it is `at` a moment. Where it no longer belongs, because a label of it changed, it is over.
   * @returns where that is something new
   */
  place(targets: readonly Target[], alert: Alert, at: number): Placed[] {
    const here = new Set(targets.map(([route, way, labels]) => nameOf(route, way, labels)));
    const left = [...(this.#of.get(alert.id) ?? [])].filter((name) => !here.has(name));
    const over = left.flatMap((name) => this.#over(this.#groups.get(name), alert.id, at) ?? []);
    const placed = targets.flatMap((target) => {
      const [, , labels] = target;
      const known = this.#groups.get(nameOf(...target))?.members.get(alert.id);
      // What is put away tells nobody anything new; whoever was told of it before hears how it ends.
      if (known === undefined && isSuppressed(alert)) return [];
      const status = statusOf(alert);
      const since = known?.status === status ? known.since : at;
      const one = this.put(target, { alert, labels, status, told: known?.told, since });
      return known?.status === status ? [] : [one];
    });
    return [...over, ...placed];
  }

  /** As it stands, or stood. */
  put([route, way]: readonly [Route, Way, ...unknown[]], member: Member): Placed {
    const { alert, labels, status, told, since } = member;
    const group = this.#groupOf(route, way, labels);
    group.members.set(alert.id, member);
    this.#nextAt = -Infinity;
    this.#of.set(alert.id, (this.#of.get(alert.id) ?? new Set()).add(group.name));
    return { group: group.name, alert: alert.id, labels, status, told, since };
  }

  #over(group: Group | undefined, id: string, at: number): Placed | undefined {
    const member = group?.members.get(id);
    if (group === undefined || member === undefined || member.status === 'resolved') return undefined;
    const { labels, told } = member;
    group.members.set(id, { ...member, status: 'resolved', since: at });
    this.#nextAt = -Infinity;
    return { group: group.name, alert: id, labels, status: 'resolved', told, since: at };
  }

  /** Was it told anything of one of those that are in it now? */
  isToldOf(name: string): boolean {
    return [...(this.#groups.get(name)?.members.values() ?? [])].some(({ told }) => told !== undefined);
  }

  /** What stands anew of the alerts a group had is told when its time has come: first after the wait, then in intervals. */
  due(now: number): Notification[] {
    if (now < this.#nextAt) return [];
    const idle = [...this.#groups.values()].filter(({ underWay }) => !underWay);
    const moments = new Map(idle.map((group) => [group, dueAt(group)]));
    this.#nextAt = Math.min(Infinity, ...moments.values());
    const ready = idle.filter((group) => (moments.get(group) as number) <= now);
    return ready.map((group) => {
      const members = [...group.members.values()];
      return {
        group,
        members: members.filter((one) => one.status === 'firing' || (isNew(one) && group.way.sendsResolved)),
      };
    });
  }

  /** It lies in the outbox as told; who is over leaves. @returns who stays and who goes, by alert */
  told({ group }: Notification, at: number): { stays: string[]; goes: string[] } {
    const [stays, goes]: [string[], string[]] = [[], []];
    for (const [id, member] of group.members) {
      if (member.status === 'firing') stays.push(id);
      else goes.push(id);
    }
    for (const id of goes) this.#leave(group, id);
    for (const id of stays) group.members.set(id, { ...(group.members.get(id) as Member), told: 'firing' });
    group.toldAt = at;
    if (group.members.size === 0 && !group.underWay) this.#groups.delete(group.name);
    return { stays, goes };
  }

  #leave({ name, members }: Group, id: string): void {
    members.delete(id);
    const groups = this.#of.get(id);
    groups?.delete(name);
    if (groups?.size === 0) this.#of.delete(id);
  }

  /** What was under way has arrived, or was given up. */
  arrived(name: string): void {
    const group = this.#groups.get(name);
    if (group === undefined) return;
    group.underWay = false;
    this.#nextAt = -Infinity;
    if (group.members.size === 0) this.#groups.delete(name);
  }

  /** As an earlier run left it. */
  restore(name: string, change: { toldAt: number | undefined; underWay: boolean }): void {
    const group = this.#groups.get(name);
    if (group !== undefined) Object.assign(group, change);
    this.#nextAt = -Infinity;
  }

  #groupOf(route: Route, way: Way, all: Labels): Group {
    const labels = groupLabelsOf(route, all);
    const name = nameOf(route, way, all);
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const key = keyOf(route, labels);
    const group = { name, key, way, route, labels, members: new Map(), toldAt: undefined, underWay: false };
    this.#groups.set(name, group);
    return group;
  }
}

export const nameOf = (route: Route, way: Way, labels: Labels): string =>
  `${way.name} ${keyOf(route, groupLabelsOf(route, labels))}`;

/** As Alertmanager spells it but for the labels, which are JSON here. */
const keyOf = (route: Route, labels: Labels): string => `${route.key}:${JSON.stringify(labels)}`;

/** `raised` and over before anybody was told is told as over: nothing is silent. */
const isNew = ({ status, told }: Member): boolean => status !== told;

function dueAt({ members, route, way, toldAt }: Group): number {
  const fresh = [...members.values()].filter(isNew).map(({ since }) => since);
  const wait = way.passesOn === undefined ? route.groupWaitMs : 0;
  const interval = way.passesOn === undefined ? route.groupIntervalMs : 0;
  const repeat = way.passesOn ?? route.repeatIntervalMs;
  if (fresh.length > 0)
    return toldAt === undefined ? Math.min(...fresh) + wait : Math.max(Math.min(...fresh), toldAt + interval);
  return members.size === 0 || toldAt === undefined ? Infinity : toldAt + repeat;
}
