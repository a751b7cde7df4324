// Words in both languages, sentences from facts, times in the port's zone, silences, and the tokens' contrast.

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import {
  evidenceText,
  factNames,
  factsOf,
  measureText,
  rules,
  ruleText,
  sentence,
} from '../../dashboards/alert-words.ts';
import { silence } from '../../dashboards/link/silence.ts';
import { staleText } from '../../dashboards/status/stale-text.ts';
import { ageText, spanText, stretch, timeNear, timeOfDay } from '../../dashboards/times.ts';
import { troubleText } from '../../dashboards/trouble-words.ts';
import { phrase } from '../../dashboards/words/phrases.ts';
import { words } from '../../dashboards/words.ts';
import { rulebook } from '../../hub/rules/rulebook.ts';
import { alertOf } from './alert-of.ts';

const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('dashboards: words', () => {
  it('has text for every key in both languages, with the same names to fill', () => {
    expect(Object.keys(words.en).sort()).to.deep.equal(Object.keys(words.zh).sort());
    for (const [key, text] of Object.entries(words.zh)) {
      const english = words.en[key as keyof typeof words.en];
      expect(text, key).not.to.equal('');
      expect(english, key).not.to.equal('');
      expect(names(english), key).to.deep.equal(names(text));
    }
  });

  it('has a sentence for every rule in both languages', () => {
    expect(sentence('zh', alertOf('a'))).to.equal('SEA TRADER 进入限制区 限制区');
    expect(sentence('en', alertOf('a'))).to.equal('SEA TRADER entered restricted area Berth 5');
    const blind = alertOf('b', { why: { ...alertOf('b').why, rule: 'agent-silent', facts: { agent: 'gate-2' } } });
    expect(sentence('zh', blind)).to.equal('前端 gate-2 失联，此处失明');
    expect(sentence('en', blind)).to.equal('Blind here: agent gate-2 is silent');
  });

  it('has a name, sentences and a reason in both languages for every rule of the hub', () => {
    expect(Object.keys(rules.zh).sort()).to.deep.equal(rulebook.map(({ id }) => id).sort());
    for (const [rule, zh] of Object.entries(rules.zh)) {
      const en = rules.en[rule as keyof typeof rules.en];
      for (const { name, says, because } of [zh, en]) {
        expect(
          [name, because].every((text) => text.length > 1),
          rule,
        ).to.equal(true);
        expect(says.length, rule).to.be.at.least(1);
      }
      // Sentences say the same things, but for the fence's and segment's name in each language.
      const facts = (texts: readonly string[]) => texts.map((text) => names(text.replace(/(Zh|En)}/g, '}')));
      expect(facts(en.says), rule).to.deep.equal(facts(zh.says));
    }
  });

  it('says the fullest sentence its facts allow, by names, and in English begins it with a capital', () => {
    const facts = { asset: 'container:MSKU1', lane: 'main-out-1', fence: 'f', fenceZh: '港区', fenceEn: 'port' };
    const of = (more: Record<string, string>) =>
      alertOf('a', {
        why: { ...alertOf('a').why, rule: 'gate-out-without-release', facts: { ...facts, ...more } },
      });
    const nameOf = (id: string) => (id === 'main-out-1' ? 'Main gate out 1' : id);
    expect(sentence('en', of({}), nameOf)).to.equal('Container MSKU1 went out through Main gate out 1 without release');
    expect(sentence('en', of({ carrier: 'vehicle:粤B1' }), nameOf)).to.match(
      /^Container MSKU1, carried by vehicle 粤B1,/,
    );
    expect(sentence('zh', of({}))).to.equal('集装箱 MSKU1 无放行经 main-out-1 驶出');
    expect(ruleText('zh', 'gate-out-without-release')).to.equal('R-02 无放行出卡口 · gate-out-without-release');
    expect(ruleText('zh', 'toString')).to.equal('toString');
  });

  it('says how fast it would have been in the reader’s units', () => {
    const facts = { asset: 'mmsi:1', kmh: '177674 km/h' };
    const jump = alertOf('a', { why: { ...alertOf('a').why, rule: 'impossible-motion', facts } });
    expect(sentence('zh', jump)).to.match(/177674 公里\/时/);
    expect(factsOf('zh', jump)[1]).to.deep.equal(['所需速度', '177674 公里/时']);
    expect(sentence('en', jump)).to.match(/ it could only have reached at 177674 km\/h: not believed$/);
  });

  it('tells evidence and troubles in words, and what it does not know as told', () => {
    expect(evidenceText('zh', 'cam-1: obscured', (id) => `[${id}]`)).to.equal('[cam-1] 被遮挡');
    expect(evidenceText('en', 'release.issued')).to.equal('a release that had been issued');
    expect(troubleText('en', 'timeout')).to.equal('the hub did not answer in time (timeout)');
    expect(troubleText('zh', 'constructor')).to.equal('中心未受理（constructor）');
  });

  it('names an unknown rule, and one whose facts are short', () => {
    expect(sentence('en', alertOf('a', { rule: 'new-rule' }))).to.equal('new-rule · mmsi:1');
    expect(sentence('en', alertOf('a', { rule: 'toString' }))).to.equal('toString · mmsi:1');
    const short = alertOf('a', { why: { ...alertOf('a').why, facts: {} } });
    expect(sentence('zh', short)).to.equal('进入限制区 · mmsi:1');
    expect(phrase('zh', 'never heard of')).to.equal('never heard of');
  });

  it('tells each fact by its name and its id, in the reader’s language, and an unknown one as told', () => {
    expect(Object.keys(factNames.en)).to.deep.equal(Object.keys(factNames.zh));
    const { why } = alertOf('a');
    const alert = alertOf('a', { why: { ...why, facts: { ...why.facts, plan: '317014787d57', toString: 'x' } } });
    expect(factsOf('en', alert)).to.deep.equal([
      ['Asset', 'SEA TRADER · mmsi:1'],
      ['Fence', 'Berth 5 · f'],
      ['Plan version', '317014787d57'],
      ['toString', 'x'],
    ]);
    expect(factsOf('zh', alert)[1]).to.deep.equal(['电子围栏', '限制区 · f']);
    const over = { asset: 'vehicle:1', segment: 'quay-5', segmentZh: '5 号泊位前沿', segmentEn: 'Berth 5 front' };
    const exit = alertOf('a', { why: { ...why, rule: 'fence-exit-without-release', facts: over } });
    expect(factsOf('en', exit)[1]).to.deep.equal(['Segment', 'Berth 5 front · quay-5']);
    expect(factsOf('zh', exit)[1]).to.deep.equal(['围网段', '5 号泊位前沿 · quay-5']);
    const nameless = alertOf('a', { why: { ...why, facts: { asset: 'mmsi:1', fence: 'f' } } });
    expect(factsOf('en', nameless)).to.deep.equal([
      ['Asset', 'mmsi:1'],
      ['Fence', 'f'],
    ]);
  });

  it('tells the measure against its limit', () => {
    const why = { ...alertOf('a').why, measure: 'inside by', value: 5.2345, unit: 'm' };
    expect(measureText('en', why)).to.equal('inside by: 5.23 m (limit 0 m)');
    expect(measureText('zh', why)).to.equal('深入区内：5.23 米（限值 0 米）');
    const stayed = { ...why, measure: 'stayed for', value: 10_080, limit: 240, unit: 'min' };
    expect(measureText('en', stayed)).to.equal('stayed for: 7 d 0 h (limit 4 h 00 min)');
    const none = { ...why, measure: 'releases in force', value: 0, limit: 1, unit: 'releases' };
    expect([measureText('en', none), measureText('zh', none)]).to.deep.equal([
      'releases in force: 0 (limit 1)',
      '当时有效的放行：0 项（限值 1 项）',
    ]);
  });

  it('calls stale what it has, by the last beat or else the last frame, and says when it has nothing', () => {
    const stale = (synced: boolean, beatAt?: number, heardAt = beatAt) =>
      staleText('en', { synced, beatAt, heardAt }, 10_000);
    expect(stale(false)).to.match(/no data/);
    expect(stale(true, undefined, 3_000)).to.match(/^STALE: no beat since the sync, last frame 7 s ago/);
    expect(stale(true, 2_000, 3_000)).to.match(/^STALE: no beat from the hub for 8 s/);
  });

  it('shows the port’s time, with the day when it is another one', () => {
    const noon = Date.UTC(2026, 0, 2, 4, 0, 9);
    expect(timeOfDay(noon, 'Asia/Shanghai')).to.equal('12:00:09');
    expect(timeNear(noon, noon + 1000, 'Asia/Shanghai')).to.equal('12:00:09');
    expect(timeNear(noon, noon + 86_400_000, 'Asia/Shanghai')).to.equal('2026-01-02 12:00:09');
    expect(stretch(noon, noon + 60_000, noon, 'Asia/Shanghai')).to.equal('12:00:09–12:01:09');
    expect([spanText('zh', 10_930_000), spanText('en', 90_000)]).to.deep.equal(['3 小时 02 分', '1 min']);
    expect([ageText('zh', 59_000), ageText('en', 61_000), ageText('en', -5)]).to.deep.equal(['59 秒', '1 min', '0 s']);
  });

  it('calls five seconds without a beat stale and fifteen dead', () => {
    expect([4_999, 5_000, 14_999, 15_000].map(silence)).to.deep.equal(['fresh', 'stale', 'stale', 'dead']);
  });
});

const channel = (byte: number) => (byte <= 10.31475 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4);

/** WCAG 2.2: relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const css = readFileSync(new URL('../../dashboards/theme.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media');
const tokens = (text: string) =>
  Object.fromEntries([...text.matchAll(/--([\w-]+): (#\w{6})/g)].map((m) => [m[1], m[2] ?? '']));

describe('dashboards: contrast', () => {
  const texts = ['fg', 'muted'].flatMap((ink) => ['bg', 'panel', 'map-bg'].map((under) => [ink, under] as const));
  const badges = ['s1', 's2', 's3', 's4', 'system'].map((name) => [`${name}-text`, name] as const);
  for (const [theme, token] of [
    ['light', tokens(light)],
    ['dark', tokens(dark)],
  ] as const) {
    it(`is at least 4.5 for every text of the ${theme} theme`, () => {
      for (const [ink, under] of [...texts, ...badges, ['s1', 'map-bg'] as const, ['system', 'map-bg'] as const]) {
        expect(contrast(token[ink] ?? '', token[under] ?? ''), `${ink} on ${under}`).to.be.at.least(4.5);
      }
    });
  }
});
