// A spool against everything that may be done to it, in any order: what was observed is held, acked or declared lost, and nothing else.
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Observed } from '../../edge-agents/adapter.ts';
import { declaredBy } from '../../edge-agents/loss.ts';
import { Spool } from '../../edge-agents/spool.ts';
import type { Kept } from '../../edge-agents/stamped.ts';
import { type EventClass, eventClasses } from '../../hub/contracts/ids.ts';
import { temporaryFolder } from '../a-port.ts';

type Act =
  | { readonly do: 'keep'; readonly sizes: readonly number[]; readonly urgent: readonly boolean[] }
  | { readonly do: 'ack'; readonly class: EventClass; readonly share: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'declare' | 'expire' | 'reopen' };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: keeping() },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('ack' as const),
      class: fc.constantFrom(...eventClasses),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2000 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('declare' as const, 'expire' as const, 'reopen' as const) }),
  },
);

function keeping(): fc.Arbitrary<Act> {
  return fc.record({
    do: fc.constant('keep' as const),
    sizes: fc.array(fc.integer({ min: 1, max: 1200 }), { minLength: 1, maxLength: 12 }),
    urgent: fc.oneof(
      fc.constant(Array<boolean>(12).fill(true)),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    ),
  });
}

const limits = { bytes: 6000, ageMs: 5000 };
const besides = 64;
const costOf = ({ observed }: Kept): number => Buffer.byteLength(JSON.stringify(observed)) + besides;

/** What the world outside knows: of what was observed in each class by its number, what has come to the hub, and what was declared. */
class Outside {
  readonly path: string;
  spool: Spool;
  now = 1_000_000;
  observed = 0;
  readonly given: Record<EventClass, number[]> = { urgent: [], routine: [] };
  readonly came: Record<EventClass, number[]> = { urgent: [], routine: [] };
  readonly declared: Record<EventClass, number> = { urgent: 0, routine: 0 };
  readonly acked: Record<EventClass, number> = { urgent: 0, routine: 0 };

  constructor(path: string) {
    this.path = path;
    this.spool = this.#open();
  }

  #open = (): Spool => new Spool(this.path, limits, () => this.now);

  held = (cls: EventClass): Kept[] => this.spool.after(cls, 0, 100_000);

  keep(sizes: readonly number[], urgent: readonly boolean[]): void {
    const group = sizes.map((size, i): Observed => {
      this.observed += 1;
      this.now += 1;
      const cls = urgent[i] ? 'urgent' : 'routine';
      this.given[cls].push(this.observed);
      const data = { n: this.observed, x: 'x'.repeat(size) };
      return { type: 't', subject: 's:1', time: this.now, urgent: urgent[i] === true, data };
    });
    this.spool.keep(group);
  }

  /** The hub has everything up to here. */
  ack(cls: EventClass, upTo: number): void {
    for (const { seq, observed } of this.held(cls)) {
      if (seq > upTo) break;
      const loss = declaredBy(observed);
      if (loss === undefined) this.came[cls].push(observed.data['n'] as number);
      else this.declared[loss.class] += loss.count;
    }
    this.spool.acked(cls, upTo);
    this.acked[cls] = Math.max(this.acked[cls], upTo);
  }

  do(what: Act): void {
    if (what.do === 'keep') this.keep(what.sizes, what.urgent);
    if (what.do === 'wait') this.now += what.ms;
    if (what.do === 'declare') this.spool.declare('a');
    if (what.do === 'expire') this.spool.expire();
    if (what.do === 'ack') {
      const [gone, last] = [this.spool.goneUpTo(what.class), this.spool.lastOf(what.class)];
      const upTo = gone + Math.round((last - gone) * what.share);
      if (upTo > gone) this.ack(what.class, upTo);
    }
    if (what.do !== 'reopen') return;
    this.spool.close();
    this.spool = this.#open();
  }

  /** All that is left goes to the hub, with all that is still to be declared. */
  drain(): void {
    for (let rounds = 0; rounds < 4; rounds += 1) {
      this.spool.declare('a');
      for (const cls of eventClasses) this.ack(cls, this.spool.lastOf(cls));
    }
  }
}

