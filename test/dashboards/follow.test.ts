// The follow machine: duplicates, gaps, new epochs, replays and versions, told as stories of frames.
import { expect } from 'chai';
import { Follow, queueBound } from '../../dashboards/state/follow.ts';
import type { AssetRow, SyncAnswer } from '../../hub/contracts/socket.ts';
import { alertOf } from './alert-of.ts';

const row = (id: string, v: number, lon = v): AssetRow => ({
  id,
  kind: 'vessel',
  lon,
  lat: 0,
  time: v,
  site: 'shatian-wharf',
  agent: 'a',
  feed: 'live',
  inside: [],
  v,
});
const frame = (from: number, to: number, assets: AssetRow[] = [], epoch = 'e1') => ({
  epoch,
  from,
  to,
  t: to,
  assets,
  agents: [],
  segments: [],
});
const alertFrame = (from: number, to: number, epoch = 'e1') => ({ epoch, from, to, t: to, alerts: [] });
const answer = (whole: boolean, live = frame(0, 10), alerts = alertFrame(0, 3)): SyncAnswer => ({
  live: { whole, frame: live },
  alerts: { whole, frame: alerts },
  checks: { t: 0, checks: [] },
});

function synced(live = frame(0, 10, [row('x', 1)])): Follow {
  const follow = new Follow();
  follow.answered(follow.begin().asked, answer(true, live));
  return follow;
}

describe('dashboards: the follow machine', () => {
  it('asks for the whole at first, and afterwards from where it stands', () => {
    expect(new Follow().begin().request).to.deep.equal({});
    const request = synced().begin().request;
    expect(request).to.deep.equal({ live: { epoch: 'e1', seq: 10 }, alerts: { epoch: 'e1', seq: 3 } });
  });

  it('asks for a sync when a frame comes before any', () => {
    expect(new Follow().tookLive(frame(1, 1))).to.equal('gap');
  });

  it('applies the next frame and an overlapping one', () => {
    const follow = synced();
    expect(follow.tookLive(frame(11, 11, [row('y', 1)]))).to.equal('applied');
    expect(follow.tookLive(frame(9, 14, [row('z', 1)]))).to.equal('applied');
    expect([...follow.live.rows.assets.keys()]).to.deep.equal(['x', 'y', 'z']);
    expect(follow.live.position?.seq).to.equal(14);
  });

  it('ignores a duplicate', () => {
    const follow = synced();
    expect(follow.tookLive(frame(8, 10, [row('x', 99)]))).to.equal('ignored');
    expect(follow.live.rows.assets.get('x')?.v).to.equal(1);
  });

  it('sees a gap, applies nothing of it, and is mended by a replay', () => {
    const follow = synced();
    expect(follow.tookLive(frame(12, 12, [row('y', 1)]))).to.equal('gap');
    expect(follow.live.rows.assets.has('y')).to.equal(false);
    const { asked } = follow.begin();
    expect(follow.answered(asked, answer(false, frame(11, 12, [row('y', 1)]), alertFrame(4, 3)))).to.equal('applied');
    expect([...follow.live.rows.assets.keys()]).to.deep.equal(['x', 'y']);
  });

  it('queues frames while a sync is in flight and takes them after it', () => {
    const follow = synced();
    const { asked } = follow.begin();
    expect(follow.tookLive(frame(21, 21, [row('x', 5)]))).to.equal('queued');
    expect(follow.tookLive(frame(19, 20, [row('old', 1)]))).to.equal('queued');
    expect(follow.answered(asked, answer(true, frame(0, 20, [row('x', 4)])))).to.equal('applied');
    expect(follow.live.position?.seq).to.equal(21);
    expect(follow.live.rows.assets.get('x')?.v).to.equal(5);
    expect(follow.live.rows.assets.has('old')).to.equal(false);
  });

  it('asks again when the queue itself has a gap, as it has beyond its bound', () => {
    const follow = synced();
    const { asked } = follow.begin();
    for (let seq = 11; seq <= 11 + queueBound; seq += 1) follow.tookLive(frame(seq, seq));
    expect(follow.answered(asked, answer(true))).to.equal('gap');
  });

  it('wants a sync at a frame of another epoch, and replaces everything by its answer', () => {
    const follow = synced();
    expect(follow.tookLive(frame(11, 11, [row('y', 1)], 'e2'))).to.equal('gap');
    const { asked } = follow.begin();
    follow.answered(asked, answer(false, frame(0, 2, [row('new', 1)], 'e2'), alertFrame(0, 0, 'e2')));
    expect([...follow.live.rows.assets.keys()]).to.deep.equal(['new']);
    expect(follow.live.position).to.deep.equal({ epoch: 'e2', seq: 2 });
  });

  it('lets the greater version win, whatever the order', () => {
    const follow = synced(frame(0, 10, [row('x', 7, 1)]));
    follow.tookLive(frame(11, 11, [row('x', 6, 2)]));
    expect(follow.live.rows.assets.get('x')?.lon).to.equal(1);
    follow.tookLive(frame(12, 12, [row('x', 8, 3)]));
    expect(follow.live.rows.assets.get('x')?.lon).to.equal(3);
  });

  it('remembers until the next whole picture that something in it was simulated', () => {
    const follow = synced(frame(0, 10, [row('x', 1)]));
    expect(follow.live.rows.simulated).to.equal(false);
    follow.tookLive(frame(11, 11, [{ ...row('y', 1), feed: 'simulated' }]));
    follow.tookLive(frame(12, 12, [row('y', 2)]));
    expect(follow.live.rows.simulated).to.equal(true);
    follow.answered(follow.begin().asked, answer(true, frame(0, 20, [row('x', 3)])));
    expect(follow.live.rows.simulated).to.equal(false);
  });

  it('lets the greater revision of an alert win', () => {
    const follow = synced();
    const told = (seq: number, revision: number, condition: 'active' | 'cleared') =>
      follow.tookAlerts({ ...alertFrame(seq, seq), alerts: [alertOf('a', { revision, condition })] });
    told(4, 2, 'cleared');
    told(5, 1, 'active');
    expect(follow.alerts.rows.get(alertOf('a').id)?.condition).to.equal('cleared');
  });

  it('forgets its place when a replay does not join on', () => {
    const follow = synced();
    const { asked } = follow.begin();
    expect(follow.answered(asked, answer(false, frame(15, 20), alertFrame(4, 3)))).to.equal('gap');
    expect(follow.begin().request.live).to.equal(undefined);
  });

  it('ignores the answer to an older request, and any after the connection was lost', () => {
    const follow = synced();
    const older = follow.begin().asked;
    const newer = follow.begin().asked;
    expect(follow.answered(older, answer(true, frame(0, 99)))).to.equal('ignored');
    follow.lost();
    expect(follow.answered(newer, answer(true, frame(0, 99)))).to.equal('ignored');
    expect(follow.live.rows.assets.has('x')).to.equal(true);
  });
});
