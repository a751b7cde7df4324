// Matchers, durations and fingerprints: Alertmanager's grammar by table, and what it refuses.
import { expect } from 'chai';
import { readDuration } from '../../../hub/routing/duration.ts';
import { fingerprintOf } from '../../../hub/routing/labels.ts';
import { readMatchers } from '../../../hub/routing/matcher.ts';

const labels = { severity: 'S1', site: 'shatian-wharf', kind: 'vehicle', says: 'a "b", c\nd' };

describe('Matchers', () => {
  const all: readonly (readonly [text: string, matches: boolean])[] = [
    ['severity="S1"', true],
    ['severity=S1', true],
    [' severity = "S1" ', true],
    ['severity!="S1"', false],
    ['severity=~"S1|S2"', true],
    ['severity=~"S"', false],
    ['severity=~"S."', true],
    ['severity!~"S[34]"', true],
    ['absent=""', true],
    ['absent!=""', false],
    ['absent=~".*"', true],
    ['absent=~".+"', false],
    ['{severity="S1", site=~"shatian-.*"}', true],
    ['severity="S1",site="elsewhere"', false],
    ['says="a \\"b\\", c\\nd"', true],
    ['says=~"a.*d"', true],
    ['', true],
    ['{}', true],
  ];
  for (const [text, matches] of all) {
    it(`${JSON.stringify(text)} ${matches ? 'matches' : 'does not match'}`, () => {
      expect(readMatchers(text).every((one) => one(labels))).to.equal(matches);
    });
  }

  const refused: readonly (readonly [text: string, says: RegExp])[] = [
    ['severity', /no matcher/],
    ['1a="b"', /no matcher/],
    ['a="b', /quote/],
    ['a=b"c', /quote/],
    ['a=~"("', /no expression of RE2/],
    ['a=~"(?=b)"', /no expression of RE2/],
    ['a=~"(b)\\\\1"', /no expression of RE2/],
    [`a=~"${'x'.repeat(2000)}"`, /too long/],
  ];
  for (const [text, says] of refused) {
    it(`${text.slice(0, 20)} is refused in words`, () => {
      expect(() => readMatchers(text)).to.throw(says);
    });
  }

  it('an expression that would take a backtracking engine for ever takes no time', () => {
    const [evil] = readMatchers('a=~"(x+x+)+y"');
    const began = performance.now();
    expect(evil?.({ a: 'x'.repeat(5000) })).to.equal(false);
    expect(performance.now() - began).to.be.below(2000);
  });
});

describe('Durations', () => {
  const all: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['0', 0],
    ['0s', 0],
    ['500ms', 500],
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    ['', undefined],
    ['30', undefined],
    ['1m1h', undefined],
    ['-1s', undefined],
    ['1.5h', undefined],
  ];
  for (const [text, ms] of all) it(`${JSON.stringify(text)} is ${ms}`, () => expect(readDuration(text)).to.equal(ms));
});

describe('Fingerprints', () => {
  const known: readonly (readonly [labels: Record<string, string>, print: string])[] = [
    [{ alertname: 'GateMismatch', lane: 'G3', severity: 'critical', site: 'humen' }, '415116d741b540fd'],
    [{ site: 'humen', severity: 'major', alertname: 'EdgeOffline' }, 'd0ae24503b56610a'],
    [{ alertname: 'V1' }, '4fbce442ddbd975b'],
    [{ alertname: 'Dup', x: '1' }, '45c50bc6cc7f8200'],
  ];
  for (const [of, print] of known) {
    it(`${JSON.stringify(of)} is the one a real Alertmanager gave it`, () => expect(fingerprintOf(of)).to.equal(print));
  }
});
