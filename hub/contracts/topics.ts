// MQTT topic names, written and read in one place. The identity is in the topic, so that a broker's ACL can enforce it.
import type { EventClass } from './ids.ts';

const root = 'efence/v1';

export const upTopic = (site: string, agent: string, cls: EventClass): string => `${root}/${site}/${agent}/up/${cls}`;
export const ackTopic = (site: string, agent: string): string => `${root}/${site}/${agent}/ack`;
export const stateTopic = (site: string, agent: string): string => `${root}/${site}/${agent}/state`;
/** The hub's own: retained birth and will. */
export const hubTopic = `${root}/hub/state`;
export const alertTopic = (site: string, id: string): string => `${root}/${site}/alerts/${id}`;

/** What only one agent is told to do. */
export const cmdTopics = (site: string, agent: string): string => `${root}/${site}/${agent}/cmd/#`;
/** Of a site, or of all with `+`: its alerts, and what its agents say of themselves. */
export const alertTopics = (site: string): string => `${root}/${site}/alerts/#`;
export const stateTopics = (site: string): string => `${root}/${site}/+/state`;

/** What a hub on an external broker subscribes to: what agents say, and what an earlier hub left retained. */
export const heardTopics = [
  ...[`${root}/+/+/up/urgent`, `${root}/+/+/up/routine`, `${root}/+/+/state`],
  `${root}/+/alerts/+`,
] as const;

/** A topic the hub listens on, taken apart. */
export type Heard =
  | { readonly kind: 'up'; readonly site: string; readonly agent: string; readonly class: EventClass }
  | { readonly kind: 'state'; readonly site: string; readonly agent: string };

const site = '([a-z0-9][a-z0-9-]{1,31})';
const agent = '(?!alerts/)([a-z0-9][a-z0-9-]{0,31})';
const heard = new RegExp(`^${root}/${site}/${agent}/(?:up/(urgent|routine)|(state))$`);
const told = new RegExp(`^${root}/${site}/alerts/([0-9a-f]{16})$`);

/** Reads a topic an agent publishes on; undefined for any other. */
export function readTopic(topic: string): Heard | undefined {
  const m = heard.exec(topic);
  if (m === null) return undefined;
  const [, site = '', agent = '', cls, state] = m;
  if (state !== undefined) return { kind: 'state', site, agent };
  return { kind: 'up', site, agent, class: cls as EventClass };
}

/** The alert a topic retains; undefined for any other topic. */
export function readAlertTopic(topic: string): string | undefined {
  return told.exec(topic)?.[2];
}
