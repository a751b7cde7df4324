// Drawings are looked at in a thread, one after another and within limits: whatever is sent, nobody else waits for it.
import { expect } from 'chai';
import { planeAt } from '../../geo/plane.ts';
import { systemClock } from '../../hub/clock.ts';
import type { DrawnCheck } from '../../hub/contracts/drawn.ts';
import { Draughtsman, type DrawnLimits } from '../../hub/registry/draughtsman.ts';
import { box, type Ring, ring } from './faulty-drawings.ts';
import { hungScrawl } from './hung-scrawl.ts';

const into = {
  plane: planeAt(113.57, 22.85),
  sites: [],
  fences: [{ id: 'yard', geometry: { type: 'Polygon', coordinates: [box(0, 0, 100)] }, properties: { site: 'quay' } }],
};
const text = (coordinates: readonly Ring[]): string =>
  JSON.stringify({
    type: 'Feature',
    id: 'drawn',
    properties: { site: 'quay' },
    geometry: { type: 'Polygon', coordinates },
  });
const open = text([box(0, 0, 100).slice(0, -1)]);
/** A comb of thousands of teeth: the thinning of it takes a second, and what is wrong is known at once. */
const comb = text([
  ring(
    ...Array.from({ length: 1700 }, (_, i): [number, number][] => [
      [i * 2, 0],
      [i * 2, 100],
      [i * 2 + 0.05, 0],
    ]).flat(),
    ...([
      [3400, -50],
      [0, -50],
      [0, 0],
    ] as const),
  ),
]);

/** Threads of this process that run JavaScript beside it. */
const threads = (): number => (process.report.getReport() as { workers: unknown[] }).workers.length;

describe('A draughtsman', function () {
  this.timeout(60_000);
  let one: Draughtsman;
  const employ = (limits: Partial<DrawnLimits> = {}): void => {
    one = new Draughtsman(into, systemClock, { lookMs: 60_000, ...limits });
  };
  afterEach(() => one.close());

  const told = async (drawing: string): Promise<DrawnCheck> => {
    const answer = await one.check(drawing, ['quay']);
    return answer === 'drawings-busy' ? { faults: [] } : (JSON.parse(answer) as DrawnCheck);
  };
  const codes = ({ faults }: DrawnCheck): string[] => faults.map(({ code }) => code);

  it('answers every drawing in its turn, and a scrawl that turf would never end with, too', async () => {
    employ();
    const [first, scrawl, last] = await Promise.all([told(open), told(text(hungScrawl)), told(text([box(0, 0, 50)]))]);
    expect(codes(first)).to.deep.equal(['drawn-unclosed']);
    expect(first.offered?.changes.map(({ code }) => code)).to.deep.equal(['closed']);
    expect(codes(scrawl)).to.include('drawn-crossing');
    expect(last).to.deep.equal({ faults: [] });
  });

  it('leaves the line free: while it looks at the worst drawing, everything else goes on', async () => {
    employ();
    let turns = 0;
    let isOver = false;
    const drawing = told(comb).finally(() => (isOver = true));
    for (; !isOver; turns += 1) await new Promise((turn) => setImmediate(turn));
    expect(codes(await drawing)).to.deep.equal(['drawn-many']);
    expect(turns).to.be.greaterThan(100);
  });

  it('says what is wrong where mending takes too long, and goes on with the next one', async () => {
    // What is wrong is known after a hundredth of the time that mending takes: one of these is between them, on any machine.
    const answers: DrawnCheck[] = [];
    for (const lookMs of [25, 50, 100, 200, 400, 800, 1600, 3200]) {
      employ({ lookMs });
      answers.push(await told(comb));
      const next = one.check(open, ['quay']);
      expect(await next, 'never unanswered').to.be.a('string');
      await one.close();
      if (answers.at(-1)?.unoffered === 'took-too-long') break;
    }
    expect(answers.at(-1)).to.have.property('unoffered', 'took-too-long');
    expect(codes(answers.at(-1) ?? { faults: [] })).to.deep.equal(['drawn-many']);
  });

  it('lets so many wait, and refuses more', async () => {
    employ({ waitingMost: 2 });
    const answers = await Promise.all([open, open, open, open].map((drawing) => one.check(drawing, ['quay'])));
    expect(answers.map((answer) => answer === 'drawings-busy')).to.deep.equal([false, false, false, true]);
    expect(codes(await told(open)), 'and is there again').to.deep.equal(['drawn-unclosed']);
  });

  it('answers whoever waits when the hub stops, and leaves no thread behind', async () => {
    employ();
    await told(open);
    expect(threads()).to.equal(1);
    const waiting = [one.check(comb, ['quay']), one.check(open, ['quay'])];
    await one.close();
    const [first, second] = await Promise.all(waiting);
    expect(first, 'busy, or what is known of it').to.be.a('string');
    expect(second).to.equal('drawings-busy');
    expect(await one.check(open, ['quay'])).to.equal('drawings-busy');
    expect(threads()).to.equal(0);
  });

  it('ends its thread when nobody asks, and begins another when somebody does', async () => {
    employ({ idleMs: 1 });
    expect(codes(await told(open))).to.deep.equal(['drawn-unclosed']);
    while (threads() > 0) await new Promise((turn) => setImmediate(turn));
    expect(codes(await told(open))).to.deep.equal(['drawn-unclosed']);
  });

  it('that is sent what cannot be written again tells what is wrong with it', async () => {
    employ();
    const deep = `{"geometry":{"type":"Polygon","coordinates":[]},"properties":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    expect(codes(await told(deep))).to.deep.equal(['drawn-shape']);
    expect(codes(await told('null'))).to.include('drawn-shape');
  });
});
