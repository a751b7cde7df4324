// The door of the embedded broker: who comes in by which key, and what they may say and hear there. Knows nothing of aedes.
import { agentUser, clientIdOf, userOfClientId } from '../contracts/agent-key.ts';
import { isLoopback } from '../contracts/loopback.ts';
import { readTopic } from '../contracts/topics.ts';
import type { ErrorCode } from '../errors.ts';
import { type Admitted, Credentials, noAgents } from '../identity/credentials.ts';
import type { Refused } from '../identity/refusals.ts';
import { covers, grantsOf, topicsOf } from '../identity/topic-rights.ts';

/** What a CONNECT says of whoever sends it, and where it comes from. */
export interface Caller {
  readonly clientId: string;
  readonly user?: string | undefined;
  readonly key?: string | undefined;
  readonly willTopic?: string | undefined;
  readonly address: string;
}

/** One connection that was let in; without `admitted` someone who named nobody, on this very machine. */
export interface Guest {
  readonly who: string;
  readonly clientId: string;
  readonly admitted?: Admitted | undefined;
  readonly write?: ReadonlySet<string>;
  readonly read?: readonly string[];
  readonly hears?: readonly RegExp[];
  isOut: boolean;
}

export interface DoorParts {
  readonly credentials: Credentials;
  /** To be answered for. */
  readonly refused: (refused: Refused) => void;
}

/** Longer than a name of ours with what follows it; beyond it nobody means well. */
const clientIdMost = 128;
/** Connections of one identity: an agent that comes back while its old lines are not known to be dead, a reader's several tools. */
const linksMost = { agent: 8, reader: 32 };
/** Who named nobody, or somebody who is nobody. */
const stranger = 'unknown';

/** Open to its own machine, and answering to nobody. */
export const openDoor = (): MqttDoor => new MqttDoor({ credentials: new Credentials(noAgents, true), refused() {} });

export class MqttDoor {
  readonly #parts: DoorParts;
  readonly #links = new Map<string, number>();

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  /** Once for each change of the credentials: whoever is out by it is to be cut. */
  onChange(listener: () => void): void {
    this.#parts.credentials.onChange(listener);
  }

  /** Every guest is to `leave` once. */
  enter(caller: Caller): Guest | ErrorCode {
    const admitted = this.#admit(caller);
    const guest = typeof admitted === 'string' ? admitted : this.#guest(caller, admitted);
    const fault = typeof guest === 'string' ? guest : this.#fault(caller, guest);
    if (fault !== undefined) {
      const { user = '', clientId } = caller;
      const who = this.#parts.credentials.knows(user) ? user : stranger;
      const willed = fault === 'topic-foreign' ? `will on ${caller.willTopic}` : `client id ${clientId}`;
      this.#parts.refused({ who, what: 'mqtt-connect', code: fault, detail: willed });
      return fault;
    }
    const { who } = guest as Guest;
    this.#links.set(who, (this.#links.get(who) ?? 0) + 1);
    return guest;
  }

