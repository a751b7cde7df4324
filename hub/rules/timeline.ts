// One key's events in event time, each with the state after it; what is late rewinds to its place, once per group.
import type { KeyEvent } from '../flow.ts';
import type { Chain, StoredKey } from '../journal/chain.ts';
import { Block, type Change, type Retold } from './block.ts';
import { type Folding, type KeyState, startOf } from './key-state.ts';

/** Events of a key in memory, beyond which its older ones leave it for the chain. */
const tailMost = 64;

export class Timeline {
  readonly folding: Folding;
  state: KeyState;
  /** Number of the arrival folded last; and of the one up to which a restart found it folded already. */
  position = 0;
  readonly restoredAt: number = 0;
  /** Those this one has told something since it was kept: kept without them, a restart would not tell them again. */
  readonly told = new Set<string>();
  /** No event is newer than this. */
  newest = -Infinity;
  /** What the chain holds of it was rewritten: it must be kept with the arrival that did so. */
  #rewritten = false;
  /** The newest blocks, without a gap; older ones are in the chain. */
  #blocks: Block[] = [];
  readonly #chain: Chain<KeyState>;

  constructor(folding: Folding, chain: Chain<KeyState>, stored?: StoredKey<KeyState>) {
    this.folding = folding;
    this.#chain = chain;
    this.state = stored?.state ?? startOf(folding.rules);
    if (stored === undefined) return;
    this.position = stored.position;
    this.restoredAt = stored.position;
    this.newest = stored.newest;
  }

  /** Events in memory. */
  get held(): number {
    let held = 0;
    for (const { count } of this.#blocks) held += count;
    return held;
  }

  /** Its older events want to leave memory, or what the chain holds of it is another by now. */
  get wantsKeeping(): boolean {
    return this.#rewritten || this.held > tailMost;
  }

  /**
   * Folds a group of changes in one rewind.
   * @param changes in order; one that changes nothing is passed over
   * @returns how many events were folded beyond the ones that came
   */
  fold(changes: readonly Change[], retold: Retold[]): number {
    const [only] = changes;
    if (changes.length === 1 && only !== undefined && !only.gone && only.event.time > this.newest) {
      this.#append(only.event, retold);
      return 0;
    }
    return this.#rewind(changes, retold);
  }

  /** All that is held goes to the chain, with where the key stands. */
  keep(): void {
    for (const block of this.#blocks) this.#put(block);
    this.#rewritten = false;
    this.told.clear();
    const { position, state, newest } = this;
    this.#chain.keep({ key: this.folding.key, position, state, newest });
  }

  /** Gives up what is in memory, once it was kept: all but the newest block, or that one, too. */
  giveUp(all: boolean): void {
    this.#blocks = all ? [] : this.#blocks.slice(-1);
  }

  /** Nothing older than `edge` can be folded any more: blocks that end before it need not lie in the chain. */
  forgetBefore(edge: number): void {
    this.#chain.forgetBefore(this.folding.key, edge);
  }

  /** The newest events of its story, oldest first. */
  story(most: number): KeyEvent[] {
    const events = this.#blocks.flatMap((block) => block.events);
    let before = this.#blocks[0]?.first ?? Infinity;
    while (events.length < most) {
      const older = this.#chain.before(this.folding.key, before);
      if (older === undefined) break;
      events.unshift(...older.events);
      before = older.first;
    }
    return events.slice(-most);
  }

  #append(event: KeyEvent, retold: Retold[]): void {
    let last = this.#blocks.at(-1);
    if (last === undefined || last.isClosedTo(event)) {
      last = new Block(this.state);
      this.#blocks.push(last);
    }
    last.append(event, this.folding, retold);
    this.state = last.end;
    this.newest = event.time;
  }

  #rewind(changes: readonly Change[], retold: Retold[]): number {
    let refolds = 0;
    let at = 0;
    let block: Block | undefined;
    while (block !== undefined || at < changes.length) {
      const moved = block !== undefined;
      const here: Block = block ?? this.#blockOf((changes[at] as Change).event);
      const next = this.#next(here);
      const until = next?.first ?? Infinity;
      const from = at;
      while (at < changes.length && (changes[at] as Change).event.time < until) at += 1;
      const done = here.refold(changes.slice(from, at), moved, this.folding, retold);
      refolds += done.refolds;
      if (next === undefined) this.state = here.end;
      else if (!done.same) next.base = here.end;
      this.#changed(here);
      block = done.same ? undefined : next;
    }
    for (const { event, gone } of changes) if (!gone && event.time > this.newest) this.newest = event.time;
    return Math.max(0, refolds - changes.length);
  }

  /** The block an event belongs into: one in memory, one from the chain, or a new one at the end. */
  #blockOf(event: KeyEvent): Block {
    const held = this.#blocks.findLast(({ first }) => first <= event.time);
    if (held !== undefined && !(held === this.#blocks.at(-1) && held.isClosedTo(event))) return held;
    if (held === undefined && event.time <= this.newest) {
      const [eldest] = this.#blocks;
      const stored = this.#chain.covering(this.folding.key, event.time, eldest?.storedAs ?? eldest?.first);
      if (stored !== undefined) return Block.of(stored, this.folding);
      if (eldest !== undefined) return eldest;
    }
    const block = new Block(this.state);
    this.#blocks.push(block);
    return block;
  }

  #next(block: Block): Block | undefined {
    const at = this.#blocks.indexOf(block);
    if (at >= 0) return this.#blocks[at + 1];
    const [eldest] = this.#blocks;
    const stored = this.#chain.after(this.folding.key, block.storedAs ?? block.first);
    if (stored === undefined || (eldest !== undefined && stored.first === eldest.storedAs)) return eldest;
    return Block.of(stored, this.folding);
  }

  /** What was folded anew: emptied, it goes; grown, it is split; from the chain, it goes back there. */
  #changed(block: Block): void {
    if (block.clean) return;
    const at = this.#blocks.indexOf(block);
    if (block.count === 0) this.#drop(block, at);
    const rest = block.split();
    if (at >= 0) {
      if (rest !== undefined) this.#blocks.splice(at + 1, 0, rest);
      return;
    }
    this.#put(block);
    if (rest !== undefined) this.#put(rest);
    this.#rewritten = true;
  }

  #drop(block: Block, at: number): void {
    if (block.storedAs !== undefined) {
      this.#chain.remove(this.folding.key, block.storedAs);
      this.#rewritten = true;
    }
    if (at >= 0) this.#blocks.splice(at, 1);
    block.clean = true;
    block.storedAs = undefined;
  }

  #put(block: Block): void {
    if (block.clean || block.count === 0) return;
    const { key } = this.folding;
    if (block.storedAs !== undefined && block.storedAs !== block.first) this.#chain.remove(key, block.storedAs);
    this.#chain.put(key, block.stored());
    block.storedAs = block.first;
    block.clean = true;
  }
}
