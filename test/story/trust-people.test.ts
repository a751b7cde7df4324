// Trust between people, and through kill -9: who is told of checks, tiers and parties, and that nothing is ever drawn anew.
import { join } from 'node:path';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { systemClock } from '../../hub/clock.ts';
import type { SyncAnswer } from '../../hub/contracts/socket.ts';
import type { Check, CheckFrame } from '../../hub/contracts/trust.ts';
import { Hub } from '../../hub/hub.ts';
import { demoPeople } from '../../hub/identity/people.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { cookieOf, type HubProcess, planFolder, retained, startHub, temporaryFolder, until } from '../a-port.ts';
import { leaves, Port, trespasses } from '../a-trust-port.ts';

describe('Trust between people', () => {
  it('monitors are told of a check at once; operators of no check, no tier and no party', async () => {
    const of = temporaryFolder();
    const people = await demoPeople(['shatian-wharf']);
    const doors = { host: '127.0.0.1', httpPort: 0, mqttPort: 0, reset: false };
    const fault = (says: unknown): void => {
      throw new Error(String(says));
    };
    const faults = { onFault: fault, onRequestFault: fault };
    const plan = readPortPlan(
      planFolder(join(of.path, 'plan'), (one) => {
        one.rules.checkRate = 1;
      }),
    );
    const hub = new Hub({ plan, dataFolder: join(of.path, 'data'), people, clock: systemClock, ...doors, ...faults });
    const { httpPort, mqttPort } = await hub.start();
    const port = new Port(`http://127.0.0.1:${httpPort}`, `mqtt://127.0.0.1:${mqttPort}`);
    const [monitor, operator] = await Promise.all(
      ['monitor', 'operator-shatian-wharf'].map((name) => cookieOf(port.web, name)),
    );
    const heard = new Map<string, Check[]>();
    const sockets = [monitor, operator].map((cookie = '') => {
      const socket: Socket = io(port.web, { transports: ['websocket'], extraHeaders: { cookie }, reconnection: false });
      heard.set(cookie, []);
      socket.on('checks', ({ checks }: CheckFrame) => heard.get(cookie)?.push(...checks));
      return socket;
    });
    await Promise.all(sockets.map((socket) => until('connected', () => socket.connected || undefined)));
    await port.say('yard', ...trespasses('粤B12345'));
    await port.say('gate-main', leaves('粤S54321'));
    await until('the monitor is told', () => heard.get(monitor ?? '')?.[0]);
    const synced = await Promise.all(
      sockets.map((socket) => socket.timeout(5000).emitWithAck('sync', {}) as Promise<{ value: SyncAnswer }>),
    );
    expect(synced.map(({ value }) => value.checks.checks.length)).to.deep.equal([1, 0]);
    expect(synced.map(({ value }) => value.alerts.frame.alerts[0]?.trust?.tier)).to.deep.equal(['T4', undefined]);
    expect(heard.get(operator ?? '')).to.deep.equal([]);
    const [theirs, ours] = await Promise.all(
      [operator, monitor].map((cookie) => port.alert('restricted-entry', '粤B12345', cookie)),
    );
    expect([theirs?.trust, theirs?.severity], 'a weighed severity would tell the tier').to.deep.equal([
      undefined,
      'S2',
    ]);
    expect(ours?.severity).to.equal('S1');
    expect((await port.alert('restricted-entry', '粤B12345', monitor)).trust?.party).to.equal('lion-trucking');
    const open = [...(await retained(`mqtt://127.0.0.1:${mqttPort}`, 'efence/v1/+/alerts/+')).values()].join();
    expect(open, 'nor is whoever reads the broker')
      .to.include('restricted-entry')
      .and.not.match(/lion-trucking|"S1"/);
    const [today] = await port.days(monitor);
    for (const path of ['parties', 'checks', `lottery/${today?.day}`])
      expect((await port.ask(`/api/v1/${path}`, undefined, operator)).status, path).to.equal(403);
    expect(await port.days(operator), 'what a day was promised by, everybody may note').to.deep.equal(
      await port.days(monitor),
    );
    for (const socket of sockets) socket.disconnect();
    await port.end();
    await hub.stop();
    of.remove();
  });
});

describe('Trust and kill -9', () => {
  it('nothing is drawn anew: the same commitments, draws and open checks, and a passage told again is the same one', async () => {
    const of = temporaryFolder();
    const plan = planFolder(join(of.path, 'plan'), (one) => {
      one.rules.checkRate = 0.5;
    });
    const start = (): Promise<HubProcess> => startHub(join(of.path, 'data'), { args: ['--no-page', '--plan', plan] });
    const passages = Array.from({ length: 40 }, (_, i) => ({ ...leaves('粤S54321'), id: `passage-${i}` }));
    let hub = await start();
    const then = Date.now();
    let port = new Port(hub.web, hub.broker, () => then);
    await port.say('gate-main', ...passages);
    const rows = async () => {
      const days = await port.days();
      return { days, pages: await Promise.all(days.map(({ day }) => port.day(day))), checks: await port.checks() };
    };
    const before = await rows();
    const [, today] = before.pages;
    expect(today?.movements).to.have.length(40);
    expect(before.checks.length).to.equal(today?.movements.filter(({ drawn }) => drawn).length);
    await port.end();
    await hub.kill('SIGKILL');
    hub = await start();
    port = new Port(hub.web, hub.broker, () => then, 'fedcba9876543210');
    await port.say('gate-main', ...passages);
    expect(await rows()).to.deep.equal(before);
    await port.end();
    await hub.kill();
    of.remove();
  });
});
