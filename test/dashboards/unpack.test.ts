// A sync's answer of which much was packed: what came as bytes and what has changed since are one.
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { unpacked } from '../../dashboards/link/unpack.ts';
import { mergeAlerts, noAlerts } from '../../dashboards/state/alerts.ts';
import type { AssetRow, SyncAnswer } from '../../hub/contracts/socket.ts';
import { alertOf } from './alert-of.ts';

const gzip = (rows: object): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(JSON.stringify(rows)));
const asset = (id: string, v: number): AssetRow => ({
  ...{ id, kind: 'vessel', time: 1, site: 's', agent: 'a', feed: 'live', inside: [], v },
});
const rows = { agents: [], segments: [] };

const answer: SyncAnswer = {
  live: {
    whole: true,
    packed: gzip({ assets: [asset('stays', 1), asset('moves', 2), asset('leaves', 3)], ...rows }),
    frame: { epoch: 'e', from: 1, to: 9, t: 1, assets: [asset('moves', 9)], gone: ['leaves'], ...rows },
  },
  alerts: {
    whole: true,
    packed: gzip({ alerts: [alertOf('a'), alertOf('b')] }),
    frame: { epoch: 'j', from: 1, to: 7, t: 1, alerts: [alertOf('b', { revision: 2, condition: 'cleared' })] },
  },
  checks: { t: 1, checks: [] },
};

describe('dashboards: what came packed', () => {
  it('is put before what has changed since, without what has left', async () => {
    const { live, alerts } = await unpacked(answer);
    expect(live.frame.assets.map(({ id, v }) => [id, v])).to.deep.equal([
      ['stays', 1],
      ['moves', 2],
      ['moves', 9],
    ]);
    expect([live.frame.from, live.frame.to, alerts.frame.to]).to.deep.equal([1, 9, 7]);
    const known = mergeAlerts(noAlerts, alerts.frame);
    expect([...known.values()].map(({ condition }) => condition)).to.deep.equal(['active', 'cleared']);
  });

  it('is left as it is where nothing was packed', async () => {
    const { packed: _l, ...live } = answer.live;
    const { packed: _a, ...alerts } = answer.alerts;
    const plain = { live, alerts, checks: answer.checks };
    expect(await unpacked(plain)).to.deep.equal(plain);
  });

  it('fails where the bytes are spoilt, so that the link asks again', async () => {
    const half = gzip({ alerts: [alertOf('a')] }).slice(0, 40);
    const spoilt = { ...answer, alerts: { ...answer.alerts, packed: half } };
    expect(await unpacked(spoilt).catch((error: unknown) => error)).to.be.instanceOf(Error);
  });
});
