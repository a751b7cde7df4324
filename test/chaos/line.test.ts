// Bad lines: agents and a dashboard behind a proxy that slows, cuts and breaks off.
import { expect } from 'chai';
import type { Status } from '../../hub/contracts/status.ts';
import { epochOne, temporaryFolder, until } from '../a-port.ts';
import { webOf } from './a-life.ts';
import { allOf, behindProxies } from './a-line.ts';
import { Reader } from './a-reader.ts';
import { readSpool } from './a-receiver.ts';
import { Talker } from './a-talker.ts';
import { alertsIn } from './closing.ts';
import { faultsOf, nameOf, twice } from './oracle.ts';
import type { Fate } from './proxy.ts';

/** Of each connection another: slow or not, in pieces of a few bytes or of many, and broken off within two seconds. */
const bad = (chance: () => number): Fate => {
  const slow = chance() < 0.5;
  return {
    latencyMs: slow ? chance() * 20 : 0,
    jitterMs: slow ? chance() * 20 : 0,
    sliceMost: chance() < 0.3 ? 64 : 4096,
    ...(chance() < 0.5 && { bytesPerSecond: 200_000 }),
    resetAfterMs: 200 + chance() * 1800,
  };
};
const good = (): Fate => ({});

describe('A bad line', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const ending: (() => Promise<void> | void)[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
    folder.remove();
  });

  const status = async (home: Parameters<typeof webOf>[0]) =>
    (await (await fetch(`${webOf(home)}/api/v1/status`)).json()) as Status;

  it('that slows, cuts into pieces and breaks off again and again loses nothing and doubles nothing, for agents and for a dashboard', async function () {
    this.timeout(180_000);
    const { home, life, mqtt, web, receiver, broker, spool, agent, reading } = await behindProxies(
      { folder: folder.path, ending },
      20_261_127,
      bad,
    );
    const began = Date.now() - 3_600_000;
    const talkers = ['kai', 'lan'].map((name, number) => new Talker({ broker, agent: name, number, began }));
    for (const talker of talkers) ending.push(() => talker.end());
    const reader = new Reader(`http://127.0.0.1:${web.port}`);
    ending.push(() => reader.end());
    await until(
      'all lines were broken several times',
      () => (mqtt.connections > 12 && reader.connections > 3) || undefined,
      90_000,
    );
    mqtt.fate = good;
    web.fate = good;
    receiver.hush();
    await Promise.all(talkers.map((talker) => talker.finish()));
    await until(
      'the agent has told all',
      () => reading.readOn().missing(allOf(receiver, reading)).length === 0 || undefined,
      60_000,
    );
    const { counts } = await status(home);
    expect(counts['events']).to.equal(reading.readOn().times.size);
    expect(counts['duplicates']).to.be.greaterThan(0);
    for (const { agent: name, durable } of talkers) {
      const names = Array.from({ length: durable }, (_, i) => nameOf(name, epochOne, 'routine', i + 1));
      expect(reading.missing(names)).to.deep.equal([]);
    }
    await until('the dashboard stands where the hub does', () => reader.seq === counts['transitions'] || undefined);
    await agent.kill('SIGTERM');
    await life.kill('SIGTERM');
    expect(reader.gaps).to.equal(0);
    const alerts = alertsIn(home.data);
    expect([faultsOf(home.data), twice(alerts)]).to.deep.equal([[], []]);
    for (const [id, condition] of reader.alerts)
      expect(alerts.find((one) => one.id === id)?.condition).to.equal(condition);
    expect(readSpool(spool)?.kept).to.deep.equal([]);
  });
});
