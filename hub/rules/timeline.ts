// One key's events in event time, each with the state after it; what is late rewinds to its place, once per group.
import type { KeyEvent } from '../flow.ts';
import type { Chain, SilentTick, StoredBlock, StoredKey } from '../journal/chain.ts';
import { Block, type Change, type Retold } from './block.ts';
import { type Differs, type Folding, type KeyState, startOf } from './key-state.ts';
import { compare } from './order.ts';

/** Events of a key in memory, beyond which all but its newest block leave it for the chain. */
const tailMost = 256;
/** Silent ticks kept with a key; the eldest are known to the next snapshot only. */
const givenMost = 64;

export class Timeline {
  readonly folding: Folding;
  state: KeyState;
  /** Number of the arrival folded last; and of the one up to which a restart found it folded already. */
  position = 0;
  readonly restoredAt: number = 0;
  /** Those this one has told something since it was kept: kept without them, a restart would not tell them again. */
  readonly told = new Set<string>();
  /** Silent ticks that are still to be heard out. */
  given: readonly SilentTick[] = [];
  /** No event is newer than this. */
  newest = -Infinity;
  /** Folded since it was kept last; and among those who may be idle. */
  dirty = false;
  queued = false;
  /** What is in memory, in order; between two there may be others in the chain. The last one is always the newest of all. */
  #blocks: Block[] = [];
  /** Besides the newest the one folded into last: who tells of the past goes on telling there. */
  #recent: Block | undefined;
  /** Something was taken from the chain: where the key stands must be kept with the arrival that did so. */
  #taken = false;
  #held = 0;
  readonly #chain: Chain<KeyState>;

  constructor(folding: Folding, chain: Chain<KeyState>, stored?: StoredKey<KeyState>) {
    this.folding = folding;
    this.#chain = chain;
    this.state = stored?.state ?? startOf(folding.rules);
    if (stored === undefined) return;
    this.position = stored.position;
    this.restoredAt = stored.position;
    this.newest = stored.newest;
    this.given = stored.given ?? [];
  }

  /** Events in memory. */
  get held(): number {
    return this.#held;
  }

  get mustKeep(): boolean {
    return this.#taken;
  }

  /** Its older events want to leave memory. */
  get isFull(): boolean {
    return this.#held > tailMost;
  }

  /**
   * Folds a group of changes in one rewind.
   * @param changes in order; one that changes nothing is passed over
   * @returns how many events were folded again, beyond those that came
   */
  fold(changes: readonly Change[], retold: Retold[]): number {
    let appended = 0;
    for (const { event, gone } of changes) {
      if (gone || !this.#comesLast(event)) break;
      this.#append(event, retold);
      appended += 1;
    }
    if (appended === changes.length) return 0;
    return this.#rewind(appended === 0 ? changes : changes.slice(appended), retold);
  }

  /** Of two words of one moment, too, one comes last: an agent's batches may well come within a millisecond. */
  #comesLast(event: KeyEvent): boolean {
    if (event.time !== this.newest) return event.time > this.newest;
    const last = this.#blocks.at(-1)?.last;
    return last !== undefined && compare(last, event) < 0;
  }

  /** A tick comes, perhaps another time, though some of its witnesses are silent; or heard by all. */
  gave({ rule, at, silent }: SilentTick): void {
    const others = this.given.filter((one) => one.rule !== rule || one.at !== at);
    this.given = silent.length === 0 ? others : [...others, { rule, at, silent }].slice(-givenMost);
  }

