// A story: folded into lines, worded in both languages, and asked for no more than once a second and never twice at once.
import { expect } from 'chai';
import { Feed, type Shown } from '../../dashboards/state/feed.ts';
import { type Reader, saidOf, tellerOf } from '../../dashboards/story/line-words.ts';
import { linesOf } from '../../dashboards/story/lines.ts';
import { observationData } from '../../hub/contracts/observation.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import type { Story, StoryEvent } from '../../hub/contracts/story.ts';

const minute = 60_000;
const event = (
  n: number,
  kind: string,
  facts: Record<string, string> = {},
  told: Partial<StoryEvent> = {},
): StoryEvent => ({
  ...{ id: `e${n}`, kind, time: n * minute, heardAt: n * minute, late: false, by: 'yard', facts },
  ...told,
});
const late = { late: true, heardAt: 200 * minute };

describe('dashboards: a story’s lines', () => {
  it('are newest first, with fixes in a row as one', () => {
    const fixes = [0, 1, 2].map((n) => event(n, n === 1 ? 'asset.position' : 'position'));
    const lines = linesOf([...fixes, event(3, 'rfid.read'), event(4, 'position')]);
    expect(lines.map(({ kind, count, from, to }) => [kind, count, from, to])).to.deep.equal([
      ['position', 1, 4 * minute, 4 * minute],
      ['rfid.read', 1, 3 * minute, 3 * minute],
      ['position', 3, 0, 2 * minute],
    ]);
  });

  it('keep what came late apart, and say by how much at most', () => {
    const lines = linesOf([event(0, 'position'), event(1, 'position', {}, late), event(2, 'position', {}, late)]);
    expect(lines.map(({ count, lateMs }) => [count, lateMs])).to.deep.equal([
      [2, 199 * minute],
      [1, undefined],
    ]);
  });

  it('do not fold over another teller, another fence or a crossing', () => {
    const told = [
      event(0, 'carried', { inside: 'a' }),
      event(1, 'carried', { inside: 'a' }),
      event(2, 'carried', { inside: 'b' }),
      event(3, 'carried', { inside: 'b', crossings: 'enter b' }),
      event(4, 'carried', { inside: 'b' }),
      event(5, 'carried', { inside: 'b' }, { by: 'vehicle:2' }),
      event(6, 'association'),
      event(7, 'association'),
    ];
    expect(linesOf(told).map(({ count }) => count)).to.deep.equal([1, 1, 1, 1, 1, 1, 2]);
  });

  it('keep their name when more is folded into them', () => {
    const two = [event(0, 'position'), event(1, 'position')];
    expect(linesOf(two)[0]?.id).to.equal(linesOf([...two, event(2, 'position')])[0]?.id);
  });
});

const reader = (lang: 'zh' | 'en'): Reader => ({
  key: 'container:MSKU1',
  lang,
  nameOf: (id) => (/^(lane:)?main-out-1$/.test(id) ? 'Main gate out 1' : id),
  timeZone: 'Asia/Shanghai',
});
const said = (lang: 'zh' | 'en', one: StoryEvent) => {
  const [line] = linesOf([one]);
  if (line === undefined) throw new Error('no line');
  return saidOf(line, reader(lang));
};

