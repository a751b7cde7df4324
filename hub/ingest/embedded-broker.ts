// The broker inside the hub: aedes on a TCP port. PUBACK is held back until the commit, in the one hook that runs before it.
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import { systemClock } from '../clock.ts';
import { batchLimits } from '../contracts/batch.ts';
import type { HubState } from '../contracts/hub-state.ts';
import { hubTopic, readTopic } from '../contracts/topics.ts';
import type { ErrorCode } from '../errors.ts';
import { Crowd } from './crowd.ts';
import type { Intake } from './intake.ts';
import { LateAnswers } from './late-answers.ts';
import { type Guest, type MqttDoor, openDoor } from './mqtt-door.ts';
import { PacketBound } from './packet-bound.ts';
import { WaitingRoom } from './waiting-room.ts';

/** Connections at a time; beyond it a new one is closed, and its agent tries again. */
const socketsMax = 2000;
/** Bytes a reader may leave unread, and how often we look: aedes waits for the slowest, and so would everyone else. */
const unreadMax = 1024 * 1024;
const sweepMs = 1000;
/** A reader that takes nothing at all for so many sweeps is gone, whatever its socket says. */
const stalledMax = 5;
/** At a stop so long for the last acks to leave. */
const leaveMs = 500;
/** A retained state longer than this is no state. */
const stateBytes = 4096;
/** MQTT 3.1.1 §3.2.2.3; what is no matter of the key or the client id is not authorised. */
const returnCodes: { readonly [code in ErrorCode]?: number } = {
  'client-id-foreign': 2,
  'connections-full': 3,
  'agent-key-wrong': 4,
  'agent-key-missing': 4,
};
const notAuthorised = 5;

/**
 * aedes writes PUBACK before any publish handler runs (lib/handlers/publish.js), so only `authorizePublish` can make
 * "acked" mean "on disk": its callback is called after the group commit. Wills come by the same hook.
 */
export class EmbeddedBroker {
  readonly #server: Server;
  readonly #aedes: Aedes;
  /** Each with the sweeps in a row at which it had not taken what was written to it. */
  readonly #sockets = new Map<Socket, number>();
  readonly #intake: Intake;
  readonly #door: MqttDoor;
  readonly #clients = new WeakMap<Socket, Client>();
  readonly #crowd = new Crowd(() => systemClock.steady());
  /** As whom each came in, or why it did not. Asked still when its will is to be said. */
  readonly #guests = new WeakMap<Client, Guest | ErrorCode>();
  readonly #late = new LateAnswers();
  readonly #sweeping: NodeJS.Timeout;
  /** Published, and not yet written to all who read it. */
  #publishing = 0;

  private constructor(aedes: Aedes, intake: Intake, door: MqttDoor) {
    this.#aedes = aedes;
    this.#intake = intake;
    this.#door = door;
    this.#guard();
    this.#hear();
    aedes.on('clientError', () => intake.linkError());
    aedes.on('connectionError', () => intake.linkError());
    // An ack behind a PUBACK would wait for the other end's delayed acknowledgement, 40 ms (RFC 1122 §4.2.3.2 and .4).
    this.#server = createServer({ noDelay: true }, (socket) => this.#take(socket));
    this.#server.maxConnections = socketsMax;
    this.#sweeping = setInterval(() => this.#sweep(), sweepMs).unref();
  }

  /** Without a door whoever is on this machine may come in. */
  static async open(intake: Intake, door = openDoor()): Promise<EmbeddedBroker> {
    const aedes = await Aedes.createBroker({ concurrency: 200, queueLimit: 200, maxClientsIdLength: 64 });
    return new EmbeddedBroker(aedes, intake, door);
  }

