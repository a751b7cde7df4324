// What a Prometheus reads: promtool has nothing against it, no label is an id, counters are what happened, each hub has its own.
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { errors } from '../../../hub/errors.ts';
import type { Settled } from '../../../hub/flow.ts';
import { Exposition, type Shown } from '../../../hub/measures/exposition.ts';
import { HeardCounts } from '../../../hub/measures/heard-counts.ts';
import { alertOf, m, measuresOf, Stream } from './a-stream.ts';

const nothing: Omit<Shown, 'heard'> = {
  sites: () => ['wharf', 'yard'],
  standing: () => [],
  loud: () => ({ flood: true, chattering: 2 }),
  outbox: () => ({ depth: 3, oldestMs: 1500 }),
  clients: () => 4,
  pending: () => 5,
  diskFree: () => 6e9,
  agents: () => ({ up: 7, known: 8 }),
  isReady: () => true,
};

const open: Exposition[] = [];
const expositionOf = (shown: Partial<Shown> = {}): Exposition => {
  const exposition = new Exposition({ ...nothing, heard: new HeardCounts(), ...shown });
  open.push(exposition);
  return exposition;
};

/** A batch of so many, of which so many were judged and so many refused. */
const batch = (site: string, agent: string, size: number, located: number, refused: number, admitted = true) =>
  ({
    arrival: { kind: 'up', site, agent, class: 'urgent', payload: Buffer.alloc(0), receivedAt: 1 },
    batch: { epoch: 'e', first: 1, last: size, sent: undefined },
    ...{ admitted, located, looks: new Map(), transitions: [] },
    refusals: Array.from({ length: refused }, () => ({ code: 'event-invalid', detail: '' })),
  }) as unknown as Settled;

/** Its samples by name and labels. */
async function samples(exposition: Exposition): Promise<Map<string, number>> {
  const lines = (await exposition.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('What a Prometheus reads', () => {
  after(() => {
    for (const exposition of open) exposition.stop();
  });

  it('promtool has nothing against its names, units and words', async function () {
    const heard = new HeardCounts();
    heard.tell(batch('wharf', 'gate', 5, 3, 1));
    const exposition = expositionOf({ heard, standing: () => [alertOf('a', m(0))] });
    measuresOf(new Stream(), m(0));
    const found = spawnSync('promtool', ['check', 'metrics'], { input: await exposition.text(), encoding: 'utf8' });
    if (found.error !== undefined) {
      console.warn('SKIPPED: no promtool; npm run setup installs it');
      return this.skip();
    }
    expect([found.stdout, found.stderr, found.status]).to.deep.equal(['', '', 0]);
  });

  it('names are ours or everybody’s, and what they are labelled by is class, site, severity, code and state', async () => {
    const heard = new HeardCounts();
    heard.tell(batch('wharf', 'gate', 5, 3, 1));
    const exposition = expositionOf({ heard });
    for (const name of (await samples(exposition)).keys()) {
      expect(name).to.match(/^(efence|process|nodejs)_[a-z0-9_]+(\{.*\})?$/);
      const labels = [...name.matchAll(/(\w+)="/g)].map(([, label]) => label);
      expect(['class', 'site', 'severity', 'code', 'state', 'le'], name).to.include.members(labels as string[]);
    }
  });

  it('what was heard is counted by class, site and code; who may not speak for a site is no site’s', async () => {
    const heard = new HeardCounts();
    heard.tell(batch('wharf', 'gate', 5, 3, 1));
    heard.tell(batch('wharf', 'quay', 2, 2, 0));
    heard.tell(batch('anywhere', 'stranger', 9, 0, 1, false));
    const at = await samples(expositionOf({ heard }));
    const of = '{class="urgent",site="wharf"}';
    expect([at.get(`efence_events_total${of}`), at.get(`efence_events_acked_total${of}`)]).to.deep.equal([5, 7]);
    expect(at.get(`efence_events_duplicate_total${of}`)).to.equal(1);
    expect(Object.keys(errors)).to.include('event-invalid');
    expect(at.get('efence_events_rejected_total{code="event-invalid"}')).to.equal(2);
    expect([...at.keys()].join()).not.to.include('anywhere');
  });

  it('alerts by severity and site, noughts too; their cases; annunciations, and how long acknowledging took', async () => {
    const standing = [
      alertOf('a', m(0)),
      alertOf('b', m(0), { case: { state: 'claimed', level: 0, since: m(0), owner: 'chen' } }),
      alertOf('c', m(0), { condition: 'cleared', case: { state: 'disposed', level: 0, since: m(0) } }),
    ];
    const exposition = expositionOf({ standing: () => standing });
    const stream = new Stream().raise('a', m(0)).acknowledge('a', m(2));
    let told = 0;
    const measures = measuresOf(stream, m(5), { upTo: () => told });
    measures.onMark = (mark) => exposition.mark(mark);
    measures.step();
    for (const transition of stream.transitions) {
      told += 1;
      measures.tell([transition]);
    }
    const at = await samples(exposition);
    expect(at.get('efence_alerts_open{severity="S2",site="wharf"}')).to.equal(2);
    expect(at.get('efence_alerts_open{severity="S1",site="yard"}')).to.equal(0);
    const states = ['open', 'claimed', 'disposed', 'closed'].map((one) =>
      at.get(`efence_alerts_standing{state="${one}"}`),
    );
    expect(states).to.deep.equal([1, 1, 1, 0]);
    expect(at.get('efence_alerts_annunciated_total{severity="S2",site="wharf"}')).to.equal(1);
    const waited = (le: string) => at.get(`efence_alert_acknowledgement_seconds_bucket{le="${le}",severity="S2"}`);
    expect([waited('60'), waited('120'), waited('+Inf')]).to.deep.equal([0, 1, 1]);
  });

  it('two hubs of one process have a registry each; asked twice a counter is what it was', async () => {
    const heard = new HeardCounts();
    heard.tell(batch('wharf', 'gate', 5, 3, 1));
    const [mine, another] = [expositionOf({ heard }), expositionOf()];
    const of = 'efence_events_total{class="urgent",site="wharf"}';
    await mine.text();
    expect((await samples(mine)).get(of)).to.equal(3);
    expect((await samples(another)).get(of)).to.equal(undefined);
    expect((await samples(mine)).get('efence_outbox_oldest_seconds')).to.equal(1.5);
  });
});
