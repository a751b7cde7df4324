// What people made of alerts, with known answers: Wilson's interval, the last word on each, rules to be rationalised, bad sensors.
import { expect } from 'chai';
import type { Alert } from '../../../hub/contracts/alert.ts';
import type { Disposition } from '../../../hub/contracts/case.ts';
import { wilson } from '../../../hub/measures/verdicts.ts';
import { alertOf, ask, m, measuresOf, Stream } from './a-stream.ts';

const naming = (facts: Record<string, string>, version = 1): Partial<Alert> => ({
  why: { ...alertOf('x', 0).why, facts, version },
});
function disposed(codes: readonly Disposition[], change: Partial<Alert> = {}, stream = new Stream()): Stream {
  for (const code of codes) {
    const id = `${stream.seq}`;
    stream.raise(id, m(stream.seq), change).dispose(id, m(stream.seq), code);
  }
  return stream;
}
const times = (count: number, code: Disposition): Disposition[] => Array.from({ length: count }, () => code);
const rulesOf = (stream: Stream) => ask(measuresOf(stream, m(500))).rules;

describe('Wilson’s interval', () => {
  // Newcombe (1998), table I, method 3; and by hand where nothing or everything is a hit.
  const known: readonly (readonly [hits: number, of: number, low: number, high: number])[] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [0, 0, 0, 1],
    [5, 5, 0.5655, 1],
  ];
  for (const [hits, of, low, high] of known) {
    it(`${hits} of ${of}: ${low} to ${high}`, () => {
      const interval = wilson(hits, of);
      expect(interval.low).to.be.closeTo(low, 0.00006);
      expect(interval.high).to.be.closeTo(high, 0.00006);
    });
  }
});

describe('Verdicts', () => {
  it('of a rule count what was something and what was nothing; a drill, a double and what nobody could tell are neither', () => {
    const [rule] = rulesOf(
      disposed([
        ...(['confirmed_violation', 'false_rule', 'false_sensor', 'false_identity', 'benign_explained'] as const),
        ...(['drill_test', 'duplicate', 'insufficient_evidence', 'procedural_irregularity', 'false_rule'] as const),
      ]),
    );
    expect(rule).to.include({ rule: 'restricted-entry', version: 1, judged: 7, falseAlarms: 4 });
    expect(rule?.codes[0]).to.deep.equal({ code: 'false_rule', count: 2 });
    expect(rule?.codes).to.have.length(9);
  });

  it('a rule is to be rationalised when even the best it may be is under its target, and not by a handful', () => {
    const flagged = (bad: number, good: number) => {
      const [rule] = rulesOf(disposed([...times(bad, 'false_rule'), ...times(good, 'confirmed_violation')]));
      return [rule?.toRationalise, rule?.precisionAtMost.ok];
    };
    expect(flagged(4, 0), 'four say nothing yet').to.deep.equal([false, undefined]);
    expect(flagged(5, 0)).to.deep.equal([true, false]);
    expect(flagged(1, 4), 'it may be as precise as 0.96').to.deep.equal([false, true]);
    expect(flagged(2, 3), 'it is at most 0.88').to.deep.equal([true, false]);
    expect(flagged(0, 30)).to.deep.equal([false, true]);
  });

  it('each version of a rule has its own: the next one begins with nothing against it', () => {
    const stream = disposed(times(6, 'false_rule'), naming({}, 1));
    const rules = rulesOf(disposed(times(6, 'confirmed_violation'), naming({}, 2), stream));
    expect(rules.map(({ version, toRationalise }) => [version, toRationalise])).to.deep.equal([
      [1, true],
      [2, false],
    ]);
  });

  it('the last word on an alert counts, and one that was reopened waits for another', () => {
    const stream = new Stream().raise('a', m(0)).dispose('a', m(1), 'false_rule').reopen('a', m(2));
    expect(rulesOf(stream)).to.deep.equal([]);
    const [rule] = rulesOf(stream.dispose('a', m(3), 'confirmed_violation'));
    expect(rule).to.include({ judged: 1, falseAlarms: 0 });
  });

  it('of devices and lanes that an alert names, with the tickets on them: the worst first', () => {
    const stream = disposed(['false_sensor', 'confirmed_violation'], naming({ device: 'cam-1', lane: 'main-in-1' }));
    disposed(['false_sensor'], naming({ antennas: 'ant-1 ant-2', camera: 'cam-1' }), stream);
    stream.raise('t', m(50), { key: 'device:ant-2' });
    stream.tell('ticketed', 't', m(51), { ticket: { at: m(51), by: 'li', device: 'device:ant-2' } });
    const { sensors } = ask(measuresOf(stream, m(500)));
    expect(
      sensors.map(({ kind, id, judged, falseAlarms, tickets }) => [kind, id, judged, falseAlarms, tickets]),
    ).to.deep.equal([
      ['device', 'ant-2', 1, 1, 1],
      ['device', 'cam-1', 3, 2, 0],
      ['device', 'ant-1', 1, 1, 0],
      ['lane', 'main-in-1', 2, 1, 0],
    ]);
  });
});
