// A case on the page: where it lies in the list, what the filter shows, what is said of it, and what its forms ask and send.
import { expect } from 'chai';
import { Compile } from 'typebox/compile';
import {
  actKeys,
  actOrder,
  beginning,
  bodyOf,
  fieldsOf,
  missingOf,
  spansOf,
} from '../../dashboards/case/act-fields.ts';
import { awayText, caseText, changesText, isaText } from '../../dashboards/case/case-words.ts';
import { deedsOf } from '../../dashboards/case/deeds.ts';
import { edges, fitted } from '../../dashboards/case/jpeg.ts';
import { unanswered } from '../../dashboards/case/offers.ts';
import { outcomeText } from '../../dashboards/case/outcome-words.ts';
import type { Me } from '../../dashboards/people/me.ts';
import { arrange, mergeAlerts, noAlerts, standing } from '../../dashboards/state/alerts.ts';
import { countWhose, type Listing, listed, noFilter } from '../../dashboards/state/list-filter.ts';
import { troubleText } from '../../dashboards/trouble-words.ts';
import { judged } from '../../hub/alerts/lifecycle.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import { type Act, actBodies, type Case } from '../../hub/contracts/case.ts';
import { actNames } from '../../hub/contracts/law.ts';
import { personOf } from '../../hub/identity/rights.ts';
import { alertOf } from './alert-of.ts';

const minuteMs = 60_000;
const me: Me = { by: 'chen', role: 'monitor', rights: personOf('chen', 'monitor', 'all').rights };
const chief: Me = { by: 'li', role: 'supervisor', rights: personOf('li', 'supervisor', 'all').rights };
const rows = (...alerts: Alert[]) => mergeAlerts(noAlerts, { epoch: 'e', from: 1, to: 1, t: 1, alerts });
const letters = (ids: readonly string[]) => ids.map((id) => id[0]).join('');
const inCase = (more: Partial<Case>): { case: Case } => ({ case: { state: 'claimed', level: 0, since: 5, ...more } });
const shelved = { kind: 'shelved', at: 2, by: 'chen', until: 9, reason: 'weather' } as const;
const at = (time: number): string => `t${time}`;

describe('dashboards: a case in the list', () => {
  const all = rows(
    alertOf('a', { from: 1 }),
    alertOf('b', { from: 2, ...inCase({ owner: 'chen' }) }),
    alertOf('c', { from: 3, condition: 'cleared', ...inCase({ owner: 'li' }) }),
    alertOf('d', { from: 4, condition: 'cleared', latched: true, severity: 'S1' }),
    alertOf('e', { from: 5, condition: 'cleared' }),
    alertOf('f', { from: 6, severity: 'S1', suppressed: shelved }),
    alertOf('g', { from: 7, condition: 'cleared', latched: true, ...inCase({ state: 'closed' }) }),
  );
  const order = arrange([], all, undefined);
  const how: Listing = { filter: noFilter, me, selected: undefined, awayOpen: false };

  it('is between the open and the ended as long as somebody has to see to it, and put away apart', () => {
    expect([...all.values()].map(standing)).to.deep.equal(['open', 'open', 'hand', 'hand', 'ended', 'away', 'ended']);
    expect(letters(order)).to.equal('badcfge');
  });

  it('is never put away silently, and the row that is looked at stays until it is left', () => {
    const shown = listed(order, all, how);
    expect([letters(shown.main), letters(shown.away), shown.hidden]).to.deep.equal(['badcge', 'f', 0]);
    const selected = 'f'.repeat(16);
    expect(letters(listed(order, all, { ...how, selected }).main)).to.equal('badcfge');
    expect(letters(listed(order, all, { ...how, selected, awayOpen: true }).main)).to.equal('badcge');
  });

  it('is filtered by whose it is and how grave, with what that hides counted', () => {
    const by = (more: Partial<Listing['filter']>) => {
      const { main, away, hidden } = listed(order, all, { ...how, filter: { ...noFilter, ...more } });
      return [letters(main), letters(away), hidden];
    };
    expect(by({ whose: 'mine' })).to.deep.equal(['b', 'f', 3]);
    expect(by({ whose: 'nobodys' })).to.deep.equal(['ad', 'f', 2]);
    expect(by({ severities: new Set(['S1']) })).to.deep.equal(['d', 'f', 3]);
    expect(countWhose(all, me)).to.deep.equal({ mine: 1, nobodys: 2, 'to-agree': 0 });
    const disposed = { at: 1, by: 'chen', owner: 'chen', code: 'false_rule', text: 'x' } as const;
    const mine = alertOf('h', { condition: 'cleared', severity: 'S1', ...inCase({ state: 'disposed', disposed }) });
    expect(countWhose(rows(mine), me)).to.deep.equal({ mine: 1, nobodys: 0, 'to-agree': 0 });
    expect(countWhose(rows(mine), chief)).to.deep.equal({ mine: 0, nobodys: 0, 'to-agree': 1 });
  });
});

