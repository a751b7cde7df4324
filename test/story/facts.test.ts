// Facts that come late, over the real hub: a release, one that is back-dated, one without authority; and a box that had been moved.
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import { epochOne, HandAgent, type HubProcess, startHub, temporaryFolder, until } from '../a-port.ts';

const box = 'CSQU3054383';
const [truckA, truckB] = ['粤SA1234', '粤SB5678'];
const minute = 60_000;

let hub: HubProcess;
let folder: ReturnType<typeof temporaryFolder>;
const hands = new Map<string, HandAgent>();
const sequences = new Map<string, number>();

interface Told {
  readonly type: string;
  readonly subject: string;
  readonly time: number;
  readonly data: object;
}

/** Says these in an agent's name, and waits until they are on disk. */
async function say(agent: string, ...told: readonly Told[]): Promise<void> {
  const hand = hands.get(agent) ?? (await HandAgent.connect(hub.broker, agent));
  hands.set(agent, hand);
  const first = sequences.get(agent) ?? 1;
  sequences.set(agent, first + told.length);
  const events = told.map(({ type, subject, time, data }, i) => {
    const seq = first + i;
    const source = `urn:efence:shatian-wharf:${agent}`;
    const at = { time: new Date(time).toISOString(), subject, epoch: epochOne, seq, data };
    return { specversion: '1.0', id: `${agent}:${seq}`, source, type, ...at };
  });
  await hand.send(events, 'urgent');
}

const carries = (plate: string, time: number, action = 'add', from?: string): Told => {
  const data = { action, children: [`container:${box}`], ...(from !== undefined && { from: `vehicle:${from}` }) };
  return { type: 'association', subject: `vehicle:${plate}`, time, data };
};
const gateOut = (plate: string, time: number, containers: readonly string[] = []): Told => {
  const data = { direction: 'out', plates: [plate], containers };
  return { type: 'gate.passage', subject: 'lane:main-out-1', time, data };
};
const release = (time: number, more: object = {}): Told => {
  return { type: 'release.issued', subject: `container:${box}`, time, data: { release: 'R-1', ...more } };
};

const alertsOf = async (): Promise<Alert[]> =>
  (await hub.alerts()).filter(({ rule }) => rule === 'gate-out-without-release');
const alertWith = (condition: Alert['condition']): Promise<Alert> =>
  until(`an alert that is ${condition}`, async () => (await alertsOf()).find((one) => one.condition === condition));

async function write(alert: string, text: string): Promise<Alert> {
  const noted = await fetch(`${hub.web}/api/v1/alerts/${alert}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, by: 'li' }),
  });
  expect(noted.status).to.equal(201);
  return (await noted.json()) as Alert;
}

describe('Facts that come late', () => {
  beforeEach(async () => {
    folder = temporaryFolder();
    hub = await startHub(folder.path);
  });
  afterEach(async () => {
    for (const hand of hands.values()) await hand.end();
    hands.clear();
    sequences.clear();
    await hub.kill();
    folder.remove();
  });

  it('a release issued before the exit and delivered 40 s after it withdraws the alert, and says why', async () => {
    const out = Date.now() - 40_000;
    await say('gate-main', carries(truckA, out - minute), gateOut(truckA, out));
    const raised = await alertWith('active');
    expect(raised).to.include({ key: `container:${box}`, severity: 'S1', integrity: true });
    await say('customs-desk', release(Date.now(), { issuedAt: new Date(out - 1000).toISOString() }));
    const withdrawn = await alertWith('withdrawn');
    expect(withdrawn).to.include({ id: raised.id, reconfirm: true });
    expect(withdrawn.reason).to.include({ event: 'customs-desk:1', says: 'release.issued', time: out - 1000 });
  });

  it('one issued after it amends, whatever its validity claims to begin with', async () => {
    const out = Date.now() - 40_000;
    await say('gate-main', carries(truckA, out - minute), gateOut(truckA, out));
    const raised = await alertWith('active');
    const issuedAt = new Date(out + 1000).toISOString();
    await say('customs-desk', release(Date.now(), { issuedAt, validFrom: new Date(out - 60 * minute).toISOString() }));
    const amended = await until('the amendment', async () => (await alertsOf()).find(({ revision }) => revision === 2));
    expect(amended).to.include({ id: raised.id, condition: 'active' });
    expect(amended.why.facts).to.include({ regularised: 'R-1' });
  });

  it("one from a terminal's account is refused, kept in quarantine, and audited", async () => {
    const out = Date.now() - 40_000;
    await say('gate-main', carries(truckA, out - minute), gateOut(truckA, out), release(out - 1000));
    await alertWith('active');
    expect(await alertsOf()).to.have.length(1);
    const { quarantine } = await hub.get<{ quarantine: object[] }>('/api/v1/quarantine');
    expect(quarantine[0]).to.include({ agent: 'gate-main', seq: 3, code: 'authority-missing' });
    const { audit } = await hub.get<{ audit: object[] }>('/api/v1/audit');
    expect(audit[0]).to.include({ who: 'shatian-wharf/gate-main', outcome: 'authority-missing' });
  });

  it('a yard agent three hours offline says that the box had been moved from one truck to another: one alert, on the other', async () => {
    const left = Date.now() - 3 * 60 * minute;
    // What the gate saw: two trucks, and no box on either. The box was put on A; so A took it out.
    await say(
      'gate-main',
      carries(truckA, left - 30 * minute),
      gateOut(truckA, left),
      gateOut(truckB, left + 5 * minute),
    );
    const onA = await alertWith('active');
    expect(onA.why.facts).to.include({ carrier: `vehicle:${truckA}` });
    await write(onA.id, 'asked the terminal');
    // The yard's spool, at last.
    await say('yard', carries(truckB, left - 10 * minute, 'move', truckA));
    const withdrawn = await alertWith('withdrawn');
    const onB = await alertWith('active');
    expect(withdrawn).to.include({ id: onA.id, reconfirm: true });
    expect(withdrawn.notes?.map(({ text }) => text)).to.deep.equal(['asked the terminal']);
    expect(withdrawn.reason).to.include({ event: 'yard:1', says: 'association' });
    expect(onB.why.facts).to.include({ carrier: `vehicle:${truckB}` });
    expect(onB).to.include({ from: left + 5 * minute, late: true });
    expect((await alertsOf()).filter(({ condition }) => condition === 'active')).to.have.length(1);

    const path = folder.path;
    await hub.kill('SIGKILL');
    hub = await startHub(path);
    expect((await alertsOf()).map(({ id, condition }) => `${id} ${condition}`).sort()).to.deep.equal(
      [`${onA.id} withdrawn`, `${onB.id} active`].sort(),
    );
    // What was written before is there once; and whoever writes again has looked again.
    const again = await write(onA.id, 'seen');
    expect(again.notes?.map(({ text }) => text)).to.deep.equal(['asked the terminal', 'seen']);
    expect(again.reconfirm).to.equal(undefined);
  });
});
