// Puts what the follow machine holds on the screen: positions with every frame, for the map draws them by its own
// frames anyway; the list and the head at most ten times a second, the count of assets once, and all at a sync.
import { batch } from '@preact/signals';
import { beatTold } from '../clock.ts';
import type { Follow } from './follow.ts';
import { censusOf } from './live.ts';
import { paced } from './pace.ts';
import { agents, alerts, beatAt, census, connected, heardAt, live, segments, stale, synced } from './screen.ts';

const commitGapMs = 100;
/** Ten thousand assets are counted, and their list arranged, no more often than a person can read it. */
const censusGapMs = 1_000;

export class Commit {
  #follow: Follow;
  #heardAt: number | undefined;
  #list = paced(commitGapMs, () => this.#showAlerts());
  #head = paced(commitGapMs, () => this.#showHead());
  #census = paced(censusGapMs, () => this.#count());

  constructor(follow: Follow) {
    this.#follow = follow;
  }

  changed({ t }: { readonly t?: number }): void {
    this.#heard(t);
    live.value = this.#follow.live.rows;
    this.#head();
    this.#census();
    if (this.#follow.alerts.rows !== alerts.peek()) this.#list();
  }

  /** All at once: a page that says it is in step with the hub must not show the rows of before. */
  synced(is: boolean): void {
    batch(() => {
      connected.value = is;
      if (!is) return;
      synced.value = true;
      live.value = this.#follow.live.rows;
      this.#showAlerts();
      this.#showHead();
      this.#count();
    });
  }

  beat(t: number): void {
    beatTold(t);
    this.#heard(t);
    batch(() => {
      beatAt.value = t;
      this.#showHead();
    });
  }

  stale(is: boolean): void {
    stale.value = is;
  }

  /** Until the first beat a frame's time is the best there is of the hub's clock. */
  #heard(t: number | undefined): void {
    if (t === undefined) return;
    if (beatAt.peek() === undefined) beatTold(t);
    this.#heardAt = Math.max(t, this.#heardAt ?? 0);
  }

  #showAlerts(): void {
    alerts.value = this.#follow.alerts.rows;
  }

  #showHead(): void {
    agents.value = this.#follow.live.rows.agents;
    segments.value = this.#follow.live.rows.segments;
    heardAt.value = this.#heardAt;
  }

  #count(): void {
    census.value = censusOf(this.#follow.live.rows.assets.values());
  }
}
