// The one table of who may say and hear what over MQTT: the embedded broker asks it, and Mosquitto's ACL file is written from it.
import { eventClasses } from '../contracts/ids.ts';
import {
  ackTopic,
  alertTopics,
  cmdTopics,
  heardTopics,
  hubTopic,
  stateTopic,
  stateTopics,
  upTopic,
} from '../contracts/topics.ts';
import type { Identity } from './credentials.ts';

/** Topic filters (MQTT 3.1.1 §4.7). */
export interface Grants {
  readonly write: readonly string[];
  readonly read: readonly string[];
}

export function grantsOf(identity: Identity): Grants {
  if (identity.is === 'reader') {
    const sites = identity.sites === 'all' ? ['+'] : identity.sites;
    return { write: [], read: [...sites.flatMap((site) => [alertTopics(site), stateTopics(site)]), hubTopic] };
  }
  const { site, agent } = identity;
  return {
    write: [...eventClasses.map((cls) => upTopic(site, agent, cls)), stateTopic(site, agent)],
    read: [ackTopic(site, agent), cmdTopics(site, agent), hubTopic],
  };
}

/** Of the hub itself, on a broker that is not its own. What it retained in an earlier life it reads, and takes back. */
export const hubGrants: Grants = {
  write: [ackTopic('+', '+'), cmdTopics('+', '+'), alertTopics('+'), hubTopic],
  read: [...heardTopics, hubTopic],
};

/** What a filter lets through. It must hold nothing but levels, `+` and a last `#`. */
export function topicsOf(filter: string): RegExp {
  const levels = filter.replaceAll('+', '[^/]*').replace(/\/#$/, '(?:/.*)?');
  return new RegExp(`^${levels}$`, 's');
}

/** Whether all that a filter asks for is within what is granted. What begins with `$` is a broker's own, or shared, and never is. */
export function covers(grant: string, filter: string): boolean {
  const [granted, asked] = [grant.split('/'), filter.split('/')];
  for (const [i, level] of granted.entries()) {
    const one = asked[i];
    if (level === '#') return true;
    if (level === '+' ? one === undefined || one === '#' : one !== level) {
      return false;
    }
  }
  return asked.length === granted.length;
}
