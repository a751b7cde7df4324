// One picture of a camera, by a real ffmpeg: taken, or said why not; and nothing of it is held on to.
import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { takePicture } from '../../../edge-agents/camera/one-picture.ts';
import { type SimulatedCameras, simulateCameras } from '../../../edge-agents/sim/cameras.ts';
import { berth6, hasFfmpeg, password } from '../../a-camera.ts';
import { freePort } from '../../a-port.ts';

describe('One picture', () => {
  let site: SimulatedCameras;
  before(async function () {
    if (!hasFfmpeg()) return this.skip();
    site = await simulateCameras([berth6], password);
  });
  after(() => site?.close());

  it('is a JPEG, and leaves nobody listening for the end of the agent', async () => {
    const gone = new AbortController();
    const picture = await takePicture(site.cameras[0]?.rtsp ?? '', gone.signal);
    expect(Buffer.isBuffer(picture) && picture.subarray(0, 3).toString('hex')).to.equal('ffd8ff');
    expect(getEventListeners(gone.signal, 'abort')).to.deep.equal([]);
  });

  it('that cannot be taken says why, and leaves nobody listening either', async () => {
    const gone = new AbortController();
    expect(await takePicture(`rtsp://127.0.0.1:${await freePort()}/`, gone.signal)).to.be.a('string');
    expect(getEventListeners(gone.signal, 'abort')).to.deep.equal([]);
  });

  it('is given up at once when the agent is ending already', async () => {
    const gone = new AbortController();
    gone.abort();
    expect(await takePicture(site.cameras[0]?.rtsp ?? '', gone.signal)).to.be.a('string');
  });
});
