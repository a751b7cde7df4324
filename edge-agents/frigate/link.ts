// The link to the broker that Frigate publishes on, which is not the hub's: it listens there, and says nothing.
import mqtt, { type MqttClient } from 'mqtt';
import { topics } from './message.ts';

export interface FrigateBroker {
  readonly url: string;
  readonly prefix: string;
  readonly username?: string;
  readonly password?: string;
}

export interface Hearing {
  /** A message under the prefix; `retained` was said at some time, and nobody knows when. */
  readonly onMessage: (topic: string, payload: Buffer, retained: boolean) => void;
  readonly onLink: (up: boolean, why: string) => void;
}

const reconnectMs = 2000;

export class FrigateLink {
  readonly #broker: FrigateBroker;
  #client: MqttClient | undefined;
  #linked: boolean | undefined;

  constructor(broker: FrigateBroker) {
    this.#broker = broker;
  }

  open({ onMessage, onLink }: Hearing): void {
    const { url, prefix, username, password } = this.#broker;
    const who = { ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
    const client = mqtt.connect(url, { clean: true, reconnectPeriod: reconnectMs, keepalive: 10, ...who });
    this.#client = client;
    const link = (up: boolean, why: string): void => {
      if (this.#linked === up) return;
      this.#linked = up;
      onLink(up, why);
    };
    client.on('connect', () => {
      client.subscribe([...topics.map((topic) => `${prefix}/${topic}`)], { qos: 1 }, (error) =>
        link(!error, error ? 'it does not let us listen' : ''),
      );
    });
    client.on('error', (error) => link(false, error.message || String((error as { code?: string }).code)));
    client.on('close', () => link(false, 'closed'));
    client.on('message', (topic, payload, { retain }) => onMessage(topic.slice(prefix.length + 1), payload, retain));
  }

  async close(): Promise<void> {
    // That it closes now is no news.
    this.#linked = false;
    await this.#client?.endAsync(true);
  }
}
