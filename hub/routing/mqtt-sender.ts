// Over MQTT: published with QoS 1 and taken as delivered at PUBACK. One connection a try, since they are few; one that is held for what has a will.
import mqtt from 'mqtt';
import type { Delivery } from '../contracts/delivery.ts';
import type { Mqtt } from './receiver-file.ts';
import type { Outcome } from './retry.ts';

const timeoutMs = 10_000;

export async function publishDelivery({ url, topic }: Mqtt, { key, body }: Delivery): Promise<Outcome> {
  const client = mqtt.connect(url, { reconnectPeriod: 0, connectTimeout: timeoutMs, clean: true });
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const again = (says: string) => resolve({ went: 'again', says });
  const timer = setTimeout(() => again('no answer within 10 s'), timeoutMs);
  client.on('error', (error) =>
    again((error as { code?: string | number }).code?.toString() ?? 'refused by the broker'),
  );
  client.on('close', () => again('the broker closed the connection'));
  client.on('connect', () =>
    client.publish(topic, JSON.stringify({ key, ...body }), { qos: 1 }, (error) =>
      error ? again('not published') : resolve({ went: 'delivered', says: 'taken by the broker' }),
    ),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    client.end(true);
  }
}

/**
 * A connection that is held, with a will, for one retained topic. What cannot be said now is not kept: what is said next is
 * worth more.
 */
export function holdTopic({ url, topic, clientId, will }: Mqtt & { clientId: string; will: string }, onUp: () => void) {
  const last = { topic, payload: Buffer.from(will), qos: 1 as const, retain: true };
  const client = mqtt.connect(url, { clientId, clean: true, reconnectPeriod: 1000, keepalive: 10, will: last });
  let why = 'not connected yet';
  let unanswered = 0;
  client.on('connect', onUp);
  client.on('error', (error) => {
    why = (error as { code?: string | number }).code?.toString() ?? 'refused by the broker';
  });
  return {
    publish(text: string, withinMs: number): Promise<Outcome> {
      if (!client.connected) return Promise.resolve({ went: 'again', says: why });
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const timer = setTimeout(
        () => resolve({ went: 'again', says: `no answer within ${withinMs / 1000} s` }),
        withinMs,
      );
      unanswered += 1;
      client.publish(topic, text, { qos: 1, retain: true }, (error) => {
        unanswered -= 1;
        resolve(error ? { went: 'again', says: 'not published' } : { went: 'delivered', says: 'taken by the broker' });
      });
      return promise.finally(() => clearTimeout(timer));
    },
    /** Says good-bye to the broker, which then keeps the will to itself; one that does not answer is not waited for. */
    close: (): Promise<void> => client.endAsync(!client.connected || unanswered > 0),
  };
}
