// A recording is judged by the plan it was heard under, however old it is and whatever plans there have been since.
import { expect } from 'chai';
import type { KeyEvent, Keyed } from '../../hub/flow.ts';
import type { World } from '../../hub/world.ts';
import { port } from './a-fold.ts';
import { worldWith } from './rules/a-place.ts';
import { fix } from './rules/a-rule.ts';

const truck = 'vehicle:粤B12345';
const heardAt = 2_000_000_000;
const store = [350, 50] as const;
const yard = [70, 70] as const;
const recorded = (seconds: number, [east, north]: readonly [number, number]): Keyed => {
  const told = { ...fix(seconds, east, north), asOf: heardAt, heardAt, feed: 'historical' };
  return { key: truck, event: told as KeyEvent };
};
const heard = (worlds: World[], ...fixes: Keyed[]) => {
  const hub = port({ worlds });
  for (const one of fixes) hub.foldAt(heardAt, one);
  hub.passed(3_000_000, 'agent:a');
  return hub;
};
const staysOf = (hub: ReturnType<typeof port>): string[] =>
  hub.standing().map(({ rule, from, to }) => `${rule} ${from / 1000}–${to === undefined ? '' : to / 1000}`);

describe('An old recording', () => {
  const day = [100, 200, 300].map((s) => recorded(s, store)).concat([400, 2900].map((s) => recorded(s, yard)));
  for (const from of [undefined, 700_000, 1_000_000_000])
    it(`is judged alike with ${from === undefined ? 'no other plan' : `another plan ${from / 1000} s after its day began`}`, () => {
      const plans = from === undefined ? [] : [worldWith({ from, plan: 'p2' })];
      const hub = heard([worldWith(), ...plans], ...day);
      expect(staysOf(hub)).to.have.members(['restricted-entry 100–400', 'dwell-over-limit 1000–']);
      expect(hub.told.map(({ change }) => change)).to.not.include('withdrawn');
    });

  it('hears of the windows of the plan it was heard under, and of no older one', () => {
    const turnsOf = (id: string) => (id === 'store' ? Float64Array.of(200_000, 300_000) : undefined);
    const second = worldWith({ isTimed: true, turnsOf, from: 1_000_000_000, plan: 'p2' });
    const hub = heard([worldWith(), second], recorded(100, store), recorded(250, store), recorded(400, store));
    expect(staysOf(hub)).to.deep.equal(['restricted-entry 200–300']);
    expect(hub.told.at(-1)?.alert.why.facts).to.include({ cause: 'window', plan: 'p2' });
    const evidence = hub.told.at(-1)?.alert.why.evidence.map(({ says, time }) => `${says} ${time}`);
    // The fix by which it was inside, and the two turns.
    expect(evidence).to.have.members(['inside 200000', 'seen 100000', 'fence not in force 300000']);
  });
});
