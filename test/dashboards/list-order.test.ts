// The list: its order, the selected row's place, its bound, and the walk through it.
import { expect } from 'chai';
import { calmOf } from '../../dashboards/alerts/calm.ts';
import { arrange, endedKept, mergeAlerts, neighbour, noAlerts, standingAs } from '../../dashboards/state/alerts.ts';
import { watching } from '../../dashboards/state/live.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import { alertOf } from './alert-of.ts';

const rows = (...alerts: Alert[]) => mergeAlerts(noAlerts, { epoch: 'e', from: 1, to: 1, t: 1, alerts });
const letters = (ids: readonly string[]) => ids.map((id) => id[0]).join('');
const id = (letter: string) => letter.repeat(16);

describe('dashboards: the alert list', () => {
  const three = rows(
    alertOf('a', { from: 1 }),
    alertOf('b', { from: 2, condition: 'cleared', severity: 'S1' }),
    alertOf('c', { from: 3 }),
  );

  it('puts open before ended, graver before lighter, newer before older', () => {
    const more = rows(...three.values(), alertOf('d', { severity: 'S1' }), alertOf('e', { severity: 'S4', from: 9 }));
    expect(letters(arrange([], more, undefined))).to.equal('dcaeb');
  });

  it('keeps the selected row in its place when graver ones arrive', () => {
    const before = arrange([], three, undefined);
    expect(letters(before)).to.equal('cab');
    const more = rows(...three.values(), alertOf('d', { severity: 'S1' }), alertOf('e', { severity: 'S1' }));
    expect(letters(arrange(before, more, id('a')))).to.equal('daecb');
    expect(letters(arrange(before, more, id('c')))).to.equal('cdeab');
  });

  it('keeps the selected row in its place when it ends', () => {
    const ended = rows(
      ...[...three.values()].map((alert) =>
        alert.id === id('c') ? { ...alert, condition: 'cleared' as const } : alert,
      ),
    );
    expect(letters(arrange(arrange([], three, undefined), ended, id('c')))).to.equal('cab');
  });

  it('walks to both ends and no further', () => {
    const order = ['1', '2'];
    expect(neighbour(order, undefined, 1)).to.equal('1');
    expect(neighbour(order, '1', 1)).to.equal('2');
    expect(neighbour(order, '2', 1)).to.equal('2');
    expect(neighbour(order, '1', -1)).to.equal('1');
    expect(neighbour([], undefined, 1)).to.equal(undefined);
  });

  it('lets go the longest ended beyond its bound, and never an open one', () => {
    const many = Array.from({ length: endedKept + 5 }, (_, n) =>
      alertOf('a', { id: `${n}`, condition: 'cleared', changedAt: n }),
    );
    const kept = rows(...many, alertOf('z', { changedAt: 0 }));
    expect(kept.size).to.equal(endedKept + 1);
    expect(kept.has('4')).to.equal(false);
    expect(standingAs(kept, 'open')).to.have.length(1);
  });

  it('counts sources that see, of those that owe', () => {
    const agent = { site: 's', feed: 'live' as const, heardAt: 1, events: 1, refused: 0, v: 1 };
    const agents = [
      { ...agent, id: 'a', online: true, finished: false },
      { ...agent, id: 'b', online: false, finished: false },
      { ...agent, id: 'c', online: false, finished: true },
    ];
    expect(watching(agents)).to.deep.equal({ live: 1, of: 2 });
  });

  it('is calm without open alerts only when synced, heard and watched', () => {
    const listening = { open: 0, synced: true, stale: false, live: 1 };
    expect(calmOf(listening)).to.equal('calm');
    expect(calmOf({ ...listening, open: 1, stale: true })).to.equal('open');
    expect(calmOf({ ...listening, synced: false, live: 0 })).to.equal('asking');
    expect(calmOf({ ...listening, stale: true })).to.equal('unheard');
    expect(calmOf({ ...listening, synced: false, stale: true })).to.equal('unheard');
    expect(calmOf({ ...listening, live: 0 })).to.equal('blind');
  });
});
