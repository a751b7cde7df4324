// The hub without its doors, twice by one clock that is turned by hand: what people and the clock make of alerts is the same, whether or not it was killed in between.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Clock } from '../../hub/clock.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Actor } from '../../hub/contracts/case.ts';
import { versionOf } from '../../hub/contracts/standing.ts';
import { Core } from '../../hub/core.ts';
import { Journal } from '../../hub/journal/journal.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import type { KeyState } from '../../hub/rules/key-state.ts';
import { epochOne, inside, outside, positionEvent, root, temporaryFolder } from '../a-port.ts';
import { writerHere } from './case-hub.ts';
import { hour } from './case-life.ts';
import { days, people, type Step } from './case-steps.ts';

const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
const began = Date.UTC(2026, 0, 1, 8);
const ships = [413_900_001, 413_900_002];
/** As often as nobody would call it a sleep, ms. */
const turnMs = 1500;
/** Longer waits show nothing more here, and take as many turns. */
const waitMost = 3 * hour;

/** One hub over its own folder; time is what it is told. */
class Hub {
  readonly #folder = temporaryFolder();
  readonly #kills: boolean;
  #core!: Core;
  #turns: (() => void)[] = [];
  #time = began;
  #seq = 0;

  constructor(kills: boolean) {
    this.#kills = kills;
  }

  async start(): Promise<this> {
    this.#turns = [];
    const clock: Clock = {
      now: () => this.#time,
      notBefore: () => {},
      aheadMs: () => 0,
      steady: () => this.#time - began,
      every: (ms, act) => {
        if (ms === 250) this.#turns.push(act);
        return () => {};
      },
      after: () => () => {},
    };
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    const journal = new Journal<KeyState>(this.#folder.path, { reset: false }, { onFull() {}, onFault }, writerHere);
    const newKey = () => '7'.repeat(64);
    this.#core = new Core(journal, { plan, clock, later: setImmediate, newKey, page: () => '' });
    await this.#core.resume();
    await this.#core.listen();
    this.#core.run();
    return this;
  }

  alerts(): Alert[] {
    const { journal, book } = this.#core;
    const all = ships.flatMap((mmsi) => journal.alertsOf(`mmsi:${mmsi}`, 'restricted-entry'));
    for (const alert of all) expect(book.get(alert.id)).to.deep.equal(alert);
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** What people did, as it is on record. */
  audited(): unknown[] {
    const lines = this.#core.journal.audit(10_000).filter(({ who }) => who !== 'hub');
    return lines.map(({ at, who, what, outcome, detail }) => [at, who, what, outcome, detail]);
  }

  async step(step: Step): Promise<unknown> {
    if (step.do === 'wait') await this.#wait(Math.min(step.ms, waitMost));
    if (step.do === 'fact') await this.#tell(ships[step.line % 2] as number, step.fact === 'begin' ? inside : outside);
    if (step.do === 'restart' && this.#kills) await this.#killed();
    if (step.do !== 'act') return undefined;
    const all = this.alerts();
    const alert = all[step.alert % Math.max(1, all.length)];
    if (alert === undefined) return undefined;
    const { by, role, proved } = people[step.who] as (typeof people)[number];
    const who: Actor = { by, role, agency: 'customs', proved };
    const act = { ...step.act(this.#time), ...(step.version !== 'none' && { version: versionOf(alert) }) };
    return this.#core.deeds.act(alert.id, act, who);
  }

  async #wait(ms: number): Promise<void> {
    for (const end = this.#time + ms; this.#time < end; ) {
      this.#time = Math.min(end, this.#time + turnMs);
      for (const turn of this.#turns) turn();
    }
    await this.#core.drained();
  }

  async #tell(mmsi: number, place: typeof inside | typeof outside): Promise<void> {
    this.#time += 1000;
    this.#seq += 1;
    const event = positionEvent({ seq: this.#seq, ...place, time: this.#time, mmsi });
    const payload = Buffer.from(JSON.stringify({ v: 1, epoch: epochOne, first: this.#seq, events: [event] }));
    const from = { site: 'shatian-wharf', agent: 'hand', payload, receivedAt: this.#time };
    await new Promise<void>((durable) => this.#core.commit({ kind: 'up', class: 'routine', ...from }, durable));
  }

  /** No word to it, and nothing kept for the next start but what was kept by then. */
  async #killed(): Promise<void> {
    this.#core.rest();
    await this.#core.journal.close();
    await this.start();
  }

  async end(): Promise<void> {
    this.#core.rest();
    await this.#core.journal.close();
    this.#folder.remove();
  }
}

describe('A hub that is killed, and one that is not', () => {
  it('make the same of the same alerts, whatever people do and however much time goes by', async function () {
    this.timeout(0);
    const kinds = new Set<string>();
    const day = days(30, 3);
    const play = async (steps: readonly Step[]): Promise<void> => {
      const [steady, killed] = [await new Hub(false).start(), await new Hub(true).start()];
      try {
        for (const step of steps) {
          const answers = [await steady.step(step), await killed.step(step)];
          expect(answers[1]).to.deep.equal(answers[0]);
          expect(killed.alerts()).to.deep.equal(steady.alerts());
        }
        for (const { case: one, suppressed } of steady.alerts()) kinds.add(`${one?.state} ${suppressed?.kind}`);
        expect(killed.audited()).to.deep.equal(steady.audited());
      } finally {
        await Promise.all([steady.end(), killed.end()]);
      }
    };
    const runs = Math.ceil(Number(process.env['CASE_RUNS'] ?? 0) / 200) || 12;
    await fc.assert(fc.asyncProperty(day, play), { seed: 2015, numRuns: runs });
    expect(kinds.size, 'and there was something to lose').to.be.greaterThan(3);
  });
});