const gapsIn = (outside: Outside): number =>
  outside.held('urgent').filter(({ observed }) => declaredBy(observed) !== undefined).length;

const numbersOf = (held: readonly Kept[]): number[] =>
  held.filter(({ observed }) => declaredBy(observed) === undefined).map(({ observed }) => observed.data['n'] as number);

describe('A spool, whatever is done to it', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let lost = 0;
  let declaredAnew = 0;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const each = (check: (outside: Outside, acts: readonly Act[]) => void): void => {
    let n = 0;
    const property = fc.property(fc.array(act, { minLength: 1, maxLength: 40 }), (acts) => {
      n += 1;
      const outside = new Outside(join(folder.path, `${n}.sqlite`));
      try {
        check(outside, acts);
      } finally {
        outside.spool.close();
      }
    });
    fc.assert(property, { seed: 20_26, numRuns: 50 });
  };

  it('holds a gapless run of each class, never more than its bytes, nothing too old, and nothing that was acked', () => {
    each((outside, acts) => {
      for (const one of acts) {
        outside.do(one);
        const { spool } = outside;
        const costs = eventClasses.map((cls) => {
          const held = outside.held(cls);
          const [gone, last] = [spool.goneUpTo(cls), spool.lastOf(cls)];
          expect(held.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: last - gone }, (_, i) => gone + i + 1));
          expect(gone).to.be.at.least(outside.acked[cls]);
          return held.reduce((sum, kept) => sum + costOf(kept), 0);
        });
        const bytes = (costs[0] ?? 0) + (costs[1] ?? 0);
        expect(bytes).to.equal(Math.round(spool.fullness * limits.bytes));
        if (one.do !== 'ack' && one.do !== 'wait') expect(bytes).to.be.at.most(limits.bytes);
        if (one.do !== 'keep' && one.do !== 'expire') continue;
        const old = eventClasses.flatMap(outside.held).filter(({ observed }) => {
          return observed.type === 't' && observed.time < outside.now - limits.ageMs - 12;
        });
        expect(old).to.deep.equal([]);
      }
    });
  });

  it('lets go of the oldest routine first, of urgent only when there is no routine left, and of nothing while there is room', () => {
    each((outside, acts) => {
      for (const one of acts) {
        const before = outside.spool.goneUpTo('urgent');
        const all = [...outside.held('urgent'), ...outside.held('routine')];
        const oldest = Math.min(Infinity, ...all.map(({ observed }) => observed.time));
        outside.do(one);
        if (one.do !== 'keep' || oldest < outside.now - limits.ageMs) continue;
        const { spool } = outside;
        if (spool.goneUpTo('urgent') > before) expect(outside.held('routine')).to.deep.equal([]);
        const [was, is] = [all, eventClasses.flatMap(outside.held)];
        const went = was.filter(({ observed }) => !is.some((kept) => kept.observed.data['n'] === observed.data['n']));
        const largest = 1200 + 200;
        if (went.length > 0) expect(spool.fullness * limits.bytes + largest).to.be.above(limits.bytes);
      }
    });
  });

  it('and in the end everything observed has come to the hub once, in order, or was declared lost by its number', () => {
    each((outside, acts) => {
      for (const one of acts) {
        const gaps = gapsIn(outside);
        outside.do(one);
        if (one.do === 'keep' && gapsIn(outside) < gaps) declaredAnew += 1;
        for (const cls of eventClasses) {
          const known = new Set(outside.came[cls]);
          expect(numbersOf(outside.held(cls)).filter((n) => known.has(n))).to.deep.equal([]);
        }
      }
      outside.drain();
      for (const cls of eventClasses) {
        const { [cls]: came } = outside.came;
        expect(came).to.deep.equal([...new Set(came)].sort((a, b) => a - b));
        expect(came.length + outside.declared[cls]).to.equal(outside.given[cls].length);
        lost += outside.declared[cls];
      }
    });
    expect(lost, 'and something was lost').to.be.above(50);
    expect(declaredAnew, 'and declarations went with the rest').to.be.above(3);
  });
});