  /** All that is held goes to the chain, with where the key stands. @returns how many events were written */
  keep(): number {
    const { key } = this.folding;
    let written = 0;
    for (const block of this.#blocks) written += this.#put(block);
    this.#taken = false;
    this.told.clear();
    const { position, state, newest, given } = this;
    const waits = given.length > 0 || state.wishes.some((wish) => wish !== undefined);
    this.#chain.keep({ key, position, state, newest, given, waits });
    return written;
  }

  /** Gives up what is in memory, once it was kept: all but the newest block, the one folded into last and the one after it; or all. */
  giveUp(all: boolean): void {
    const used = new Set([this.#blocks.at(-1), this.#recent, this.#recent?.next]);
    const left = all ? [] : this.#blocks.filter((block) => used.has(block));
    for (const block of left) if (block.next && !left.includes(block.next)) block.next = undefined;
    this.#blocks = left;
    this.#held = left.reduce((sum, { count }) => sum + count, 0);
  }

  /** Nothing older than `edge` can be folded any more: blocks that end before it need not lie in the chain. */
  forgetBefore(edge: number): void {
    this.#chain.forgetBefore(this.folding.key, edge);
  }

  /** The newest events of its story, oldest first. Whoever reads leaves everything as it was: nothing is loaded for it. */
  story(most: number, isShown: (event: KeyEvent) => boolean): KeyEvent[] {
    const stories: (readonly KeyEvent[])[] = [];
    let count = 0;
    for (let before = Infinity; count < most; ) {
      const held = this.#blocks.findLast(({ first }) => first < before);
      const stored = this.#chain.before(this.folding.key, before);
      if (held === undefined && stored === undefined) break;
      // What the chain has of a block in memory may be an older self of it.
      const isHeld = this.#blocks.some(({ storedAs }) => storedAs !== undefined && storedAs === stored?.first);
      const older = stored !== undefined && !isHeld && (held === undefined || stored.first > held.first);
      const block = older ? stored : held;
      const events = block?.events.filter(isShown) ?? [];
      stories.unshift(events);
      count += events.length;
      before = block?.first ?? (stored?.first as number);
    }
    return stories.flat().slice(-most);
  }

  /** The common case: later than all that was. */
  #append(event: KeyEvent, retold: Retold[]): void {
    let last = this.#blocks.at(-1);
    if (last === undefined || last.isClosedTo(event)) last = this.#open(last);
    last.append(event, this.folding, retold);
    this.state = last.end;
    this.newest = event.time;
    this.#held += 1;
  }

  #open(last: Block | undefined): Block {
    const block = new Block(this.state);
    if (last !== undefined) last.next = block;
    block.next = null;
    this.#blocks.push(block);
    return block;
  }

  #rewind(changes: readonly Change[], retold: Retold[]): number {
    // What follows must end at the newest of all, which a key that left memory whole has to fetch.
    if (this.#blocks.length === 0) this.#stored(this.#chain.before(this.folding.key, Infinity));
    let refolds = 0;
    let at = 0;
    let block: Block | undefined;
    let differs: Differs = 'nothing';
    while (block !== undefined || at < changes.length) {
      const here: Block = block ?? this.#blockOf((changes[at] as Change).event);
      const from = at;
      // Whatever is left may belong behind it, and then it matters where it ends.
      const until = at < changes.length ? (this.#next(here)?.first ?? Infinity) : Infinity;
      while (at < changes.length && (changes[at] as Change).event.time < until) at += 1;
      const before = here.count;
      const done = here.refold(changes.slice(from, at), differs, this.folding, retold);
      this.#held += here.count - before;
      refolds += done.refolds;
      differs = done.differs;
      const next = differs === 'nothing' ? undefined : this.#next(here);
      next?.rebase(here.end);
      if (here === this.#blocks.at(-1)) this.state = here.end;
      this.#tidy(here);
      block = next;
    }
    for (const { event, gone } of changes) if (!gone && event.time > this.newest) this.newest = event.time;
    this.#remember((changes.at(-1) as Change).event);
    return Math.max(0, refolds - changes.length);
  }

  #remember({ time }: KeyEvent): void {
    const at = this.#blocks.findLastIndex(({ first }) => first <= time);
    if (at >= 0 && at < this.#blocks.length - 1) this.#recent = this.#blocks[at];
  }

  /** The block an event belongs into: one in memory, one from the chain, or a new one at the end. */
  #blockOf(event: KeyEvent): Block {
    const held = this.#blocks.findLast(({ first }) => first <= event.time);
    if (held?.next === null && held.isClosedTo(event)) return this.#open(held);
    // Known to be followed by what follows it in memory, or by nothing.
    if (held !== undefined && (held.next === null || (held.next && event.time < held.next.first))) return held;
    if (this.newest === -Infinity) return this.#open(undefined);
    const stored = this.#stored(this.#chain.covering(this.folding.key, event.time));
    const [eldest] = this.#blocks;
    const found = [held, stored].filter((one) => one !== undefined && one.first <= event.time);
    if (found.length > 0) return found.reduce((a, b) => ((a as Block).first > (b as Block).first ? a : b)) as Block;
    if (stored === undefined) return eldest ?? this.#open(undefined);
    return eldest === undefined || stored.first < eldest.first ? stored : eldest;
  }

  #next(block: Block): Block | undefined {
    if (block.next !== undefined) return block.next ?? undefined;
    const stored = this.#stored(this.#chain.after(this.folding.key, block.storedAs ?? block.first));
    const held = this.#blocks[this.#blocks.indexOf(block) + 1];
    const next = stored === undefined || (held !== undefined && held.first < stored.first) ? held : stored;
    block.next = next ?? null;
    return next;
  }

  /** As it is in memory, if it is; what has moved there since is not what the chain says. */
  #stored(stored: StoredBlock<KeyState> | undefined): Block | undefined {
    if (stored === undefined) return undefined;
    const known = this.#blocks.find(({ storedAs }) => storedAs === stored.first);
    if (known !== undefined) return known;
    const block = Block.of(stored, this.folding);
    const at = this.#blocks.findIndex(({ first }) => first > block.first);
    this.#blocks.splice(at < 0 ? this.#blocks.length : at, 0, block);
    this.#held += block.count;
    return block;
  }

  /** Emptied, a block goes; grown, it is split. */
  #tidy(block: Block): void {
    const at = this.#blocks.indexOf(block);
    if (block.count === 0) {
      if (block.storedAs !== undefined) this.#chain.remove(this.folding.key, block.storedAs);
      this.#taken ||= block.storedAs !== undefined;
      this.#blocks.splice(at, 1);
      for (const other of this.#blocks) if (other.next === block) other.next = block.next;
      return;
    }
    const rest = block.split();
    if (rest !== undefined) this.#blocks.splice(at + 1, 0, rest);
  }

  #put(block: Block): number {
    if (block.clean || block.count === 0) return 0;
    const { key } = this.folding;
    if (block.storedAs !== undefined && block.storedAs !== block.first) this.#chain.remove(key, block.storedAs);
    this.#chain.put(key, block.stored());
    block.storedAs = block.first;
    block.clean = true;
    return block.count;
  }
}
