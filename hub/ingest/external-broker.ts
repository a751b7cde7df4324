// Any other broker, by URL. Its PUBACK promises nothing: only the hub's own ack after the commit does.
import mqtt, { type MqttClient } from 'mqtt';
import { heardTopics, readTopic } from '../contracts/topics.ts';
import type { Intake } from './intake.ts';

export class ExternalBroker {
  readonly #client: MqttClient;

  /** Connects and subscribes; goes on trying for ever, since agents keep what the hub has not acked. */
  constructor(url: string, intake: Intake) {
    this.#client = mqtt.connect(url, { clean: true, reconnectPeriod: 1000, clientId: `efence-hub-${intake.hubId}` });
    this.#client.on('connect', () => this.#client.subscribe([...heardTopics], { qos: 1 }));
    this.#client.on('error', () => intake.linkError());
    this.#client.on('message', (topic, payload) => {
      const heard = readTopic(topic);
      if (heard === undefined) intake.foreign(topic);
      else intake.hear(heard, payload, () => {});
    });
  }

  publish(topic: string, payload: string): void {
    this.#client.publish(topic, payload, { qos: 1, retain: true });
  }

  async close(): Promise<void> {
    await this.#client.endAsync();
  }
}
