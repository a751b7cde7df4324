// The relay: a camera is started for its first viewer and stopped after its last, and nobody speaks for another's camera.
import { expect } from 'chai';
import { Relay } from '../../../hub/cctv/relay.ts';
import type { DeviceEntry } from '../../../hub/contracts/port.ts';
import { aClock, aSocket } from './a-line.ts';

const [a, b, c] = ['00000000000000000001', '00000000000000000002', '00000000000000000003'] as const;
const camera = (id: string, agent: string): DeviceEntry => {
  return { id, kind: 'camera', site: 'quay', agent, name: { zh: id, en: id } };
};

function aRelay() {
  const clock = aClock();
  const cameras = [camera(a, 'one'), camera(b, 'one'), camera(c, 'other')];
  const asked: string[] = [];
  const relay = new Relay({
    ...{ cameras, clock, knows: (_site, agent) => agent === 'one' },
    picture: (ask, came) => void asked.push(`${ask} ${typeof came === 'string' ? came : came.is}`),
    ready: () => {},
    gone: () => {},
  });
  const connect = () => {
    const socket = aSocket();
    const line = relay.connect('quay', 'one', socket);
    const orders = () => socket.sent.map((text) => JSON.parse(String(text)) as { do: string; camera: string });
    return { socket, line, orders: () => orders().map((order) => `${order.do} ${order.camera.at(-1)}`) };
  };
  const state = (id: string) => {
    const row = relay.rows().find((one) => one.id === id);
    return [row?.state, row?.says, row?.viewers];
  };
  return { relay, clock, connect, state, asked };
}

describe('The relay of cameras', () => {
  it('starts a camera with its first viewer, and stops it some seconds after the last', () => {
    const { relay, clock, connect } = aRelay();
    const { line, orders } = connect();
    relay.hear(line, { is: 'cameras', cameras: [a, b] });
    const [first, second] = [aSocket(), aSocket()];
    relay.watch(a, first);
    relay.watch(a, second);
    expect(orders()).to.deep.equal(['start 1']);
    relay.take(line, { is: 'video', camera: a, bytes: Buffer.from('x') });
    expect([first.sent.length, second.sent.length]).to.deep.equal([1, 1]);
    relay.leave(a, first);
    relay.leave(a, second);
    clock.turn(4_000);
    relay.watch(a, first);
    clock.turn(60_000);
    expect(orders(), 'who comes back meanwhile').to.deep.equal(['start 1']);
    relay.leave(a, first);
    clock.turn(5_000);
    expect(orders()).to.deep.equal(['start 1', 'stop 1']);
  });

  it('asks an agent that comes back for what is watched by then, and cuts its dead line', () => {
    const { relay, connect } = aRelay();
    relay.watch(b, aSocket());
    const old = connect();
    relay.hear(old.line, { is: 'cameras', cameras: [a, b] });
    const again = connect();
    relay.hear(again.line, { is: 'cameras', cameras: [a, b] });
    expect([old.socket.ended, again.orders()]).to.deep.equal(['cut', ['start 2']]);
    relay.disconnect(old.line);
    expect(relay.lineOf(b)).to.equal(again.line);
  });

  it('is not made to fill its memory by an agent that says what it has again and again, and reads nothing', () => {
    const { relay, connect } = aRelay();
    relay.watch(a, aSocket());
    const { line, orders, socket } = connect();
    for (let i = 0; i < 3; i += 1) relay.hear(line, { is: 'cameras', cameras: [a, b] });
    expect(orders()).to.deep.equal(['start 1']);
    socket.lies = 1024 * 1024;
    relay.watch(b, aSocket());
    expect([orders(), socket.ended]).to.deep.equal([['start 1'], 'cut']);
  });

  it('says in words why there is no picture', () => {
    const { relay, connect, state } = aRelay();
    expect(state(a)).to.deep.equal(['away', 'its agent is not connected', 0]);
    expect(state(c)).to.deep.equal(['away', 'its agent has no key for video', 0]);
    const { line } = connect();
    relay.hear(line, { is: 'cameras', cameras: [a] });
    expect(state(b)).to.deep.equal(['away', 'its agent does not have this camera', 0]);
    expect(state(a)).to.deep.equal(['idle', undefined, 0]);
    relay.hear(line, { is: 'state', camera: a, state: 'backoff', says: 'the camera sends nothing; trying again' });
    expect(state(a)).to.deep.equal(['failed', 'the camera sends nothing; trying again', 0]);
  });

  it('does not let an agent speak for another’s camera', () => {
    const { relay, connect, state, asked } = aRelay();
    const { line } = connect();
    relay.hear(line, { is: 'cameras', cameras: [c] });
    relay.hear(line, { is: 'state', camera: c, state: 'live' });
    expect(state(c)[0]).to.equal('away');
    const viewer = aSocket();
    relay.watch(c, viewer);
    relay.take(line, { is: 'video', camera: c, bytes: Buffer.from('x') });
    relay.take(line, { is: 'picture', camera: c, ask: 1, at: 0, bytes: Buffer.from('x') });
    expect([viewer.sent, asked]).to.deep.equal([[], []]);
  });

  it('leaves frames out for a viewer that is too slow, and cuts it off when it stays so; the others see all', () => {
    const { relay, clock, connect } = aRelay();
    const { line } = connect();
    relay.hear(line, { is: 'cameras', cameras: [a] });
    const [slow, fast] = [aSocket(), aSocket()];
    relay.watch(a, slow);
    relay.watch(a, fast);
    const show = (): void => relay.take(line, { is: 'video', camera: a, bytes: Buffer.from('x') });
    slow.lies = 2 * 1024 * 1024;
    show();
    clock.turn(9_000);
    slow.lies = 0;
    show();
    slow.lies = 2 * 1024 * 1024;
    show();
    clock.turn(9_000);
    show();
    expect([slow.sent.length, slow.ended]).to.deep.equal([1, undefined]);
    clock.turn(2_000);
    show();
    expect([slow.ended, fast.sent.length, relay.viewersOf(a)]).to.deep.equal(['4408 viewer-slow', 5, 1]);
  });
});
