// Over MQTT: published with QoS 1 and taken as delivered at PUBACK; one connection a try, since they are few.
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
