// Sending by hand: what a file may hold, what an old refusal is to a new sending, and which event was meant.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readSending, sendAdapter } from '../../edge-agents/send.ts';
import { type HubProcess, inside, outside, startAgent, startHub, temporaryFolder } from '../a-port.ts';

const event = (data: object) => ({ type: 'vessel.position', subject: 'mmsi:413999999', data });

describe('A file of events', () => {
  it('is one event, a list, or a list with who says it', () => {
    expect(readSending(JSON.stringify(event(inside))).events).to.have.length(1);
    expect(readSending(JSON.stringify([event(inside), event(outside)])).events).to.have.length(2);
    const named = readSending(
      JSON.stringify({ agent: 'yard', site: 'shatian-wharf', says: 'x', events: [event(inside)] }),
    );
    expect(named).to.deep.equal({ agent: 'yard', site: 'shatian-wharf', events: [event(inside)] });
  });

  it('names the event that is none', () => {
    const sending = readSending(JSON.stringify([event(inside), { type: 'x' }]));
    expect(() => sendAdapter(sending, () => 0)).to.throw(/^event 2 needs/);
    const never = (change: object) =>
      sendAdapter(readSending(JSON.stringify([{ ...event(inside), ...change }])), () => 0);
    expect(() => never({ agoSeconds: 1e14 })).to.throw(/^event 1: .*"agoSeconds" no number/);
    expect(() => never({ data: { issuedAgoSeconds: 'x' } })).to.throw(/^event 1: "issuedAgoSeconds" is no number: x/);
  });
});

describe('A sending after one that was refused', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;

  before(async () => {
    folder = temporaryFolder();
    hub = await startHub(join(folder.path, 'data'));
  });

  after(async () => {
    await hub.kill();
    folder.remove();
  });

  const send = async (...events: object[]) => {
    const spool = join(folder.path, 'hand.sqlite');
    const agent = startAgent(['send', JSON.stringify(events), '--broker', hub.broker, '--spool', spool]);
    return { exit: await agent.ended, said: agent.said() };
  };

  it('hears of its own refusals only, by their place in the file', async () => {
    expect((await send(event(outside))).exit).to.equal(0);
    const refused = await send(event(outside), event({ lon: 113, lat: 91 }));
    expect(refused.exit).to.equal(1);
    expect(refused.said).to.match(/refused: coordinate-impossible \(event 2\)/);
    const next = await send(event(outside));
    expect(next.said).to.not.match(/refused/);
    expect(next.exit).to.equal(0);
    const mixed = await send(
      event(outside),
      { ...event(outside), urgent: false, agoSeconds: 1.2345 },
      { ...event({ lon: 113, lat: 91 }), urgent: false },
    );
    expect(mixed.said).to.match(/refused: coordinate-impossible \(event 3\)/);
    expect(mixed.exit).to.equal(1);
  });

  it('with a spool from a backup loses nothing: what is new is not taken for what was sent since', async () => {
    const spool = join(folder.path, 'hand.sqlite');
    const backup = readFileSync(spool);
    const events = async () => (await hub.get<{ counts: { events: number } }>('/api/v1/status')).counts.events;
    for (let more = 0; more < 2; more += 1) expect((await send(event(outside), event(inside))).exit).to.equal(0);
    writeFileSync(spool, backup);
    const before = await events();
    expect((await send(event(inside), event(outside))).exit).to.equal(0);
    expect(await events()).to.equal(before + 2);
  });
});
