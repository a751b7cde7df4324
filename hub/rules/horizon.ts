// How far back events are judged: beyond it observations are not, which their agent's own key is told; facts fold at its edge.
import type { Feed } from '../contracts/ids.ts';
import type { KeyEvent } from '../flow.ts';
import type { Change } from './block.ts';

interface TooLate {
  readonly count: number;
  readonly feed: Feed;
  readonly site: string;
}

export class Horizon {
  /** By agent, since it was taken last. */
  #tooLate = new Map<string, TooLate>();

  /** What of a key's changes is judged. @param edge nothing before it is, but plans and recordings */
  within(changes: readonly Change[], edge: number): readonly Change[] {
    if (!changes.some(({ event }) => !isJudged(event, edge))) return changes;
    const within: Change[] = [];
    for (const { event, gone } of changes) {
      if (isJudged(event, edge) || event.kind === 'plan') within.push({ event, gone });
      else if ('issuedAt' in event && event.issuedAt !== undefined)
        within.push({ event: { ...event, time: edge, asOf: edge }, gone });
      else this.#count(event);
    }
    return within;
  }

  /** Takes what each agent told too late, as an event of the arrival that did. */
  take({ number, at }: { readonly number: number; readonly at: number }): { key: string; event: KeyEvent }[] {
    const late = [...this.#tooLate];
    this.#tooLate.clear();
    const told = { time: at, asOf: at, from: 'hub', seq: number, kind: 'unjudged' as const };
    return late.map(([agent, { count, feed, site }]) => {
      return { key: `agent:${agent}`, event: { ...told, count, feed, site } };
    });
  }

  #count(event: KeyEvent): void {
    if (!('agent' in event)) return;
    const { agent, feed, site } = event;
    this.#tooLate.set(agent, { count: (this.#tooLate.get(agent)?.count ?? 0) + 1, feed, site });
  }
}

/** A recording is old by nature: it has no horizon but its own. */
const isJudged = (event: KeyEvent, edge: number): boolean =>
  event.time >= edge || ('feed' in event && event.feed === 'historical');
