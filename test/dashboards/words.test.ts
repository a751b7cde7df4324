// Words in both languages, sentences from facts, times in the port's zone, silences, and the tokens' contrast.

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { factNames, factsOf, measureText, phrase, sentence, sentences } from '../../dashboards/alert-words.ts';
import { silence } from '../../dashboards/link/silence.ts';
import { staleText } from '../../dashboards/status/stale-text.ts';
import { ageText, timeNear, timeOfDay } from '../../dashboards/times.ts';
import { words } from '../../dashboards/words.ts';
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
    expect(Object.keys(sentences.en)).to.deep.equal(Object.keys(sentences.zh));
    expect(sentence('zh', alertOf('a'))).to.equal('SEA TRADER 进入限制区 限制区');
    expect(sentence('en', alertOf('a'))).to.equal('SEA TRADER entered restricted area Berth 5');
    const blind = alertOf('b', { why: { ...alertOf('b').why, rule: 'agent-silent', facts: { agent: 'gate-2' } } });
    expect(sentence('zh', blind)).to.equal('前端 gate-2 失联，此处失明');
    expect(sentence('en', blind)).to.equal('Blind here: agent gate-2 is silent');
  });

  it('names an unknown rule, and one whose facts are short', () => {
    expect(sentence('en', alertOf('a', { rule: 'new-rule' }))).to.equal('new-rule · mmsi:1');
    expect(sentence('en', alertOf('a', { rule: 'toString' }))).to.equal('toString · mmsi:1');
    const short = alertOf('a', { why: { ...alertOf('a').why, facts: {} } });
    expect(sentence('zh', short)).to.equal('restricted-entry · mmsi:1');
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
      for (const [ink, under] of [...texts, ...badges, ['s1', 'map-bg'] as const]) {
        expect(contrast(token[ink] ?? '', token[under] ?? ''), `${ink} on ${under}`).to.be.at.least(4.5);
      }
    });
  }
});
