// A dashboard that does not take what it is sent: its positions are conflated, its alerts are not, and it is not waited for for ever.
import { createServer, type Server } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import type { Clock } from '../../../hub/clock.ts';
import type { AlertFrame, LiveFrame } from '../../../hub/contracts/socket.ts';
import type { Look } from '../../../hub/flow.ts';
import { local } from '../../../hub/identity/rights.ts';
import { LiveView } from '../../../hub/push/live-view.ts';
import { SocketGate } from '../../../hub/push/socket-gate.ts';
import { until } from '../../a-port.ts';
import { alertOf } from '../../dashboards/alert-of.ts';

const trucks = 1000;
/** Frames until the machine of one who does not read takes nothing more, and many more than that. */
const frames = 200;

describe('A slow reader', () => {
  let now: number;
  let flush: () => void;
  let http: Server;
  let view: LiveView;
  let gate: SocketGate;
  let told: number;

  beforeEach(async () => {
    now = 1_000_000;
    told = 0;
    view = new LiveView('e1', { segmentOf: () => undefined, siteOf: () => undefined });
    http = createServer();
    const clock: Clock = {
      ...{ now: () => now, steady: () => now, notBefore: () => {}, aheadMs: () => 0, after: () => () => {} },
      every(ms, act) {
        if (ms === 50) flush = act;
        return () => {};
      },
    };
    const alerts = { epoch: 'j', seq: () => told, count: () => 0, open: () => [], after: () => [], checks: () => [] };
    const door = {
      asks: () => ({ person: local, session: undefined, proved: true }),
      isStillIn: () => true,
      refused: () => {},
    };
    gate = new SocketGate(http, clock, view, alerts, door);
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
  });
  afterEach(() => gate.close());

  const reader = async (): Promise<{ socket: Socket; wire: TcpSocket; live: LiveFrame[]; alerts: AlertFrame[] }> => {
    const { port } = http.address() as { port: number };
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
    const [live, alerts]: [LiveFrame[], AlertFrame[]] = [[], []];
    socket.on('live', (frame: LiveFrame) => live.push(frame));
    socket.on('alerts', (frame: AlertFrame) => alerts.push(frame));
    await new Promise<void>((done) => socket.once('connect', () => done()));
    const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: TcpSocket } };
    return { socket, wire: ws._socket, live, alerts };
  };

  /** All of them moved; a frame leaves, and everything else has its turn. */
  const move = async (step: number): Promise<void> => {
    now += 50;
    const looks = Array.from({ length: trucks }, (_, i): [string, Look] => [`vehicle:粤S${10_000 + i}`, lookAt(step)]);
    view.saw(new Map(looks), now);
    flush();
    await new Promise((turn) => setTimeout(turn, 2));
  };
  const tell = (): void => {
    told += 1;
    gate.tell([{ seq: told, change: 'raised', alert: alertOf(`a${told}`) }]);
  };

  it('is told of positions once it has taken everything, each thing as it is by then, and of every alert', async () => {
    const [slow, other] = [await reader(), await reader()];
    slow.wire.pause();
    for (let step = 1; step <= frames; step += 1) {
      await move(step);
      if (step % 20 === 0) tell();
    }
    await until('the other has every frame', () => other.live.length === frames);
    slow.wire.resume();
    await until('it has caught up', async () => {
      flush();
      return slow.live.at(-1)?.to === view.seq;
    });
    expect(slow.live.length).to.be.below(frames / 2);
    expect(slow.live.at(-1)?.assets.map(({ time }) => time)).to.deep.equal(Array(trucks).fill(frames));
    await until('every alert is there', () => slow.alerts.length === frames / 20);
    expect(slow.alerts.map(({ from, to }) => [from, to])).to.deep.equal(other.alerts.map(({ from, to }) => [from, to]));
    for (const [i, { from }] of slow.live.entries()) expect(from).to.equal((slow.live[i - 1]?.to ?? 0) + 1);
    await move(frames + 1);
    await until('it goes on with the others', () => slow.live.at(-1)?.to === other.live.at(-1)?.to);
    for (const { socket } of [slow, other]) socket.disconnect();
  });

  it('is cut off when it took nothing for half a minute, and the others are not', async () => {
    const [slow, other] = [await reader(), await reader()];
    slow.wire.pause();
    for (let step = 1; step <= frames; step += 1) await move(step);
    expect(gate.clients).to.equal(2);
    now += 31_000;
    await move(frames + 1);
    await until('one is left', () => gate.clients === 1);
    expect(other.socket.connected).to.equal(true);
    other.socket.disconnect();
    slow.wire.destroy();
  });
});

const lookAt = (step: number): Look => ({
  ...{
    name: 'a truck of some length of name',
    inside: [],
    toldAt: ['yard'],
    ties: { carrier: undefined },
    word: undefined,
  },
  origin: { agent: 'a', site: 'yard', feed: 'live' },
  watch: new Map(),
  place: {
    ...{ id: 'e', agent: 'a', site: 'yard', feed: 'live', time: step, asOf: step, deviceTime: undefined },
    ...{ fix: { lon: 113.5 + step / 1e6, lat: 22.8 }, spot: { x: 0, y: 0 } },
  },
});