  leave({ who }: Guest): void {
    const left = (this.#links.get(who) ?? 1) - 1;
    if (left > 0) this.#links.set(who, left);
    else this.#links.delete(who);
  }

  /** Asked again of everyone after a change; who is out stays out. @returns whether this one still may be here */
  stands(guest: Guest): boolean {
    const { credentials } = this.#parts;
    const { admitted, clientId } = guest;
    const isStill =
      admitted === undefined ? credentials.isOpen && !this.#isAnothers(clientId) : credentials.stands(admitted);
    guest.isOut ||= !isStill;
    return !guest.isOut;
  }

  /** Also asked of a will, when it is to be said. @returns why not */
  publishFault(guest: Guest | undefined, topic: string): ErrorCode | undefined {
    const fault = guest === undefined || guest.isOut ? 'agent-key-wrong' : this.#topicFault(guest, topic);
    if (fault !== undefined && fault !== 'topic-unknown')
      this.#parts.refused({ who: guest?.who ?? stranger, what: 'mqtt-publish', code: fault, detail: topic });
    return fault;
  }

  maySubscribe(guest: Guest | undefined, filter: string): boolean {
    const may = guest !== undefined && !guest.isOut && this.#mayAsk(guest, filter);
    if (!may)
      this.#parts.refused({
        who: guest?.who ?? stranger,
        what: 'mqtt-subscribe',
        code: 'topic-foreign',
        detail: filter,
      });
    return may;
  }

  /** A packet longer than anything we would take ended its connection. */
  oversized(guest: Guest | undefined): void {
    this.#parts.refused({ who: guest?.who ?? stranger, what: 'mqtt-publish', code: 'request-oversized', detail: '' });
  }

  /** Whatever it has subscribed to. What agents observe is for the hub; acks, states and alerts are for whoever may ask. */
  mayHear(guest: Guest | undefined, topic: string): boolean {
    if (guest === undefined || guest.isOut) return false;
    if (guest.hears !== undefined) return guest.hears.some((granted) => granted.test(topic));
    return !topic.startsWith('$') && readTopic(topic)?.kind !== 'up';
  }

  #admit({ user, key, address }: Caller): Admitted | undefined | ErrorCode {
    const { credentials } = this.#parts;
    const isOpenTo = credentials.isOpen && isLoopback(address.replace(/^::ffff:/, ''));
    if (user !== undefined && credentials.knows(user)) return credentials.admit(user, key ?? '') ?? 'agent-key-wrong';
    if (isOpenTo) return undefined;
    return user === undefined ? 'agent-key-missing' : 'agent-key-wrong';
  }

  #guest({ clientId }: Caller, admitted: Admitted | undefined): Guest {
    if (admitted === undefined) return { who: stranger, clientId, isOut: false };
    const { write, read } = grantsOf(admitted.identity);
    const of = { write: new Set(write), read, hears: read.map(topicsOf) };
    return { who: admitted.identity.user, clientId, admitted, ...of, isOut: false };
  }

  /** Nothing of it was chosen by us: a client id of somebody else's would end their connection, a will is said in our name. */
  #fault({ clientId, willTopic }: Caller, guest: Guest): ErrorCode | undefined {
    const { admitted, who } = guest;
    const isOdd = clientId.length > clientIdMost || !/^[^\p{Cc}+#/$]*$/u.test(clientId);
    if (isOdd || this.#isForeign(clientId, admitted)) return 'client-id-foreign';
    const will = willTopic === undefined ? undefined : this.#topicFault(guest, willTopic);
    if (will !== undefined) return will;
    const most = admitted === undefined ? Infinity : linksMost[admitted.identity.is];
    return (this.#links.get(who) ?? 0) >= most ? 'connections-full' : undefined;
  }

  /** One that is not said is made by the broker, and is nobody's. */
  #isForeign(clientId: string, admitted: Admitted | undefined): boolean {
    if (clientId === '') return false;
    if (admitted === undefined) return this.#isAnothers(clientId);
    const own = clientIdOf(admitted.identity.user);
    return clientId !== own && !clientId.startsWith(`${own}:`);
  }

  #isAnothers(clientId: string): boolean {
    return this.#parts.credentials.knows(userOfClientId(clientId));
  }

  #topicFault({ write }: Guest, topic: string): ErrorCode | undefined {
    if (write !== undefined) return write.has(topic) ? undefined : 'topic-foreign';
    const heard = readTopic(topic);
    if (heard === undefined) return 'topic-unknown';
    return this.#parts.credentials.knows(agentUser(heard.site, heard.agent)) ? 'topic-foreign' : undefined;
  }

  #mayAsk({ read }: Guest, filter: string): boolean {
    return read === undefined ? !filter.startsWith('$') : read.some((granted) => covers(granted, filter));
  }
}
