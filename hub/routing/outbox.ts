// The outbox: what a transition means for receivers, when it is told, how often it is tried. On disk before anything leaves.
import { randomInt } from 'node:crypto';
import type { Alert } from '../contracts/alert.ts';
import type { Delivery } from '../contracts/delivery.ts';
import type { Response } from '../contracts/response.ts';
import { caseOf } from '../contracts/standing.ts';
import type { Audited, Transition } from '../flow.ts';
import type { OutboxOp, OutboxStore } from '../journal/outbox-store.ts';
import { Groups, type Notification, nameOf, type Target } from './groups.ts';
import { labelsOf } from './labels.ts';
import type { Labels } from './matcher.ts';
import { notifiedOf } from './notified.ts';
import type { Addressee } from './receiver-file.ts';
import { givenUpAfterMs, type Outcome, pauseAfter } from './retry.ts';
import type { Routing } from './route-file.ts';
import { routesFor } from './route-tree.ts';

export interface OutboxParts {
  readonly routing: Routing;
  readonly store: OutboxStore;
  /** An alert as it was told last. */
  readonly alert: (id: string) => Alert | undefined;
  /** Atomic and in order; `durable` once it is on disk. */
  readonly write: (entry: { outbox: readonly OutboxOp[]; audited?: readonly Audited[] }, durable: () => void) => void;
  readonly send: (to: Addressee, delivery: Delivery, now: number) => Promise<Outcome>;
  readonly now: () => number;
  /** The address of this hub, for people. */
  readonly page: () => string;
  /** What is to be done about alerts of a rule; undefined of one there is no more. */
  readonly responseOf: (rule: string) => Response | undefined;
}

/** Tries under way at once; what is beyond waits for one of them. */
const underWayMost = 16;

export class Outbox {
  readonly #parts: OutboxParts;
  readonly #groups = new Groups();
  readonly #ways = new Map<string, Addressee>();
  /** Not delivered yet, by way, the eldest first: nothing overtakes on its way. */
  readonly #waiting = new Map<string, Delivery[]>();
  readonly #trying = new Set<string>();
  #lastId: number;
  #stopped = false;

