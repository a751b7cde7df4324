// The way to the hub: an MQTT connection that comes back by itself. It keeps nothing of its own; what is not acked lies in the spool.
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import { type Caller, refusalOf } from './agent-key.ts';
import { mostMs, steadyMs, waitMs } from './backoff.ts';
import { chanceOf } from './sim/chance.ts';

/** Told by the link; between `onUp` and the next `onDown` it is there. */
export interface LinkEvents {
  onUp(): void;
  /** `refused`: there is somebody, who does not let this agent in; tried again all the same. */
  onDown(why: string, refused?: boolean): void;
  /** `retained`: it was said before this link was there. */
  onMessage(payload: Buffer, retained?: boolean): void;
}

export interface Link {
  readonly isUp: boolean;
  /** QoS 1; `done` once the broker has it, which promises nothing, or once that will never be known. */
  publish(topic: string, payload: string, retain: boolean, done?: () => void): void;
  subscribe(topic: string): void;
  /** Says `last` retained on `topic` and leaves; where there is nobody to say it to, the will speaks. */
  close(topic: string, last: string): Promise<void>;
}

export interface Will {
  readonly topic: string;
  readonly payload: string;
}

/** Undefined where it is no JSON. */
export function readSaid(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Begins to connect, and goes on trying. */
export type Dial = (will: Will, events: LinkEvents) => Link;

/**
 * MQTT 3.1.1 with a clean session: what was missed is told again by the retained ack. The client's own reconnecting knows
 * one wait only, the same for all agents; it is off.
 * @param as the client id, or that with name and key. @param longest it waits before it tries again, ms. @param chance from 0 up to 1, another one in every agent
 */
export function mqttDial(
  brokerUrl: string,
  as: string | Caller,
  longest = mostMs,
  chance = chanceOf(randomBytes(4).readUInt32LE()),
): Dial {
  return ({ topic, payload }, events) => {
    const will = { topic, payload: Buffer.from(payload), qos: 1 as const, retain: true };
    const caller: Caller = typeof as === 'string' ? { clientId: as } : as;
    const client = mqtt.connect(brokerUrl, {
      clean: true,
      ...caller,
      reconnectPeriod: 0,
      will,
      keepalive: 10,
    });
    const stopTrying = goOnTrying(client, longest, chance);
    client.on('connect', () => {
      // A beat must not wait for the acknowledgement of what went before it (Nagle's algorithm, RFC 896).
      (client.stream as Partial<Socket>).setNoDelay?.(true);
      events.onUp();
    });
    client.on('message', (_topic, heard, { retain }) => events.onMessage(heard, retain));
    let isRefused = false;
    client.on('error', (error) => {
      const { code } = error as { code?: string | number };
      const refusal = refusalOf(code, caller.password !== undefined);
      isRefused = refusal !== undefined;
      events.onDown(refusal ?? (error.message || String(code)), isRefused);
    });
    client.on('close', () => {
      forgetUnderWay(client);
      // That it was closed after a refusal is no news.
      if (!isRefused) events.onDown('closed');
      isRefused = false;
    });
    return {
      get isUp() {
        return client.connected;
      },
      publish: (to, said, retain, done) => void client.publish(to, said, { qos: 1, retain }, () => done?.()),
      subscribe: (to) => void client.subscribe(to, { qos: 1 }),
      async close(to, last) {
        stopTrying();
        // It may break on the way: then the will speaks.
        if (client.connected) await client.publishAsync(to, last, { qos: 1, retain: true }).catch(() => {});
        // With a DISCONNECT where there is someone to say it to: else the will would speak after us.
        await client.endAsync(!client.connected);
      },
    };
  };
}

/**
 * Of what was under way when a connection ended it will never be known. The client, with its own reconnecting off, would
 * wait for it for ever: nobody would be told, and it could not end in peace.
 */
function forgetUnderWay(client: MqttClient): void {
  for (const id of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(id));
  client.emit('outgoingEmpty');
}

/** Tries again after every end of a connection. @returns calls it off */
function goOnTrying(client: MqttClient, longest: number, chance: () => number): () => void {
  let failures = 0;
  let again: NodeJS.Timeout | undefined;
  let steady: NodeJS.Timeout | undefined;
  let isOff = false;
  client.on('connect', () => {
    steady = setTimeout(() => {
      failures = 0;
    }, steadyMs);
  });
  client.on('close', () => {
    clearTimeout(steady);
    clearTimeout(again);
    if (isOff) return;
    again = setTimeout(() => client.reconnect(), waitMs(failures, chance, longest));
    failures += 1;
  });
  return () => {
    isOff = true;
    clearTimeout(steady);
    clearTimeout(again);
  };
}
