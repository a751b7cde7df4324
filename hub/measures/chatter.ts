// Who chatters: three changes between active and clear within a minute, of one rule about one key in one scope.
import { chatteringFrom, chatteringSpanMs } from './targets.ts';

/** Sources whose last minute is remembered; those that changed longest ago go first. */
const sourcesMost = 10_000;

export class Chatter {
  #turns = new Map<string, number[]>();

  /** Changed so often at this moment. @returns whether that is too often by now */
  turned(source: string, at: number, times: number): boolean {
    const known = this.#turns.get(source) ?? [];
    const recent = known.filter((turn) => turn > at - chatteringSpanMs);
    for (let i = 0; i < times; i += 1) recent.push(at);
    this.#turns.delete(source);
    // More than are needed to say so say nothing else.
    this.#turns.set(source, recent.slice(-chatteringFrom));
    const [eldest] = this.#turns.keys();
    if (this.#turns.size > sourcesMost && eldest !== undefined) this.#turns.delete(eldest);
    return recent.length >= chatteringFrom;
  }
}
