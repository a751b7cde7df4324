// A camera that is wanted: begun again after every end, ended when it falls silent, never twice at once, and so many at most.
import { expect } from 'chai';
import type { Camera } from '../../../edge-agents/camera/cameras-file.ts';
import { Sources } from '../../../edge-agents/camera/sources.ts';
import { Packets, type RunEvents, type Running } from '../../../edge-agents/camera/transcoder.ts';
import { until } from '../../a-port.ts';

interface Run extends RunEvents {
  readonly address: string;
  stopped: boolean;
}

/** Sources over runs that a test plays by hand. */
function aSite(cameras: readonly string[], most = 8) {
  const runs: Run[] = [];
  const told: string[] = [];
  const shown: string[] = [];
  const run = (address: string, events: RunEvents): Running => {
    const one: Run = { ...events, address, stopped: false };
    runs.push(one);
    return {
      async stop() {
        await new Promise((done) => setImmediate(done));
        one.stopped = true;
      },
    };
  };
  const events = {
    video: (camera: string, packets: Buffer) => void shown.push(`${camera} ${packets.toString()}`),
    state: (camera: string, state: string, says?: string) => void told.push([camera, state, says].join(' ').trim()),
  };
  const patience = { silenceMs: 60, firstMs: 120, backoffMs: 5, lastingMs: 20 };
  const sources = new Sources(
    cameras.map((id): Camera => ({ id, rtsp: `rtsp://${id}/` })),
    events,
    { most, patience, run },
  );
  const nth = (n: number): Promise<Run> => until(`run ${n}`, () => runs[n - 1]);
  return { sources, runs, told, shown, nth, alive: () => runs.filter(({ stopped }) => !stopped).length };
}

const packet = Buffer.from('picture');

describe('A camera that is wanted', () => {
  it('is live with its first bytes, and idle when nobody wants it any more', async () => {
    const { sources, told, shown, nth, alive } = aSite(['a']);
    sources.start('a');
    (await nth(1)).video(packet);
    await sources.stop('a');
    expect(told).to.deep.equal(['a starting', 'a live', 'a idle']);
    expect(shown).to.deep.equal(['a picture']);
    expect(alive()).to.equal(0);
  });

  it('is begun again after any end, and what the old run still says is not heard', async () => {
    const { sources, told, shown, nth } = aSite(['a']);
    sources.start('a');
    const first = await nth(1);
    first.video(packet);
    first.ended('the camera ended the stream');
    const second = await nth(2);
    expect(first.stopped).to.equal(true);
    first.video(packet);
    first.ended('again');
    second.video(packet);
    await sources.stop('a');
    expect(told).to.deep.equal([
      ...[
        'a starting',
        'a live',
        'a backoff the camera ended the stream; trying again',
        'a starting',
        'a live',
        'a idle',
      ],
    ]);
    expect(shown).to.have.length(2);
  });

  it('is ended and begun again when it falls silent, at its start and later', async () => {
    const { sources, told, runs, nth } = aSite(['a']);
    sources.start('a');
    await nth(1);
    (await nth(2)).video(packet);
    await nth(3);
    expect(runs.slice(0, 2).map(({ stopped }) => stopped)).to.deep.equal([true, true]);
    expect(told.filter((one) => one === 'a backoff the camera sends nothing; trying again')).to.have.length(2);
    await sources.stop('a');
  });

  it('waits longer each time it fails before it has lasted, though it shows a picture in between', async () => {
    const { sources, nth } = aSite(['a']);
    sources.start('a');
    const begun: number[] = [];
    for (let n = 1; n <= 6; n += 1) {
      const run = await nth(n);
      begun.push(performance.now());
      run.video(packet);
      run.ended('the camera ended the stream');
    }
    const [fifth = 0, sixth = 0] = begun.slice(4);
    // 5 ms doubled four times, less a quarter that chance may take off; no timer fires before its time.
    expect(sixth - fifth).to.be.at.least(5 * 2 ** 4 * 0.75 - 2);
    await sources.stop('a');
  });

  it('that is wanted again while its process ends begins when that one is gone', async () => {
    const { sources, nth, runs } = aSite(['a']);
    sources.start('a');
    const first = await nth(1);
    const stopping = sources.stop('a');
    sources.start('a');
    expect(runs).to.have.length(1);
    await nth(2);
    expect(first.stopped).to.equal(true);
    await stopping;
    expect(sources.stateOf('a')).to.equal('starting');
    await sources.stop('a');
  });

  it('beyond as many as may run waits, is told so, and begins when another ends', async () => {
    const { sources, told, nth, alive } = aSite(['a', 'b', 'c'], 2);
    for (const camera of ['a', 'b', 'c']) sources.start(camera);
    expect(sources.stateOf('c')).to.equal('waiting');
    expect(told.at(-1)).to.equal('c waiting its agent shows 2 cameras at once, and does already');
    await nth(2);
    await sources.stop('a');
    expect((await nth(3)).address).to.equal('rtsp://c/');
    await sources.stopAll();
    expect(alive()).to.equal(0);
  });

  it('is nobody’s when its agent does not have it', () => {
    const { sources, told } = aSite(['a']);
    sources.start('z');
    expect(told).to.deep.equal([]);
  });
});

describe('MPEG-TS from a pipe', () => {
  it('goes on in whole packets, however it was cut', () => {
    const packets = new Packets();
    const stream = Buffer.alloc(188 * 5, 'x');
    const cuts = [0, 1, 187, 188, 400, 401, 188 * 5];
    const out = cuts.slice(1).map((end, i) => packets.whole(stream.subarray(cuts[i], end)).length);
    expect(out.every((length) => length % 188 === 0)).to.equal(true);
    expect(out.reduce((sum, length) => sum + length, 0)).to.equal(stream.length);
  });
});
