// The story of a spool that was too small: the hub is away, it fills; the hub comes back, and one alert says what was lost.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AgentRow } from '../../hub/contracts/socket.ts';
import { endOf, freePort, outside, startAgent, startHub, temporaryFolder, until } from '../a-port.ts';
import { classA, single } from '../edge-agents/ais/sentence.ts';

const ships = 4000;
const firstShip = 413_000_001;
const urgentShips = Array.from({ length: 12 }, (_, i) => 414_000_001 + i);

/** A receiver that tells of four thousand ships, each once, and hangs up; whoever calls again has heard them all. */
async function receiver(): Promise<{ address: string; isHeard: () => boolean; close: () => void }> {
  const lon = Math.round(outside.lon * 600_000);
  const lat = Math.round(outside.lat * 600_000);
  const second = new Date().getUTCSeconds();
  const sentences = Array.from({ length: ships }, (_, i) => single(classA({ mmsi: firstShip + i, lon, lat, second })));
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.on('error', () => {});
    if (calls === 1) socket.end(`${sentences.join('\r\n')}\r\n`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as { port: number };
  return { address: `127.0.0.1:${port}`, isHeard: () => calls > 1, close: () => server.close() };
}

describe('A hub that is away for longer than a spool lasts', () => {
  it('is told all that was urgent, the newest of the rest, and by one alert what was lost', async function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    const mqttPort = await freePort();
    const to = ['--broker', `mqtt://127.0.0.1:${mqttPort}`, '--agent', 'small', '--spool-bytes', '200000'];
    const spool = ['--spool', join(folder.path, 'small.sqlite')];
    const events = urgentShips.map((ship) => ({ type: 'vessel.position', subject: `mmsi:${ship}`, data: outside }));
    const hand = startAgent(['send', JSON.stringify(events), ...to, ...spool]);
    await until('what is urgent is kept', () => (hand.said().includes('all is kept in') ? true : undefined));
    await endOf(hand.child, 'SIGKILL');

    const heard = await receiver();
    const listens = ['ais', '--tcp', heard.address, ...to, ...spool];
    const first = startAgent(listens);
    await until('it has heard all of them', () => (heard.isHeard() ? true : undefined));
    await endOf(first.child, 'SIGTERM');

    const hub = await startHub(join(folder.path, 'data'), { mqttPort });
    const again = startAgent(listens);
    try {
      const lost = await until('the loss is told', async () =>
        (await hub.alerts()).find(({ rule }) => rule === 'events-lost'),
      );
      const count = lost.why.value;
      expect(count).to.be.above(ships / 2);
      await until('all that was left has come', async () => {
        const { agents } = await hub.get<{ agents: AgentRow[] }>('/api/v1/agents');
        const row = agents.find(({ id }) => id === 'small');
        return (row?.events ?? 0) >= ships - count + urgentShips.length + 1 ? true : undefined;
      });
      const { assets } = await hub.get<{ assets: { id: string }[] }>('/api/v1/assets');
      const came = assets.map(({ id }) => Number(id.slice('mmsi:'.length))).sort((a, b) => a - b);
      const newest = Array.from({ length: ships - count }, (_, i) => firstShip + count + i);
      expect(came).to.deep.equal([...newest, ...urgentShips]);
      expect(lost).to.include({ key: 'agent:small', scope: 'routine', severity: 'S2', condition: 'active' });
      expect(lost.why.facts).to.include({ agent: 'small', class: 'routine', count: String(count) });
      expect(lost.why.evidence[0]?.says).to.equal(`routine 1–${count}: ${count} events`);
      const ofLosses = (await hub.alerts()).filter(({ rule }) => /lost|gap|epoch|unjudged/.test(rule));
      expect(ofLosses.map(({ rule }) => rule)).to.deep.equal(['events-lost']);
    } finally {
      await endOf(again.child, 'SIGTERM');
      await hub.kill();
      heard.close();
      folder.remove();
    }
  });
});
