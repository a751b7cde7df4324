// The port simulated: two hundred seeds keep every promise, a seed is the same story every time, and a hub that lies is found out.
import { expect } from 'chai';
import { Spool } from '../../edge-agents/spool.ts';
import { Core } from '../../hub/core.ts';
import type { Batch } from '../../hub/flow.ts';
import { Sieve } from '../../hub/ingest/sieve.ts';
import { Journal } from '../../hub/journal/journal.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import { type SimOptions, simulate } from './simulate.ts';

const seeds = 200;
/** A fault that is put in must be found within so many seeds. */
const foundWithin = 40;

/** The first promise that is seen broken, over some seeds. */
async function found(options: SimOptions = {}): Promise<string | undefined> {
  for (let seed = 1; seed <= foundWithin; seed += 1) {
    const { broken } = await simulate(seed, options);
    if (broken !== undefined) return broken.promise;
  }
  return undefined;
}

/** The same with a method of the hub's own made wrong. */
async function foundWith<T extends object, K extends keyof T>(
  of: T,
  name: K,
  wrong: T[K],
): Promise<string | undefined> {
  const right = of[name];
  of[name] = wrong;
  try {
    return await found();
  } finally {
    of[name] = right;
  }
}

describe('The port simulated', function () {
  // It waits for nothing; a busy machine may yet take its time.
  this.timeout(600_000);

  it(`${seeds} seeds of agents, networks, crashes and clocks keep every promise`, async () => {
    const rules = new Set<string>();
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { broken, rules: raised } = await simulate(seed);
      expect(broken, `npm run sim -- --seed ${seed}`).to.equal(undefined);
      for (const rule of raised) rules.add(rule);
    }
    expect(rules.size, 'and there was something to be told').to.be.greaterThan(9);
  });

  it('a seed is the same story every time', async () => {
    for (const seed of [3, 7]) {
      const [once, again] = [await simulate(seed), await simulate(seed)];
      expect(again).to.deep.equal(once);
    }
    expect((await simulate(3)).digest).not.to.equal((await simulate(7)).digest);
  });

  it('a hub that tells before the disk has it is found out', async () => {
    expect(await found({ liar: 'tells-early' })).to.match(/means on disk$/);
  });

  it('a sieve that forgets is found out', async () => {
    const { fresh } = Sieve.prototype;
    const forgets = function (this: Sieve, batch: Batch): Set<number> {
      fresh.call(this, batch);
      return new Set(batch.events.map(({ seq }) => seq));
    };
    expect(await foundWith(Sieve.prototype, 'fresh', forgets)).to.equal('each observation is heard once');
  });

  it('a sieve that counts what has not come is found out', async () => {
    const { watermark } = Sieve.prototype;
    const ahead = function (this: Sieve, ...of: Parameters<Sieve['watermark']>): number {
      return watermark.apply(this, of) + 1;
    };
    expect(await foundWith(Sieve.prototype, 'watermark', ahead)).to.equal('acked means on disk');
  });

  it('a restart that does not know what was told is found out', async () => {
    const forgets = () => [];
    expect(await foundWith(Journal.prototype, 'alertsOf', forgets)).to.be.oneOf([
      'a restart raises nothing',
      'nothing is raised twice',
    ]);
  });

  it('a hub whose clock wakes nobody is found out', async () => {
    expect(await foundWith(FoldEngine.prototype, 'isDue', () => false)).to.equal('blind is loud');
  });

  it('a hub that does not know that it slept is found out', async () => {
    const { commit } = Core.prototype;
    const sleepless = function (this: Core, ...[input, ...then]: Parameters<Core['commit']>) {
      const { receivedAt } = input;
      return commit.call(this, input.kind === 'slept' ? { kind: 'clock', receivedAt } : input, ...then);
    };
    expect(await foundWith(Core.prototype, 'commit', sleepless)).to.equal('silent is only who was not heard');
  });

  it('a spool that lets go of something and does not say so is found out', async () => {
    expect(await foundWith(Spool.prototype, 'declare', () => {})).to.equal('what is lost is declared');
  });
});
