// The outbox over a real journal: what is told, when, how often it is tried, and what a kill leaves.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Alert } from '../../../hub/contracts/alert.ts';
import type { Delivery } from '../../../hub/contracts/delivery.ts';
import type { Transition } from '../../../hub/flow.ts';
import { Journal } from '../../../hub/journal/journal.ts';
import { Outbox } from '../../../hub/routing/outbox.ts';
import type { Outcome } from '../../../hub/routing/retry.ts';
import { readRouting } from '../../../hub/routing/route-file.ts';
import { temporaryFolder } from '../../a-port.ts';
import { alertOf } from './an-alert.ts';

const delivered: Outcome = { went: 'delivered', says: 'ok' };
const again = (afterMs?: number): Outcome => ({ went: 'again', says: 'HTTP 503', afterMs });
const text = (top: string) =>
  `route: {receiver: duty, ${top}}\nreceivers: [{name: duty, webhook_configs: [{url: "http://127.0.0.1:1/"}]}, {name: other, webhook_configs: [{url: "http://127.0.0.1:2/"}]}]\n`;
const timed = 'group_by: [site], group_wait: 10s, group_interval: 60s, repeat_interval: 10m';

describe('The outbox', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let journal: Journal<object>;
  let outbox: Outbox;
  let now: number;
  let seq: number;
  let sent: { delivery: Delivery; at: number }[];
  let answer: (delivery: Delivery) => Outcome | Promise<Outcome>;
  beforeEach(() => {
    folder = temporaryFolder();
    [now, seq, sent] = [1_000_000, 0, []];
    answer = () => delivered;
    open(text(timed));
  });
  afterEach(async () => {
    await journal.close();
    folder.remove();
  });

  function open(routing: string): void {
    writeFileSync(join(folder.path, 'routing.yml'), routing);
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    journal = new Journal(folder.path, { reset: false }, { onFull: () => {}, onFault });
    outbox = new Outbox({
      routing: readRouting(join(folder.path, 'routing.yml')),
      ...{
        store: journal.outbox,
        alert: (id) => journal.alert(id),
        write: (entry, durable) => journal.write(entry, durable),
      },
      send: async (_, delivery, at) => {
        sent.push({ delivery, at });
        return answer(delivery);
      },
      ...{ now: () => now, page: () => 'http://127.0.0.1:8080', responseOf: () => undefined },
    });
  }
  /** Ended wherever it is, and started again from what is on disk. */
  const killed = async (routing = text(timed)): Promise<void> => {
    outbox.stop();
    await journal.close();
    open(routing);
  };
  const onDisk = () => new Promise<void>((durable) => journal.write({}, durable));
  const tell = (...alerts: Alert[]): void => {
    const transitions = alerts.map((alert): Transition => {
      seq += 1;
      return { seq, change: 'raised', alert };
    });
    journal.write({ transitions, outbox: outbox.place(transitions, now) });
  };
  /** Time passes, a quarter of a second at a time at most, with everything on disk in between. */
  const passes = async (ms: number, by = 1000): Promise<void> => {
    for (const end = now + ms; now < end; now = Math.min(end, now + by)) await turn();
    await turn();
  };
  const turn = async (): Promise<void> => {
    for (let i = 0; i < 3; i += 1) {
      outbox.step();
      await onDisk();
      await new Promise((done) => setImmediate(done));
    }
  };
  const toldOf = () =>
    sent.map(({ delivery: { body } }) => body.alerts.map(({ status, labels }) => `${labels['key']} ${status}`));

  it('tells alerts of one group together once the wait is over, and those of another by themselves', async () => {
    tell(alertOf('1'), alertOf('2'), alertOf('3', { site: 't' }));
    await passes(9000);
    expect(sent).to.deep.equal([]);
    await passes(2000);
    expect(toldOf()).to.deep.equal([['mmsi:1 firing', 'mmsi:2 firing'], ['mmsi:3 firing']]);
    expect(sent[0]?.delivery.body).to.deep.include({ status: 'firing', receiver: 'duty', groupLabels: { site: 's' } });
    expect(sent[0]?.delivery.body.commonLabels).to.include({ alertname: 'restricted-entry', class: 'integrity' });
  });

  it('tells what is new of a group no sooner than its interval, what ended with it, and then nothing more', async () => {
    tell(alertOf('1'));
    await passes(11_000);
    tell(alertOf('1', { condition: 'cleared', to: 5, changedAt: 6 }), alertOf('2'));
    await passes(55_000);
    expect(sent).to.have.length(1);
    await passes(10_000);
    expect(toldOf()[1]).to.deep.equal(['mmsi:1 resolved', 'mmsi:2 firing']);
    expect(sent[1]?.delivery.body.alerts[0]?.endsAt).to.equal(new Date(5).toISOString());
    tell(alertOf('2', { condition: 'withdrawn' }));
    await passes(70_000);
    expect(toldOf()[2]).to.deep.equal(['mmsi:2 resolved']);
    await passes(1_300_000, 60_000);
    expect(sent).to.have.length(3);
  });

  it('what went up a level is told where that leads besides, and is no other alert to whoever knew of it', async () => {
    const up = 'routes: [{matchers: [escalation=~".+"], receiver: other, group_by: [...], group_wait: 0s}]';
    await killed(text(`${timed}, ${up}`));
    tell(alertOf('1'));
    await passes(11_000);
    const escalated = alertOf('1', { case: { state: 'escalated', level: 1, since: now } });
    tell(escalated);
    await passes(2000);
    tell({ ...escalated, condition: 'cleared', to: 9 });
    await passes(61_000);
    const told = sent.map(
      ({ delivery: { body } }) => `${body.receiver} ${body.status} ${body.alerts[0]?.labels['escalation']}`,
    );
    expect(told.sort()).to.deep.equal([
      'duty firing undefined',
      'duty resolved undefined',
      'other firing 1',
      'other resolved 1',
    ]);
  });

  it('what has been active for more than a day is told where that leads besides', async () => {
    await killed(text(`${timed}, routes: [{matchers: [stale="yes"], receiver: other, group_wait: 0s}]`));
    tell(alertOf('1'), alertOf('2', { stale: true }));
    await passes(11_000);
    const told = sent.map(
      ({ delivery: { body } }) => `${body.receiver} ${body.alerts.map(({ labels }) => labels['key'])}`,
    );
    expect(told.sort()).to.deep.equal(['duty mmsi:1,mmsi:2', 'other mmsi:2']);
  });

  it('what is put away tells nobody; whoever was told of it before hears how it ends', async () => {
    const suppressed = { kind: 'shelved', at: 1, by: 'li', until: 9, reason: 'weather' } as const;
    tell(alertOf('1'), alertOf('2', { suppressed }));
    await passes(11_000);
    expect(toldOf()).to.deep.equal([['mmsi:1 firing']]);
    tell(alertOf('1', { suppressed }), alertOf('2', { suppressed, condition: 'cleared', to: 5 }));
    await passes(61_000);
    tell(alertOf('1', { suppressed, condition: 'cleared', to: 5 }));
    await passes(61_000);
    expect(toldOf()).to.deep.equal([['mmsi:1 firing'], ['mmsi:1 resolved']]);
    tell(alertOf('3', { suppressed }));
    tell(alertOf('3'));
    await passes(61_000);
    expect(toldOf().at(-1)).to.deep.equal(['mmsi:3 firing']);
  });

  it('says again what goes on, in the repeat interval', async () => {
    tell(alertOf('1'));
    await passes(11_000);
    await passes(1_250_000, 10_000);
    expect(sent).to.have.length(3);
  });

  it('what changes only in its words is told no second time, and what is recorded not at all', async () => {
    tell(alertOf('1'), alertOf('2', { feed: 'historical' }));
    await passes(11_000);
    tell(alertOf('1', { severity: 'S1', revision: 2 }));
    await passes(120_000, 10_000);
    expect(toldOf()).to.deep.equal([['mmsi:1 firing']]);
  });

  it('one that becomes graver is over as what it was, and active as what it is; so it is after a kill in between', async () => {
    const byAll = 'group_by: ["..."], group_wait: 1s, group_interval: 2s, repeat_interval: 10m';
    await killed(text(byAll));
    tell(alertOf('1'));
    await passes(2000);
    tell(alertOf('1', { severity: 'S1', revision: 2 }));
    await killed(text(byAll));
    await passes(5000);
    const told = sent.map(({ delivery: { body } }) =>
      body.alerts.map(({ status, labels }) => `${labels['severity']} ${status}`),
    );
    expect(told[0]).to.deep.equal(['S2 firing']);
    expect(told.slice(1)).to.have.deep.members([['S1 firing'], ['S2 resolved']]);
    await passes(590_000, 10_000);
    expect(sent).to.have.length(3);
    tell(alertOf('1', { severity: 'S1', condition: 'cleared', to: 5 }));
    await passes(5000);
    expect(sent.at(-1)?.delivery.body.alerts.map(({ labels, status }) => [labels['severity'], status])).to.deep.equal([
      ['S1', 'resolved'],
    ]);
  });

  it('what was over before anybody was told is told as over', async () => {
    tell(alertOf('1'));
    tell(alertOf('1', { condition: 'cleared', to: 5 }));
    await passes(11_000);
    expect(toldOf()).to.deep.equal([['mmsi:1 resolved']]);
  });

  it('tries again with the same key, no sooner than it is asked to', async () => {
    answer = () => (sent.length < 3 ? again(20_000) : delivered);
    tell(alertOf('1'));
    await passes(70_000);
    expect(new Set(sent.map(({ delivery }) => delivery.key)).size).to.equal(1);
    const at = sent.map((one) => one.at);
    expect(at).to.have.length(3);
    expect((at[1] as number) - (at[0] as number)).to.be.at.least(20_000);
    expect(journal.outbox.newest(1)[0]).to.include({ state: 'delivered', tries: 3 });
    expect(outbox.waiting).to.equal(0);
  });

  it('gives up what is refused for good, or after a day, says so in the audit, and goes on', async () => {
    answer = ({ id }) => (id === 1 ? { went: 'refused', says: 'HTTP 404' } : again());
    tell(alertOf('1'));
    await passes(11_000);
    tell(alertOf('2', { site: 't' }));
    await passes(90_000_000, 200_000);
    expect(journal.outbox.newest(9).map(({ id, state }) => [id, state])).to.include.deep.members([[1, 'dead']]);
    const dead = journal.audit(9).map(({ detail }) => detail);
    expect(dead).to.include.members(['duty.webhook.0:1: HTTP 404', 'duty.webhook.0:2: HTTP 503']);
  });

  it('nothing overtakes on its way, and a group has one thing under way at most', async () => {
    answer = () => again();
    tell(alertOf('1'));
    await passes(11_000);
    tell(alertOf('2'), alertOf('3', { site: 't' }));
    await passes(60_000, 5000);
    expect(outbox.waiting).to.equal(2);
    answer = () => delivered;
    sent = [];
    await passes(200_000, 5000);
    expect(toldOf()).to.deep.equal([['mmsi:1 firing'], ['mmsi:3 firing'], ['mmsi:1 firing', 'mmsi:2 firing']]);
  });

  it('killed before the wait is over it tells all the same, once; and goes on saying it again after another kill', async () => {
    tell(alertOf('1'));
    await passes(5000);
    await killed();
    await passes(8000);
    expect(toldOf()).to.deep.equal([['mmsi:1 firing']]);
    await killed();
    await passes(590_000, 10_000);
    expect(sent).to.have.length(1);
    await passes(20_000, 10_000);
    expect(sent).to.have.length(2);
    tell(alertOf('1', { condition: 'cleared', to: 5 }));
    await killed();
    await passes(70_000, 5000);
    expect(toldOf()[2]).to.deep.equal(['mmsi:1 resolved']);
  });

  it('killed while something is under way it sends that again, with the same key', async () => {
    let never = () => {};
    answer = () => new Promise<Outcome>((done) => (never = () => done(delivered)));
    tell(alertOf('1'));
    await passes(11_000);
    await killed();
    answer = () => delivered;
    await passes(1000);
    never();
    expect(sent.map(({ delivery }) => delivery.key)).to.deep.equal(['duty.webhook.0:1', 'duty.webhook.0:1']);
  });

  it('with another file what was told stays told, what was not goes where that file says, and what waits for nobody is dead', async () => {
    tell(alertOf('1'));
    await passes(11_000);
    answer = () => again();
    tell(alertOf('2', { site: 't' }));
    await passes(11_000);
    tell(alertOf('3', { site: 'u' }));
    sent = [];
    answer = () => delivered;
    await killed(text(timed).replaceAll('receiver: duty', 'receiver: other').replace('name: duty', 'name: nobody'));
    await passes(20_000);
    expect(sent.map(({ delivery: { way } }) => way)).to.deep.equal(['other/webhook/0']);
    expect(toldOf()).to.deep.equal([['mmsi:3 firing']]);
    expect(journal.outbox.newest(9).filter(({ state }) => state === 'dead')).to.have.length(1);
  });
});
