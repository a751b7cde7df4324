// Refusals in the audit: the first at once, the rest of a flood as one line a minute with its count, however many ask.
import { expect } from 'chai';
import { foldedMs, Refusals } from '../../../hub/identity/refusals.ts';

describe('Refusals in the audit', () => {
  const opened = () => {
    const lines: string[] = [];
    let [now, look] = [0, (): void => {}];
    const clock = {
      now: () => now,
      every: (_ms: number, act: () => void) => {
        look = act;
        return () => {};
      },
    };
    const told = new Refusals((all) => {
      lines.push(...all.map(({ at, who, what, outcome, detail }) => `${at} ${who} ${what} ${outcome} ${detail}`));
    }, clock);
    const wait = (ms: number): void => {
      for (const end = now + ms; now < end; ) {
        now += 10_000;
        look();
      }
    };
    return { told, lines, wait };
  };
  const wrong = { who: 'unknown', what: 'GET /api/v1/alerts', code: 'login-needed' } as const;

  it('are told at once, a flood of one kind as one line a minute, and what has stopped is forgotten', () => {
    const { told, lines, wait } = opened();
    for (let minute = 0; minute < 3; minute += 1) {
      for (let i = 0; i < 1000; i += 1) told.note(wrong);
      wait(foldedMs);
    }
    expect(lines).to.deep.equal([
      '0 unknown GET /api/v1/alerts login-needed ',
      '60000 unknown GET /api/v1/alerts login-needed 999 more',
      '120000 unknown GET /api/v1/alerts login-needed 1000 more',
      '180000 unknown GET /api/v1/alerts login-needed 1000 more',
    ]);
    wait(2 * foldedMs);
    told.note(wrong);
    expect(lines).to.have.length(5);
  });

  it('of each who, code and route are apart; of more than two hundred kinds the rest are of others', () => {
    const { told, lines, wait } = opened();
    for (let i = 0; i < 5000; i += 1) told.note({ ...wrong, who: `n${i}` });
    told.note({ ...wrong, code: 'host-wrong' });
    wait(foldedMs);
    expect(lines).to.have.length(200 + 2 + 1);
    expect(lines.at(-1)).to.equal('60000 others anything login-needed 4799 more');
  });

  it('what is asked in good order and cannot be is none; no token and no line break comes through', () => {
    const { told, lines } = opened();
    for (const code of ['check-done', 'check-expired', 'not-ready', 'hub-fault'] as const)
      told.note({ ...wrong, code });
    expect(lines).to.deep.equal([]);
    told.note({ ...wrong, code: 'not-found', detail: `/x/efh_${'a'.repeat(43)}\n${'b'.repeat(500)}` });
    expect(lines[0])
      .to.match(/ \/x\/efh_…b+$/)
      .and.have.length.below(200);
  });

  it('nothing that somebody sent plays with the terminal it is read at', () => {
    const { told, lines } = opened();
    told.note({ who: 'yard/a', what: 'mqtt-publish', code: 'topic-foreign', detail: 'a\u001b[2J\n\u202eb' });
    expect(lines).to.deep.equal(['0 yard/a mqtt-publish topic-foreign a[2Jb']);
  });

  it('are counted to the end when the hub stops', () => {
    const { told, lines } = opened();
    for (let i = 0; i < 3; i += 1) told.note(wrong);
    told.close();
    expect(lines.at(-1)).to.equal('0 unknown GET /api/v1/alerts login-needed 2 more');
  });
});
