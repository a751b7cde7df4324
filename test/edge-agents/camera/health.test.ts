// What an agent says of its cameras: healthy or faulty with words, at every change and in rounds, and nothing secret.
import { createServer, type Server } from 'node:net';
import { expect } from 'chai';
import type { Observed } from '../../../edge-agents/adapter.ts';
import { knock } from '../../../edge-agents/camera/door-knock.ts';
import { Health } from '../../../edge-agents/camera/health.ts';
import { RtspRelay } from '../../../edge-agents/sim/rtsp-relay.ts';
import { freePort } from '../../a-port.ts';

const cameras = [{ id: '52002505101321901002', rtsp: 'rtsp://u:geheim@cam/' }];
const [{ id }] = cameras as [(typeof cameras)[number]];

function aHealth(answers: (string | undefined)[], at = { now: 7 }) {
  const told: Observed[] = [];
  const health = new Health({
    knock: async () => answers.shift(),
    now: () => at.now,
    emit: (observed) => void told.push(observed),
  });
  return { health, said: () => told.map(({ urgent, data }) => [data['state'], data['says'], urgent]), told };
}

describe('The health of cameras', () => {
  it('is told in every round, urgently where it has changed', async () => {
    const { health, said, told } = aHealth([undefined, undefined, 'the camera did not answer in time']);
    for (let i = 0; i < 3; i += 1) await health.round(cameras, () => 'idle');
    expect(said()).to.deep.equal([
      ['healthy', undefined, true],
      ['healthy', undefined, false],
      ['faulty', 'the camera did not answer in time', true],
    ]);
    expect(told[0]).to.include({ type: 'device.health', subject: `camera:${id}`, time: 7 });
  });

  it('is a fault when a stream fails again and again though the camera answers the door, until it lasts', async () => {
    const at = { now: 7 };
    const { health, said } = aHealth([undefined, undefined], at);
    await health.round(cameras, () => 'idle');
    health.stream(id, 'backoff', 'the camera refused the credentials; trying again');
    expect(said()).to.have.length(1);
    health.stream(id, 'backoff', 'the camera refused the credentials; trying again');
    await health.round(cameras, () => 'backoff');
    health.stream(id, 'live');
    await health.round(cameras, () => 'live');
    expect(said().slice(1), 'a picture for a moment proves nothing').to.have.length(1);
    at.now += 10_000;
    await health.round(cameras, () => 'live');
    expect(said().slice(1)).to.deep.equal([
      ['faulty', 'the camera refused the credentials; trying again', true],
      ['healthy', undefined, true],
    ]);
  });

  it('is a fault when a stream comes and goes, and none when one that lasted is begun anew', async () => {
    const at = { now: 7 };
    const { health, said } = aHealth([], at);
    const comesAndGoes = (ms: number): void => {
      health.stream(id, 'live');
      at.now += ms;
      health.stream(id, 'backoff', 'the camera ended the stream');
    };
    for (let i = 0; i < 3; i += 1) comesAndGoes(60_000);
    expect(said()).to.deep.equal([['healthy', undefined, true]]);
    for (let i = 0; i < 3; i += 1) comesAndGoes(500);
    expect(said().slice(1)).to.deep.equal([['faulty', 'the camera ended the stream', true]]);
  });

  it('is asked at the door: a real one answers, a closed, a foreign and a mute one do not', async () => {
    const relay = await RtspRelay.open({ credentials: { user: 'a', password: 'b' } });
    expect(await knock(`rtsp://a:b@127.0.0.1:${relay.port}/x`)).to.equal(undefined);
    await relay.close();
    expect(await knock(`rtsp://127.0.0.1:${await freePort()}/`)).to.match(/nothing listens/);
    const web = await listening((answer) => answer('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await knock(`rtsp://127.0.0.1:${web.port}/`)).to.equal('it is no RTSP camera');
    web.server.close();
  });
});

async function listening(on: (answer: (text: string) => void) => void): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    on((text) => socket.end(text));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  return { server, port: (server.address() as { port: number }).port };
}
