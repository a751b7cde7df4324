// The simulated day, played through the line in virtual time: believable, sound in every event, and its wrongs are found.
import { expect } from 'chai';
import type { Observed } from '../../edge-agents/adapter.ts';
import { agents, dayOf, toldBetween, truthOf } from '../../edge-agents/sim/day.ts';
import { devices, lanes } from '../../edge-agents/sim/places.ts';
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import { Line } from '../../hub/line.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import { folds } from '../../hub/rules/rulebook.ts';
import { epochOne, root } from '../a-port.ts';
import { MemoryChain } from '../hub/a-fold.ts';

const began = Date.UTC(2026, 0, 1);
const seed = 2012;
const stepMs = 1000;

/** Plays a day up to `until`, as its agents would tell it; every alert as it is told last, and what was refused. */
function play(until: number) {
  const registry = new Registry();
  const kinds = new Map(folds.map((rule) => [rule.id, rule]));
  const book = new AlertBook((rule) => kinds.get(rule) as never, { alertsOf: () => [], alert: () => undefined });
  const line = new Line({ registry, engine: new FoldEngine(folds, registry, new MemoryChain(false)), book });
  const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
  line.hear({ kind: 'plan', payload: Buffer.from(JSON.stringify(plan)), receivedAt: began });
  const [alerts, refused, firstSeen] = [new Map<string, Alert>(), [] as string[], new Map<string, number>()];
  const heard = (settled: ReturnType<Line['hear']>, at: number): void => {
    refused.push(...settled.refusals.map(({ code, detail }) => `${code} ${detail}`));
    for (const { alert } of settled.transitions) {
      alerts.set(alert.id, alert);
      if (!firstSeen.has(alert.rule)) firstSeen.set(alert.rule, at);
    }
  };
  const day = dayOf(seed);
  const seq = new Map<string, number>();
  for (let at = 0; at < until; at += stepMs) {
    const receivedAt = began + at + stepMs;
    const told = Map.groupBy(toldBetween(day, at, at + stepMs, at === 0), ({ agent }) => agent);
    for (const [agent, site] of Object.entries(agents)) {
      const who = { site, agent, receivedAt };
      const state = {
        online: true,
        epoch: epochOne,
        connection: 1,
        feed: 'simulated',
        sw: 'test',
        upTo: receivedAt - 1000,
      };
      heard(line.hear({ kind: 'state', ...who, payload: Buffer.from(JSON.stringify(state)) }), at);
      const all = (told.get(agent) ?? []).map(({ observed }) => observed);
      for (let i = 0; i < all.length; i += 200) {
        const first = (seq.get(agent) ?? 0) + 1;
        const events = all.slice(i, i + 200).map((one, j) => cloudEvent(one, agent, site, first + j));
        seq.set(agent, first + events.length - 1);
        const frame = Buffer.from(JSON.stringify({ v: 1, epoch: epochOne, first, events }));
        heard(line.hear({ kind: 'up', class: 'routine', ...who, payload: frame }), at);
      }
    }
    heard(line.hear({ kind: 'clock', receivedAt }), at);
  }
  return { alerts: [...alerts.values()], refused, firstSeen, line };
}

function cloudEvent({ type, subject, time, data }: Observed, agent: string, site: string, seq: number) {
  const { issuedAt } = data;
  const issued = typeof issuedAt === 'number' ? { issuedAt: new Date(began + issuedAt).toISOString() } : {};
  const at = { time: new Date(began + time).toISOString(), subject, epoch: epochOne, seq };
  return {
    specversion: '1.0',
    id: `${agent}:${seq}`,
    source: `urn:efence:${site}:${agent}`,
    type,
    ...at,
    data: { ...data, ...issued },
  };
}

describe('The simulated day', () => {
  it('is the same for the same seed and another for another', () => {
    const told = (of: number) => toldBetween(dayOf(of), 0, 20_000, true);
    expect(told(1)).to.deep.equal(told(1));
    expect(told(1)).to.not.deep.equal(told(2));
  });

  it('told in pieces is told the same', () => {
    const whole = toldBetween(dayOf(3), 0, 60_000);
    const pieces = Array.from({ length: 60 }, (_, i) => toldBetween(dayOf(3), i * 1000, (i + 1) * 1000)).flat();
    expect(pieces.map((one) => JSON.stringify(one)).sort()).to.deep.equal(
      whole.map((one) => JSON.stringify(one)).sort(),
    );
  });

  it('knows lanes, antennas and cameras that the shipped plan has, told by the agents it names', () => {
    const plan = readPortPlan(`${root}/hub/plans/humen-shatian`);
    for (const [lane, { antenna }] of Object.entries(lanes)) {
      expect(plan.lanes.map(({ id }) => id)).to.include(lane);
      expect(plan.devices.find(({ id }) => id === antenna)?.lane).to.equal(lane);
    }
    for (const [agent, keys] of Object.entries(devices))
      for (const key of keys) expect(plan.devices.find(({ id }) => key.endsWith(`:${id}`))?.agent, key).to.equal(agent);
  });

  it('is a believable port within ten seconds, and its first wrong on land is seen within thirty', function () {
    this.timeout(60_000);
    const { line, refused, firstSeen } = play(31_000);
    expect(refused).to.deep.equal([]);
    const count = (kind: 'vessel' | 'vehicle' | 'container' | 'segment') => line.engine.keysOf(kind).length;
    expect(count('vessel')).to.equal(12);
    expect(count('vehicle')).to.be.within(10, 60);
    expect(count('container')).to.be.within(48, 120);
    expect(count('segment')).to.equal(9);
    expect(firstSeen.get('gate-out-without-release')).to.be.below(30_000);
  });

  it('every wrong that was planted is found, by its rule and on its key, and no other on land', function () {
    this.timeout(120_000);
    const { alerts, refused } = play(880_000);
    expect(refused).to.deep.equal([]);
    for (const { what, rule, key, at, withdrawn = false } of truthOf(seed)) {
      const near = ({ from }: Alert): boolean => Math.abs(from - began - at) < 60_000;
      const found = alerts.filter((alert) => alert.rule === rule && alert.key === key && near(alert));
      expect(
        found.filter(({ condition }) => (condition === 'withdrawn') === withdrawn),
        what,
      ).to.have.length(1);
    }
    const keys = new Set(truthOf(seed).map(({ key }) => key));
    const others = alerts.filter(
      ({ key, condition }) => !keys.has(key) && condition !== 'withdrawn' && !key.startsWith('mmsi:'),
    );
    expect(others.map(({ rule, key }) => `${rule} ${key}`)).to.deep.equal([
      'device-silent camera:52002505101321901004',
    ]);
  });
});
