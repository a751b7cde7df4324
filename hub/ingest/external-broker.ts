// Any other broker, by URL. Its PUBACK promises nothing: only the hub's own ack after the commit does.
import mqtt, { type MqttClient } from 'mqtt';
import { hubUser } from '../contracts/agent-key.ts';
import { batchLimits } from '../contracts/batch.ts';
import type { HubState } from '../contracts/hub-state.ts';
import { heardTopics, hubTopic, readAlertTopic, readTopic } from '../contracts/topics.ts';
import type { Intake } from './intake.ts';

/** At a stop so long for the broker to say that it has the last acks. */
const leaveMs = 1000;

const away = 'the broker cannot be reached';
const refused = 'the broker does not let the hub in by its name and key (EFENCE_BROKER_KEY)';

export class ExternalBroker {
  readonly #client: MqttClient;
  readonly #intake: Intake;
  /** Connections so far: over each of them something may have been missed. */
  #links = 0;
  /** The farewell is the last word. */
  #leaves = false;

  /** Connects and subscribes; goes on trying for ever, since agents keep what the hub has not acked. `key` is the hub's own there. */
  constructor(url: string, intake: Intake, key?: string) {
    this.#intake = intake;
    // Queued while the broker is away: the ack and the alerts of what was heard before, which a reconnect tells anyway.
    const will = { topic: hubTopic, payload: Buffer.from(this.#state(false)), qos: 1 as const, retain: true };
    const clientId = `efence-hub-${intake.hubId}`;
    // A broker that does not let us in may do so in a moment, when it has read its files again.
    const link = {
      clean: true,
      reconnectPeriod: 1000,
      reconnectOnConnackError: true,
      keepalive: 10,
      queueQoSZero: false,
    };
    const login = key === undefined ? {} : { username: hubUser, password: key };
    this.#client = mqtt.connect(url, { ...link, ...login, clientId, will });
    this.#client.on('connect', () =>
      this.#client.subscribe([...heardTopics, hubTopic], { qos: 1 }, (error) => {
        if (!error) this.#linked();
      }),
    );
    let why = away;
    this.#client.on('close', () => intake.link(false, why));
    this.#client.on('error', (error) => {
      intake.linkError();
      // MQTT 3.1.1 §3.2.2.3: a bad name or key, or not authorised.
      why = [4, 5].includes(Number((error as { code?: unknown }).code)) ? refused : away;
    });
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

  /**
   * With a farewell: whoever says good-bye to the broker has no will. A broker that is not there, or takes nothing, is not
   * waited for: acks that it did not take are told anew by the next run, and what it says of us then is our will.
   */
  async close(): Promise<void> {
    this.#leaves = true;
    await this.#client.endAsync(!(await this.#farewell()));
  }

  /** @returns whether the broker has it, and with it all that came before */
  #farewell(): Promise<boolean> {
    if (!this.#client.connected) return Promise.resolve(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const impatience = setTimeout(() => resolve(false), leaveMs);
    this.#client.once('close', () => resolve(false));
    this.#client.publish(hubTopic, this.#state(false), { qos: 1, retain: true }, (error) => resolve(!error));
    return promise.finally(() => clearTimeout(impatience));
  }

  /** Only now that it is heard what agents say they are told so; what they should know already comes first. */
  #linked(): void {
    if (this.#leaves) return;
    this.#links += 1;
    this.#intake.link(true);
    this.publish(hubTopic, this.#state(true));
  }

  #state(online: boolean): string {
    const { hubId: hub, life } = this.#intake;
    const state: HubState = online ? { online, hub, life, link: this.#links } : { online, hub, life };
    return JSON.stringify(state);
  }

  /** The will of a connection of ours that the broker took for lost after the next one had come is not the last word. */
  #own(payload: Buffer): void {
    const said = payload.toString('utf8');
    if (this.#links > 0 && !this.#leaves && said === this.#state(false)) this.publish(hubTopic, this.#state(true));
  }

  #hear(topic: string, payload: Buffer, retained: boolean): void {
    const heard = readTopic(topic);
    const alert = readAlertTopic(topic);
    // What the broker retained was said at some time, and is no sign of life; of an agent we know it is no news.
    if (heard !== undefined && retained && this.#intake.belongs(heard.site, heard.agent)) return;
    if (heard !== undefined) this.#intake.hear(heard, payload.subarray(0, batchLimits.bytes + 1), () => {});
    else if (topic === hubTopic) this.#own(payload);
    else if (alert === undefined) this.#intake.foreign(topic);
    // Left there by an earlier life that ended before it could take it back.
    else if (retained && payload.length > 0 && !this.#intake.isOpen(alert)) this.publish(topic, '');
  }
}
