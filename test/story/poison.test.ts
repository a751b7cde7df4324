// What was refused is looked at, and heard again once it may be: on a person's word, at its own time, once and for good.
import { join } from 'node:path';
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Audited, Quarantined, QuarantinedWhole } from '../../hub/contracts/status.ts';
import {
  epochOne,
  HandAgent,
  type HubProcess,
  inside,
  outside,
  planFolder,
  positionEvent,
  startHub,
  temporaryFolder,
} from '../a-port.ts';

describe('What was refused', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let hub: HubProcess;
  let told: string;
  let wider: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    told = planFolder(join(folder.path, 'told'), () => {});
    wider = planFolder(join(folder.path, 'wider'), ({ sites, agents }) => {
      const [site] = sites;
      if (site !== undefined) sites.push({ ...site, id: 'new-wharf' });
      agents.push({ id: 'new-desk', site: 'shatian-wharf', party: 'customs' });
    });
    hub = await start(told);
  });
  afterEach(async () => {
    await hub.kill();
    folder.remove();
  });

  const start = (plan: string) => startHub(join(folder.path, 'data'), { args: ['--no-page', '--plan', plan] });
  const newest = async () => (await hub.get<{ quarantine: Quarantined[] }>('/api/v1/quarantine')).quarantine;
  const replay = async (id: number | string, body: object = { by: '陈关员' }) => {
    const headers = { 'content-type': 'application/json' };
    const path = `${hub.web}/api/v1/quarantine/${id}/replay`;
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, ...((await answer.json()) as Partial<Quarantined> & { refusal?: string }) };
  };
  const say = async (agent: string, told: object, site = 'shatian-wharf', seq = 1): Promise<HandAgent> => {
    const hand = await HandAgent.connect(hub.broker, agent, site);
    const source = `urn:efence:${site}:${agent}`;
    const event = { specversion: '1.0', id: `${agent}:${seq}`, source, epoch: epochOne, seq, ...told };
    await hand.send([event], 'urgent');
    return hand;
  };
  const audited = async () =>
    (await hub.get<{ audit: Audited[] }>('/api/v1/audit')).audit.filter(({ what }) => what === 'replay');
  /** What the book says, whatever was learnt when. */
  const book = async () =>
    (await hub.alerts()).map(({ rule, key, from, condition }: Alert) => ({ rule, key, from, condition }));

  it('a release by a desk that had no authority is refused still until the plan gives it: then it withdraws, at its own time, once', async () => {
    const out = Date.now() - 40_000;
    const at = (ms: number) => new Date(ms).toISOString();
    const passage = { direction: 'out', plates: ['粤SA1234'], containers: ['CSQU3054383'] };
    await say('gate-main', { type: 'gate.passage', subject: 'lane:main-out-1', time: at(out), data: passage });
    const release = { time: at(out - 60_000), subject: 'container:CSQU3054383', data: { release: 'R-1' } };
    await say('new-desk', { type: 'release.issued', ...release });
    const [refused] = await newest();
    expect(refused).to.include({ id: 1, agent: 'new-desk', seq: 1, code: 'authority-missing' });
    expect((await book()).map(({ condition }) => condition)).to.deep.equal(['active']);

    expect(await replay(1)).to.include({ status: 409, code: 'replay-refused', refusal: 'authority-missing' });
    expect(await newest()).to.deep.equal([refused]);
    expect(await audited()).to.have.length(1);
    await hub.kill();
    hub = await start(wider);
    const [first, second] = await Promise.all([replay(1), replay(1, { by: 'li' })]);
    expect(first).to.include({ status: 201, id: 1 });
    expect(first.replayed).to.include({ by: '陈关员' });
    expect(second).to.include({ status: 409, code: 'replayed-already' });
    expect((await book()).map(({ condition }) => condition)).to.deep.equal(['withdrawn']);

    const before = await book();
    await hub.kill('SIGKILL');
    hub = await start(wider);
    expect(hub.said()).to.match(/ 0 new/);
    expect(await book()).to.deep.equal(before);
    expect((await newest())[0]?.replayed).to.deep.equal(first.replayed);
    expect(await replay(1)).to.include({ status: 409, code: 'replayed-already' });
    expect((await audited()).map(({ who, outcome }) => `${who} ${outcome}`)).to.deep.equal([
      '陈关员 done',
      '陈关员 authority-missing',
    ]);
  });

  it('a whole frame from a site that was not there yet is heard when it is; what of it is no event is refused anew, and can be again', async () => {
    const t = Date.now() - 90_000;
    const fix = (seq: number, place: { lon: number; lat: number }, change: object = {}) => ({
      ...positionEvent({ seq, ...place, time: t + seq * 1000, agent: 'crane' }),
      ...{ source: 'urn:efence:new-wharf:crane', ...change },
    });
    const crane = await HandAgent.connect(hub.broker, 'crane', 'new-wharf');
    await crane.send([fix(1, outside), fix(2, inside), fix(3, outside, { type: 'moon.phase' })]);
    expect((await newest())[0]).to.include({ code: 'site-wrong', seq: null });
    expect(await replay(1)).to.include({ status: 409, refusal: 'site-wrong' });
    expect(await book()).to.deep.equal([]);
    await hub.kill();
    hub = await start(wider);
    expect(await replay(1)).to.include({ status: 201, id: 1 });
    const raised = await hub.alerts();
    expect(raised).to.have.length(1);
    expect(raised[0]).to.include({ rule: 'restricted-entry', from: t + 2000, late: true });
    const [left] = await newest();
    expect(left).to.include({ id: 2, seq: 3, code: 'event-unknown-type' });
    expect(await replay(2)).to.include({ status: 409, refusal: 'event-unknown-type' });
    expect(JSON.parse((await hub.get<QuarantinedWhole>('/api/v1/quarantine/2')).text ?? '')).to.deep.equal(
      JSON.parse(JSON.stringify(fix(3, outside, { type: 'moon.phase' }))),
    );
    await crane.end();
  });

  it('its bytes are told as they came, within a bound; and what no agent observed is not heard again', async () => {
    const hand = await HandAgent.connect(hub.broker);
    await hand.raw('{"v":1,');
    await hand.raw(Buffer.from([0xff, 0xfe, 0x00]));
    await hand.raw(Buffer.alloc(200_000, 32));
    await hand.state({ online: 'yes' });
    const whole = (id: number | string) => hub.get<QuarantinedWhole & { status?: number }>(`/api/v1/quarantine/${id}`);
    expect(await whole(1)).to.include({ code: 'json-malformed', bytes: 7, text: '{"v":1,' });
    expect(await whole(2)).to.include({ bytes: 3, base64: '//4A' });
    const long = await whole(3);
    expect([long.bytes, long.text?.length]).to.deep.equal([200_000, 16 * 1024]);
    expect(await replay(1)).to.include({ status: 409, refusal: 'json-malformed' });
    expect(await replay(4)).to.include({ status: 409, code: 'replay-unfit' });
    for (const id of [5, 0, 'x', '1e3']) expect((await whole(id)).status, String(id)).to.equal(404);
    expect(await replay(5)).to.include({ status: 404, code: 'not-found' });
    expect(await replay(1, {})).to.include({ status: 422, code: 'replay-invalid' });
    await hand.end();
  });
});