describe('dashboards: a case in words', () => {
  it('says whose it is, how far up, and its state by ISA’s word', () => {
    const says = (one: Partial<Alert>) => caseText('en', alertOf('a', one), me, at);
    expect(says({})).to.equal('Nobody sees to it yet');
    expect(says(inCase({ owner: 'chen' }))).to.equal('I see to it since t5');
    expect(says(inCase({ owner: 'li', level: 2, reopened: 1 }))).to.equal(
      'li sees to it since t5 · level 2 · reopened ×1',
    );
    expect(says(inCase({})), 'as a terminal is told').to.equal('Customs see to it since t5');
    expect(isaText('zh', alertOf('a', { condition: 'cleared', latched: true }))).to.match(/待复位.*LATCHED_UNACK/);
    expect(awayText('en', alertOf('a', { suppressed: { ...shelved, text: 'fog' } }), at)).to.equal(
      'Shelved by chen until t9: weather · fog',
    );
  });

  it('says what changed between two looks', () => {
    const was = alertOf('a');
    const is = alertOf('a', {
      condition: 'cleared',
      acknowledged: { at: 1, by: 'li' },
      ...inCase({ owner: 'li', level: 1, asked: { at: 2, by: 'li', text: 'why?', until: 9 } }),
    });
    expect(changesText('en', was, is)).to.equal(
      'claimed by li, now level 1, the terminal was asked by li, now cleared, acknowledged by li',
    );
    expect(changesText('zh', is, is)).to.equal('报警已更新');
    const deed = { act: 'claim', seen: was, draft: {} } as const;
    expect(outcomeText('en', { deed, is: 'changed' }, is)).to.match(
      /nothing was done \(Claim\): claimed by li.*once more$/,
    );
  });

  it('tells all that an alert bears in the order of time, a question’s answer as such', () => {
    const alert = alertOf('a', {
      raisedAt: 1,
      acknowledged: { at: 2, by: 'chen' },
      notes: [
        { at: 4, by: 'wharf', role: 'operator', text: 'a tug', explains: true },
        { at: 3, by: 'li', text: 'odd' },
      ],
      ...inCase({ owner: 'chen', since: 2, asked: { at: 3, by: 'chen', text: 'why?', until: 9, answered: 0 } }),
    });
    expect(deedsOf('en', alert, at).map(({ at: when, by, says }) => [when, by, says])).to.deep.equal([
      [1, undefined, 'raised'],
      [2, 'chen', 'claimed'],
      [2, 'chen', 'acknowledged'],
      [3, 'chen', 'asked, to be answered by t9: why?'],
      [3, 'li', 'notes: odd'],
      [4, 'wharf', 'answers: a tug'],
    ]);
  });

  it('has words for whatever the hub may refuse of an act', () => {
    const codes = [
      ...['version-stale', 'case-state', 'supervisor-needed', 'owner-only', 'owner-already', 'owner-unfit'],
      ...['second-person-needed', 'proof-needed', 'level-highest', 'asked-already', 'visit-open', 'visit-none'],
      ...['until-wrong', 'suppressed-already', 'shelved-not', 'out-not', 'proposal-none', 'latched-not'],
      ...['latched-still', 'active-still', 'ticket-already', 'device-none', 'picture-unfit', 'pictures-many'],
    ];
    for (const code of codes) expect(troubleText('en', code), code).not.to.match(/^the hub refused/);
  });

  it('shows first the question whose time is over first, and none that is answered', () => {
    const asked = (letter: string, until: number, answered?: number) =>
      alertOf(
        letter,
        inCase({ asked: { at: 1, by: 'x', text: 'x', until, ...(answered !== undefined && { answered }) } }),
      );
    expect(letters(unanswered(rows(asked('a', 9), asked('b', 5), asked('c', 1, 0))).map(({ id }) => id))).to.equal(
      'ba',
    );
  });
});

describe('dashboards: the forms of acts', () => {
  const filled = { text: 'x', code: 'duplicate', reason: 'other', to: 'li', officer: 'x', place: 'x', order: 'x' };

  it('send what the hub takes, each of them, with nothing missing and nothing more', () => {
    for (const act of actNames) {
      const body = bodyOf(act, { ...beginning(act, me), ...filled }, Date.now());
      expect(Compile(actBodies[act]).Check(body), `${act} ${JSON.stringify(body)}`).to.equal(true);
      expect(missingOf(act, { ...beginning(act, me), ...filled }), act).to.equal(undefined);
      const needed = Object.keys(actBodies[act].properties).filter((name) =>
        (actBodies[act].required as readonly string[] | undefined)?.includes(name),
      );
      expect(fieldsOf(act), act).to.include.members(needed);
    }
    expect(missingOf('dispose', { code: 'duplicate', text: ' ' })).to.equal('text');
  });

  it('offer no time that the hub would not take of whoever chooses it', () => {
    const now = 1_000_000_000_000;
    const whom = (one: Me) => ({ by: one.by, role: one.role, proved: true });
    for (const one of [me, chief])
      for (const act of ['shelve', 'ask', 'take-out'] as const)
        for (const ms of spansOf(act, one)) {
          const alert = alertOf('a', act === 'ask' ? inCase({ owner: one.by }) : {});
          const body = bodyOf(act, { ...filled, until: String(ms) }, now);
          expect(judged(alert, { act, ...body } as Act, whom(one), now), `${act} ${ms}`).to.be.an('object');
        }
    expect(spansOf('shelve', me).at(-1)).to.equal(30 * minuteMs);
    expect(spansOf('shelve', chief).at(-1)).to.equal(480 * minuteMs);
  });

  it('stand in one order, each once, and their keys are each one’s own', () => {
    expect([...actOrder].sort()).to.deep.equal([...actNames].sort());
    const keys = Object.values(actKeys);
    expect(new Set(keys).size).to.equal(keys.length);
  });

  it('scale pictures down in their own proportions until they are small enough, and never up', () => {
    expect(fitted(5120, 2560, 2560)).to.deep.equal([2560, 1280]);
    expect(fitted(300, 200, 2560)).to.deep.equal([300, 200]);
    expect(fitted(10_000, 1, 2560)).to.deep.equal([2560, 1]);
    expect(edges()).to.deep.equal([2560, 1810, 1280, 905, 640]);
  });
});