  /** Resolves to the port. @throws the server's error when the port is taken */
  async listen(port: number, host: string): Promise<number> {
    const { hubId: hub, life } = this.#intake;
    this.#intake.link(true);
    this.publish(hubTopic, JSON.stringify({ online: true, hub, life, link: 1 } satisfies HubState));
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve());
    });
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  publish(topic: string, payload: string, retain = true): void {
    const packet = { cmd: 'publish' as const, topic, payload, qos: 1 as const, retain, dup: false };
    this.#publishing += 1;
    this.#aedes.publish(packet, () => {
      this.#publishing -= 1;
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    this.#late.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    // The last acks are on their way; who does not take them is not waited for. Read on meanwhile: what lies unread when a
    // connection is closed makes the other end forget what it was sent (RFC 1122 §4.2.2.13).
    const impatience = setTimeout(() => {
      for (const socket of this.#sockets.keys()) socket.destroy();
    }, leaveMs);
    while (this.#publishing > 0 && this.#sockets.size > 0) await new Promise((turn) => setTimeout(turn, 5));
    for (const socket of this.#sockets.keys()) socket.end();
    await closed;
    clearTimeout(impatience);
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
  }

  /** Who comes in is asked once, at CONNECT, with all that it says; and again of everyone when the credentials change. */
  #guard(): void {
    const [aedes, door] = [this.#aedes, this.#door];
    aedes.preConnect = (client, packet, done) => {
      // No session outlives its connection, or the queue of one that never returns would grow for ever. Nothing is lost:
      // what an agent missed it is told by the retained ack, and a reader of alerts by the retained alerts.
      packet.clean = true;
      const { clientId, username: user, password, will } = packet;
      const address = (client.conn as Socket).remoteAddress ?? '';
      const guest = door.enter({ clientId, user, key: password?.toString('utf8'), willTopic: will?.topic, address });
      this.#guests.set(client, guest);
      if (typeof guest !== 'string') client.conn.once('close', () => door.leave(guest));
      done(null, true);
    };
    aedes.authenticate = (client, _user, _password, done) => {
      const guest = this.#guests.get(client) ?? 'agent-key-missing';
      if (typeof guest !== 'string') return done(null, true);
      const refuse = (): void =>
        done(Object.assign(new Error(guest), { returnCode: returnCodes[guest] ?? notAuthorised }), null);
      if (guest !== 'agent-key-wrong') refuse();
      else if (!this.#late.give(refuse)) client.conn.destroy();
    };
    // MQTT 3.1.1 §3.8.4: refused alone, and the connection stays.
    aedes.authorizeSubscribe = (client, sub, done) =>
      done(null, door.maySubscribe(this.#guest(client), sub.topic) ? sub : null);
    aedes.authorizeForward = (client, packet) => (door.mayHear(this.#guest(client), packet.topic) ? packet : null);
    door.onChange(() => this.#recheck());
  }

  #hear(): void {
    const [aedes, intake] = [this.#aedes, this.#intake];
    // Each connection may have some under way that is not acked; what was said by one that is gone must not be held besides.
    const waiting = new WaitingRoom<Client>(() => intake.room());
    aedes.on('clientDisconnect', (client) => waiting.leave(client));
    aedes.authorizePublish = (client, packet, done) => {
      const fault = client === null ? 'topic-foreign' : this.#door.publishFault(this.#guest(client), packet.topic);
      const heard = readTopic(packet.topic);
      if (fault !== undefined || heard === undefined) {
        // MQTT 3.1.1 §3.3.5 knows no refusal of a publish but the end of the connection.
        if (fault === 'topic-unknown') intake.foreign(packet.topic);
        return done(new Error(fault ?? 'topic-unknown'));
      }
      const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
      // One byte over the bound is enough to be refused as oversized; the rest need not reach the journal.
      const hear = (): void =>
        intake.hear(heard, payload.subarray(0, batchLimits.bytes + 1), () => {
          packet.retain &&=
            heard.kind === 'state' && payload.length <= stateBytes && intake.belongs(heard.site, heard.agent);
          done(null);
        });
      // A will is of one who is gone: it has no next time.
      if (client === null || client.closed) hear();
      else waiting.enter(client, hear);
    };
  }

  #guest(client: Client): Guest | undefined {
    const guest = this.#guests.get(client);
    return typeof guest === 'string' ? undefined : guest;
  }

  /** Cuts whoever may no longer be here, at once: what they are saying is heard no more, and neither is their will. */
  #recheck(): void {
    for (const socket of this.#sockets.keys()) {
      const client = this.#clients.get(socket);
      const guest = client && this.#guest(client);
      if (guest !== undefined && !this.#door.stands(guest)) socket.destroy();
    }
  }

  #take(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    if (!this.#crowd.comes(address)) {
      this.#intake.linkError();
      return void socket.destroy();
    }
    const bound = new PacketBound();
    this.#sockets.set(socket, 0);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#crowd.leaves(address);
    });
    const client = this.#aedes.handle(socket);
    this.#clients.set(socket, client);
    socket.on('data', (chunk) => {
      if (bound.admits(chunk)) return;
      this.#intake.linkError();
      this.#door.oversized(this.#guest(client));
      socket.destroy();
    });
  }

  #sweep(): void {
    for (const [socket, stalled] of this.#sockets) {
      const unread = socket.writableNeedDrain ? stalled + 1 : 0;
      this.#sockets.set(socket, unread);
      if (socket.writableLength <= unreadMax && unread <= stalledMax) continue;
      this.#intake.linkError();
      socket.destroy();
    }
  }
}