describe('dashboards: a story’s words', () => {
  it('say every kind the hub hears of in words, in both languages', () => {
    const kinds = [
      ...Object.keys(observationData),
      'carried',
      'passed',
      'seen',
      'tick',
      'plan',
      'position',
      'unbelieved',
    ];
    const facts = {
      ...{
        antenna: 'a',
        direction: 'in',
        lane: 'l',
        state: 'open',
        what: 'person',
        children: 'seal:1',
        parent: 'vehicle:1',
      },
      ...{
        release: 'R',
        issuedAt: '2026-01-01T00:00:00Z',
        movement: 'M',
        corridor: 'c',
        rule: 'r',
        plan: 'p',
        action: 'add',
      },
    };
    for (const kind of kinds)
      for (const lang of ['zh', 'en'] as const) expect(said(lang, event(1, kind, facts)).says, kind).not.to.equal(kind);
  });

  it('name lanes, things and moments', () => {
    const passed = event(1, 'gate.passage', { subject: 'lane:main-out-1', direction: 'out', decision: 'passed' });
    expect(said('en', passed).says).to.equal('out through Main gate out 1, let through');
    const put = event(1, 'association', {
      subject: 'vehicle:粤B1',
      parent: 'vehicle:粤B1',
      action: 'add',
      children: 'container:MSKU1',
    });
    expect(said('zh', put)).to.deep.equal({ says: '集装箱 MSKU1 装上 车辆 粤B1', rest: [] });
    const issued = event(1, 'release.issued', {
      subject: 'container:MSKU1',
      release: 'FX-1',
      issuedAt: '2026-01-02T04:00:09Z',
    });
    expect(said('en', issued).says).to.equal('release FX-1 issued at 2026-01-02 12:00:09');
    const cut = event(1, 'seal.state', { state: 'open', signs: 'rope-cut cover-open' });
    expect(said('zh', cut).says).to.equal('关锁已打开：锁绳剪断、外壳打开');
  });

  it('say what a moment was waited for, by its rule’s name; of windows by what they do', () => {
    const due = event(1, 'tick', { rule: 'dwell-over-limit', silent: 'agent:yard' });
    expect(said('en', due)).to.deep.equal({ says: 'time is up (Stayed too long), agent:yard silent', rest: [] });
    const turn = event(1, 'tick', { rule: 'fence-turns', silent: '' });
    expect(said('en', turn)).to.deep.equal({ says: 'a fence came into force or went out of it', rest: [] });
    expect(said('zh', turn)).to.deep.equal({ says: '围栏生效时段到界', rest: [] });
  });

  it('say who carries it and what it crossed', () => {
    const carried = { inside: 'yard', crossings: 'enter yard exit port' };
    const one = event(1, 'carried', carried, { by: 'vehicle:粤B1' });
    expect(said('en', one).says).to.equal('carried by vehicle 粤B1, left port, entered yard');
    expect(tellerOf('vehicle:粤B1', reader('zh'))).to.equal('车辆 粤B1');
    expect(tellerOf('gate-main', reader('zh'))).to.equal('gate-main');
  });

  it('drop nothing: a kind unknown here is shown as it is, facts left over by their names', () => {
    expect(said('en', event(1, 'toString', { a: '1' }))).to.deep.equal({ says: 'toString', rest: [['a', '1']] });
    const read = event(1, 'rfid.read', { antenna: 'a', direction: 'in', rssiDbm: '-54' });
    expect(said('zh', read)).to.deep.equal({ says: 'a 读到（进）', rest: [['信号 dBm', '-54']] });
  });
});

class Asked {
  readonly keys: string[] = [];
  readonly answers: ((answer: Answer<Story>) => void)[] = [];
  readonly shown: (Shown<Story> | undefined)[] = [];
  #later: (() => void) | undefined;
  readonly feed = new Feed<Story>(
    (key) => {
      this.keys.push(key);
      return new Promise((answer) => this.answers.push(answer));
    },
    (shown) => this.shown.push(shown),
    {
      pace: (_gapMs, run) => {
        let rested = true;
        return () => {
          if (rested) run();
          else this.#later = run;
          rested = false;
        };
      },
    },
  );

  async answer(answer: Answer<Story>): Promise<void> {
    this.answers.shift()?.(answer);
    await new Promise((done) => setImmediate(done));
  }

  secondLater(): void {
    this.#later?.();
    this.#later = undefined;
  }
}

const story = (key: string): Story => ({ key, inside: [], carries: [], events: [] });
const good = (key: string): Answer<Story> => ({ ok: true, value: story(key) });

describe('dashboards: the story that is read', () => {
  it('is asked for at once, and again when its asset changed, no more than once a second', async () => {
    const asked = new Asked();
    asked.feed.show('container:1');
    await asked.answer(good('container:1'));
    expect(asked.shown.at(-1)).to.deep.equal({ key: 'container:1', value: story('container:1'), asking: false });
    asked.feed.refresh();
    asked.feed.refresh();
    expect(asked.keys).to.have.length(1);
    asked.secondLater();
    expect(asked.keys).to.have.length(2);
  });

  it('is never asked for twice at once, but once more when something changed meanwhile', async () => {
    const asked = new Asked();
    asked.feed.show('container:1');
    asked.feed.refresh();
    asked.secondLater();
    expect(asked.keys).to.have.length(1);
    await asked.answer(good('container:1'));
    asked.secondLater();
    expect(asked.keys).to.have.length(2);
  });

  it('lets go of the answer for an asset that is not open any more', async () => {
    const asked = new Asked();
    asked.feed.show('container:1');
    asked.feed.show('container:2');
    await asked.answer(good('container:1'));
    expect(asked.shown.at(-1)).to.deep.equal({ key: 'container:2', asking: true });
    await asked.answer(good('container:2'));
    expect(asked.shown.at(-1)?.value?.key).to.equal('container:2');
    asked.feed.show(undefined);
    expect(asked.shown.at(-1)).to.equal(undefined);
  });

  it('keeps what it had when a later one fails, and says so', async () => {
    const asked = new Asked();
    asked.feed.show('container:1');
    await asked.answer(good('container:1'));
    asked.feed.refresh();
    asked.secondLater();
    await asked.answer({ ok: false, code: 'timeout' });
    expect(asked.shown.at(-1)).to.deep.equal({
      ...{ key: 'container:1', value: story('container:1'), trouble: 'timeout', asking: false },
    });
  });
});
