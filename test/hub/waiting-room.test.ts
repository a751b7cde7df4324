// While the hub holds as much as it may: what agents say waits unheard, and one that comes back again and again adds nothing to it.
import { expect } from 'chai';
import mqtt from 'mqtt';
import { EmbeddedBroker } from '../../hub/ingest/embedded-broker.ts';
import type { Intake } from '../../hub/ingest/intake.ts';
import { WaitingRoom } from '../../hub/ingest/waiting-room.ts';
import { until } from '../a-port.ts';

const most = 10;
const topic = 'efence/v1/yard/a1/up/routine';

/** A hub that may hold ten, and whose disk takes nothing until it is told to; then all that comes. */
class FullHub {
  readonly heard: string[] = [];
  #held: (() => void)[] = [];
  #room: PromiseWithResolvers<void> | undefined;
  #takes = false;

  readonly intake: Intake = {
    ...{ hubId: 'x', life: 'l', belongs: () => true, isOpen: () => false },
    ...{ foreign() {}, linkError() {}, link() {} },
    room: () => {
      if (this.#held.length < most) return undefined;
      this.#room ??= Promise.withResolvers<void>();
      return this.#room.promise;
    },
    hear: (_, payload, durable) => {
      this.heard.push(String(payload));
      if (this.#takes) durable();
      else this.#held.push(durable);
    },
  };

  take(): void {
    this.#takes = true;
    for (const durable of this.#held.splice(0)) durable();
    this.#room?.resolve();
  }
}

describe('A hub without room', () => {
  it('hears no more than it may hold, however often an agent comes back with the same; with room it hears all, and acks it', async () => {
    const hub = new FullHub();
    const broker = await EmbeddedBroker.open(hub.intake);
    const port = await broker.listen(0, '127.0.0.1');
    const come = () => mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'a1', reconnectPeriod: 0 });
    for (let round = 1; round <= 6; round += 1) {
      const client = await come();
      for (let n = 1; n <= 8; n += 1) client.publish(topic, `${round}.${n}`, { qos: 1 });
      // Another one's word behind it, on the same connection: whatever was to be heard of these has been by then.
      await client.subscribeAsync('efence/v1/yard/a1/ack', { qos: 1 });
      await client.endAsync(true);
    }
    expect(hub.heard).to.have.length(most);
    const last = await come();
    const acked = Promise.all(Array.from({ length: 8 }, (_, n) => last.publishAsync(topic, `last.${n}`, { qos: 1 })));
    await last.subscribeAsync('efence/v1/yard/a1/ack', { qos: 1 });
    expect(hub.heard).to.have.length(most);
    hub.take();
    await acked;
    const after = hub.heard.slice(most);
    expect(after).to.deep.equal(Array.from({ length: 8 }, (_, n) => `last.${n}`));
    await last.endAsync();
    await broker.close();
  });

  it('takes turns among those who wait, each in its order, and forgets who has left', async () => {
    let full = Promise.withResolvers<void>();
    let isFull = true;
    const heard: string[] = [];
    const room = new WaitingRoom<string>(() => (isFull ? full.promise : undefined));
    for (const said of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'])
      room.enter(said[0] ?? '', () => {
        heard.push(said);
        // Room for two at a time.
        if (heard.length % 2 === 1) return;
        isFull = true;
        full = Promise.withResolvers<void>();
      });
    expect([room.waiting, heard]).to.deep.equal([6, []]);
    room.leave('c');
    for (const count of [2, 4, 5]) {
      isFull = false;
      full.resolve();
      await until(`${count} are heard`, () => heard.length === count || undefined);
    }
    expect([room.waiting, heard]).to.deep.equal([0, ['a1', 'b1', 'a2', 'b2', 'a3']]);
  });
});
