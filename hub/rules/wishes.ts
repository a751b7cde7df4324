// Who waits to be woken, by which witnesses, and whose moment has come: absence needs a witness.
import type { SilentTick } from '../journal/chain.ts';
import type { Wish, Witness } from './rule.ts';

/** A wish whose moment has come: every witness has passed it, or those in `silent` are given up on for now. */
export interface Due {
  readonly key: string;
  readonly rule: number;
  readonly at: number;
  readonly silent: readonly string[];
}

interface Waiting {
  readonly at: number;
  readonly key: string;
  readonly rule: number;
}

/** What is known of the witnesses: how far each has told, and when each agent was heard last. Plain, for snapshots. */
export interface Witnessed {
  readonly upTo: Map<string, number>;
  readonly heardAt: Map<string, number>;
  /** Ticks given for a silent witness; they become heard when it has passed them. */
  readonly given: Map<string, Due[]>;
}

/** Silent ticks remembered per witness; the eldest stay silent. */
const givenMost = 10_000;

export class Wishes {
  readonly known: Witnessed;
  #current = new Map<string, readonly (Wish | undefined)[]>();
  #queues = new Map<string, Queue>();

  constructor(known: Witnessed = { upTo: new Map(), heardAt: new Map(), given: new Map() }) {
    this.known = known;
  }

  /** What a key's rules wish by now. */
  note(key: string, wishes: readonly (Wish | undefined)[]): void {
    const was = this.#current.get(key);
    if (was === wishes) return;
    if (wishes.every((wish) => wish === undefined)) this.#current.delete(key);
    else this.#current.set(key, wishes);
    for (const [rule, wish] of wishes.entries()) {
      if (wish === undefined || wish === was?.[rule]) continue;
      for (const witness of wish.witnesses) this.#wait(witness, { at: wish.at, key, rule });
    }
  }

  /** What was taken as due and not answered waits on. */
  again(key: string, wishes: readonly (Wish | undefined)[]): void {
    this.#current.delete(key);
    this.note(key, wishes);
  }

  /** An agent gave a sign of life at the hub's time. */
  heard(agentKey: string, at: number): void {
    this.known.heardAt.set(agentKey, Math.max(at, this.known.heardAt.get(agentKey) ?? -Infinity));
  }

  /** The hub listens (again) from `at` on: whoever was heard before has its whole grace. */
  listening(agentKey: string, at: number): void {
    if (this.known.heardAt.has(agentKey)) this.heard(agentKey, at);
  }

  /** A witness has told everything before `time`. @returns silent ticks that have now been heard out */
  passed(witness: string, time: number): Due[] {
    const { upTo, given } = this.known;
    upTo.set(witness, Math.max(time, upTo.get(witness) ?? -Infinity));
    const waiting = given.get(witness) ?? [];
    const out = waiting.filter(({ at }) => at <= time);
    if (out.length === 0) return [];
    given.set(
      witness,
      waiting.filter(({ at }) => at > time),
    );
    // Another of its witnesses may have come back before.
    const isSilent = (at: number) => (one: string) => (upTo.get(one) ?? -Infinity) < at;
    return out.map((due) => ({ ...due, silent: due.silent.filter(isSilent(due.at)) }));
  }

