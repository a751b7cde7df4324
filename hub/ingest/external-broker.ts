// Any other broker, by URL. Its PUBACK promises nothing: only the hub's own ack after the commit does.
import mqtt, { type MqttClient } from 'mqtt';
import { batchLimits } from '../contracts/batch.ts';
import { heardTopics, readAlertTopic, readTopic } from '../contracts/topics.ts';
import type { Intake } from './intake.ts';

export class ExternalBroker {
  readonly #client: MqttClient;
  readonly #intake: Intake;

  /** Connects and subscribes; goes on trying for ever, since agents keep what the hub has not acked. */
  constructor(url: string, intake: Intake) {
    this.#intake = intake;
    // Queued while the broker is away: the ack and the alerts of what was heard before, which a reconnect tells anyway.
    const options = { clean: true, reconnectPeriod: 1000, clientId: `efence-hub-${intake.hubId}`, queueQoSZero: false };
    this.#client = mqtt.connect(url, options);
    this.#client.on('connect', () => this.#client.subscribe([...heardTopics], { qos: 1 }, () => intake.link(true)));
    this.#client.on('close', () => intake.link(false));
    this.#client.on('error', () => intake.linkError());
    this.#client.on('message', (topic, payload, { retain }) => this.#hear(topic, payload, retain));
    // While the hub holds as much undurable as it may, the next packet waits in the socket, and the broker behind it.
    this.#client.handleMessage = (_packet, done) => {
      const room = intake.room();
      if (room === undefined) done();
      else void room.then(() => done());
    };
  }

  publish(topic: string, payload: string, retain = true): void {
    if (this.#client.connected) this.#client.publish(topic, payload, { qos: 1, retain });
  }

  async close(): Promise<void> {
    await this.#client.endAsync();
  }

  #hear(topic: string, payload: Buffer, retained: boolean): void {
    const heard = readTopic(topic);
    const alert = readAlertTopic(topic);
    // What the broker retained was said at some time, and is no sign of life; of an agent we know it is no news.
    if (heard !== undefined && retained && this.#intake.belongs(heard.site, heard.agent)) return;
    if (heard !== undefined) this.#intake.hear(heard, payload.subarray(0, batchLimits.bytes + 1), () => {});
    else if (alert === undefined) this.#intake.foreign(topic);
    // Left there by an earlier life that ended before it could take it back.
    else if (retained && payload.length > 0 && !this.#intake.isOpen(alert)) this.publish(topic, '');
  }
}