  /** Goes on where an earlier run stood: whatever it had not delivered, or not told yet, is told now. */
  constructor(parts: OutboxParts) {
    this.#parts = parts;
    for (const { ways } of parts.routing.receivers.values())
      for (const { name, target } of ways) this.#ways.set(name, target);
    this.#lastId = parts.store.lastId;
    const waiting = parts.store.waiting();
    this.#restore(new Set(waiting.map(({ group }) => group)));
    for (const delivery of waiting) this.#enqueue(delivery);
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** When the eldest of them was made, ms. */
  get oldestAt(): number | undefined {
    const firsts = [...this.#waiting.values()].flatMap(([first]) => (first === undefined ? [] : [first.madeAt]));
    return firsts.length === 0 ? undefined : Math.min(...firsts);
  }

  /** What these transitions mean for receivers: to be written in their own transaction. A recording pages nobody. */
  place(transitions: readonly Transition[], at: number): OutboxOp[] {
    return transitions
      .filter(({ alert }) => alert.feed !== 'historical')
      .flatMap(({ alert }) => this.#place(alert, at));
  }

  /** Tells what is due, and tries what is to be tried. Called often. */
  step(): void {
    const now = this.#parts.now();
    for (const notification of this.#groups.due(now)) this.#tell(notification, now);
    for (const [way, [first]] of this.#waiting) {
      const due = first !== undefined && (first.nextAt ?? 0) <= now && !this.#trying.has(way);
      if (due && this.#trying.size < underWayMost) void this.#try(way, first);
    }
  }

  /** Nothing leaves any more; what is under way is let be, and tried again by the next run. */
  stop(): void {
    this.#stopped = true;
  }

  #place(alert: Alert, at: number): OutboxOp[] {
    return this.#groups.place(this.#targetsFor(alert), alert, at).map((placed) => ({ op: 'place', ...placed }));
  }

  /** Whoever is told of it is told of it still when it goes up a level or is stale; where that leads besides, it is told too. */
  #targetsFor(alert: Alert): Target[] {
    const labels = labelsOf(alert);
    const usual = this.#targetsOf(labels);
    const { level } = caseOf(alert);
    const more = { ...(level > 0 && { escalation: String(level) }), ...(alert.stale && { stale: 'yes' }) };
    if (Object.keys(more).length === 0) return usual;
    const above = this.#targetsOf({ ...labels, ...more });
    return [...usual, ...above.filter(([route]) => !usual.some(([one]) => one === route))];
  }

  #targetsOf(labels: Labels): Target[] {
    const { route, receivers } = this.#parts.routing;
    return routesFor(route, labels).flatMap((one) => {
      return (receivers.get(one.receiver)?.ways ?? []).map((way): Target => [one, way, labels]);
    });
  }

  /** On disk first, then on its way. */
  #tell(notification: Notification, now: number): void {
    const { group, members } = notification;
    const delivery = members.length > 0 ? this.#make(notification, now) : undefined;
    const { stays, goes } = this.#groups.told(notification, now);
    const ops: OutboxOp[] = [{ op: 'tell', group: group.name, stays, goes, delivery }];
    this.#parts.write({ outbox: ops }, () => {
      if (delivery !== undefined) this.#enqueue(delivery);
    });
  }

  #make(notification: Notification, now: number): Delivery {
    const { group, members } = notification;
    group.underWay = true;
    this.#lastId += 1;
    const [id, way] = [this.#lastId, group.way.name];
    const alerts = members.map(({ alert }) => alert.id);
    const { page, responseOf } = this.#parts;
    const body = notifiedOf(notification, { page: page(), responseOf });
    const key = `${way}:${id}`.replaceAll('/', '.');
    return { id, key, group: group.name, way, state: 'waiting', madeAt: now, tries: 0, nextAt: now, alerts, body };
  }

  #enqueue(delivery: Delivery): void {
    const queue = this.#waiting.get(delivery.way);
    if (queue === undefined) this.#waiting.set(delivery.way, [delivery]);
    else queue.push(delivery);
  }

  async #try(way: string, delivery: Delivery): Promise<void> {
    this.#trying.add(way);
    const { send, now } = this.#parts;
    const target = this.#ways.get(way);
    const gone: Outcome = { went: 'refused', says: 'the routing file knows this receiver no more' };
    const outcome = target === undefined ? gone : await send(target, delivery, now()).catch(faulty);
    this.#trying.delete(way);
    if (!this.#stopped) this.#tried(way, delivery, outcome);
  }

  #tried(way: string, delivery: Delivery, outcome: Outcome): void {
    const at = this.#parts.now();
    const tries = delivery.tries + 1;
    const { nextAt: _, ...rest } = delivery;
    const tried = { ...rest, tries, says: outcome.says };
    const queue = this.#waiting.get(way) ?? [];
    if (outcome.went === 'again' && at - delivery.madeAt < givenUpAfterMs) {
      const next: Delivery = { ...tried, nextAt: at + pauseAfter(tries, randomInt(1000) / 1000, outcome.afterMs) };
      queue[0] = next;
      this.#parts.write({ outbox: [{ op: 'tried', delivery: next }] }, () => {});
      return;
    }
    queue.shift();
    if (queue.length === 0) this.#waiting.delete(way);
    const state = outcome.went === 'delivered' ? 'delivered' : 'dead';
    const ended: Delivery = { ...tried, state, endedAt: at };
    const dead = { at, who: way, what: 'notification', outcome: 'dead', detail: `${delivery.key}: ${outcome.says}` };
    this.#parts.write(
      { outbox: [{ op: 'tried', delivery: ended }], ...(state === 'dead' && { audited: [dead] }) },
      () => this.#groups.arrived(delivery.group),
    );
  }

  /** A group of a route that is no more is let go; what of it was not told yet goes the way the file says now. */
  #restore(underWay: ReadonlySet<string>): void {
    const { store, alert: alertOf, now } = this.#parts;
    const ops: OutboxOp[] = [];
    const names = new Set<string>();
    for (const [id, rows] of Map.groupBy(store.placed(), ({ alert }) => alert)) {
      const alert = alertOf(id);
      if (alert === undefined) continue;
      const lost = rows.filter((row) => {
        const target = this.#targetsOf(row.labels).find(([route, way]) => nameOf(route, way, row.labels) === row.group);
        if (target !== undefined) this.#groups.put(target, { ...row, alert });
        if (target !== undefined) names.add(row.group);
        return target === undefined;
      });
      for (const { group } of lost) ops.push({ op: 'tell', group, stays: [], goes: [id] });
      const untold = lost.find(({ status, told }) => status !== told);
      if (untold !== undefined) ops.push(...this.#place(alert, untold.since));
    }
    for (const name of names) {
      const toldAt = store.toldAt(name) ?? (this.#groups.isToldOf(name) ? now() : undefined);
      this.#groups.restore(name, { toldAt, underWay: underWay.has(name) });
    }
    if (ops.length > 0) this.#parts.write({ outbox: ops }, () => {});
  }
}

const faulty = (error: unknown): Outcome => ({ went: 'again', says: `the sender failed: ${(error as Error).name}` });