  /** Takes whose moment has come, the earliest first. @param graceMs how long an agent may be unheard before it is silent */
  due(graceMs: number): Due[] {
    const now = this.known.upTo.get('hub') ?? -Infinity;
    const due = new Map<string, Due>();
    for (const [witness, queue] of this.#queues) {
      const told = this.#toldBy(witness, now, graceMs);
      for (let next = queue.first; next !== undefined && next.at <= told; next = queue.first) {
        queue.pop();
        const verdict = this.#verdict(next, now, graceMs);
        if (verdict !== undefined) due.set(`${next.key}\n${next.rule}\n${next.at}`, verdict);
      }
    }
    return [...due.values()].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : a.rule - b.rule));
  }

  /** Would the hub's clock, now at `now`, wake anyone? Only then is it worth a line in the journal. */
  isDue(now: number, graceMs: number): boolean {
    for (const [witness, queue] of this.#queues) {
      while (queue.first !== undefined && !this.#stands(queue.first)) queue.pop();
      const { first } = queue;
      if (first === undefined) continue;
      if (first.at <= (witness === 'hub' ? now : this.#toldBy(witness, now, graceMs))) return true;
    }
    return false;
  }

  /** Remembered, so that it is judged again once its silent witnesses have told. */
  gave(due: Due): void {
    for (const witness of due.silent) {
      const given = this.known.given.get(witness) ?? [];
      given.push(due);
      if (given.length > givenMost) given.shift();
      this.known.given.set(witness, given);
    }
  }

  /** As a key was kept: after a snapshot was begun it may have been given some that this knows nothing of. */
  owes(key: string, given: readonly SilentTick[]): void {
    for (const tick of given) {
      const isSame = (one: Due): boolean => one.key === key && one.rule === tick.rule && one.at === tick.at;
      const silent = tick.silent.filter((witness) => this.known.given.get(witness)?.some(isSame) !== true);
      if (silent.length > 0) this.gave({ key, ...tick, silent });
    }
  }

  /** Of all witnesses together: those that stand, and no more beside them than as many again. */
  get waiting(): number {
    return [...this.#queues.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** A wish may be for years ahead, and be given up and wished again with every visit. */
  #wait(witness: Witness, waiting: Waiting): void {
    const queue = this.#queueOf(witness);
    queue.push(waiting);
    if (queue.size > queue.most) queue.keep((one) => this.#stands(one));
  }

  #queueOf(witness: Witness): Queue {
    const known = this.#queues.get(witness);
    if (known !== undefined) return known;
    const queue = new Queue();
    this.#queues.set(witness, queue);
    return queue;
  }

  #stands({ key, rule, at }: Waiting): boolean {
    return this.#current.get(key)?.[rule]?.at === at;
  }

  /** Up to where a witness has told; one that is silent is given up on up to now. */
  #toldBy(witness: string, now: number, graceMs: number): number {
    const told = this.known.upTo.get(witness) ?? -Infinity;
    return witness !== 'hub' && this.#isSilent(witness, now, graceMs) ? Math.max(told, now) : told;
  }

  #isSilent(witness: string, now: number, graceMs: number): boolean {
    return (this.known.heardAt.get(witness) ?? -Infinity) + graceMs < now;
  }

  /** Undefined while someone is still waited for: the wish goes to that one's queue. */
  #verdict(waiting: Waiting, now: number, graceMs: number): Due | undefined {
    if (!this.#stands(waiting)) return undefined;
    const { key, rule, at } = waiting;
    const wish = this.#current.get(key)?.[rule] as Wish;
    const missing = wish.witnesses.filter((witness) => (this.known.upTo.get(witness) ?? -Infinity) < at);
    const awaited = missing.find((witness) => this.#toldBy(witness, now, graceMs) < at);
    if (awaited === undefined) return { key, rule, at, silent: missing };
    this.#queueOf(awaited).push(waiting);
    return undefined;
  }
}

const sweptLeast = 1024;

/** A binary heap, the earliest first. */
class Queue {
  #heap: Waiting[] = [];
  /** With more in it, it is worth while to look which of them still stand. */
  most = sweptLeast;

  get size(): number {
    return this.#heap.length;
  }

  get first(): Waiting | undefined {
    return this.#heap[0];
  }

  push(waiting: Waiting): void {
    const heap = this.#heap;
    heap.push(waiting);
    for (let i = heap.length - 1; i > 0; ) {
      const up = (i - 1) >> 1;
      if ((heap[up] as Waiting).at <= (heap[i] as Waiting).at) return;
      this.#swap(i, up);
      i = up;
    }
  }

  pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < heap.length && (heap[left] as Waiting).at < (heap[least] as Waiting).at) least = left;
      if (right < heap.length && (heap[right] as Waiting).at < (heap[least] as Waiting).at) least = right;
      if (least === i) return;
      this.#swap(i, least);
      i = least;
    }
  }

  /** Only these, and of one wish one. A sorted list is a heap. */
  keep(stands: (waiting: Waiting) => boolean): void {
    const standing = new Map<string, Waiting>();
    for (const one of this.#heap) if (stands(one)) standing.set(`${one.key}\n${one.rule}`, one);
    this.#heap = [...standing.values()].sort((a, b) => a.at - b.at);
    this.most = Math.max(sweptLeast, 2 * this.#heap.length);
  }

  #swap(i: number, j: number): void {
    const heap = this.#heap;
    [heap[i], heap[j]] = [heap[j] as Waiting, heap[i] as Waiting];
  }
}
