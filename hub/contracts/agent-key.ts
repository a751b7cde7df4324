// The key of an agent, known to the hub by its SHA-256 only, and the names under which whoever has one comes in by MQTT.
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, in letters that stand in a header as they are (RFC 6750 §2.1). */
export const freshKey = (): string => randomBytes(32).toString('base64url');

/** As it stands in the hub's file of keys: 64 hex digits. */
export const keyHash = (key: string): string => createHash('sha256').update(key).digest('hex');

export const isKey = (text: string): boolean => /^[A-Za-z0-9._~+/-]{16,256}=*$/.test(text);

/** The user name of an agent. A reader's is its name alone, which has no slash: neither can be the other's. */
export const agentUser = (site: string, agent: string): string => `${site}/${agent}`;

/** The user name of the hub itself on a broker that is not its own; no reader may be called so. */
export const hubUser = 'hub';

/**
 * How the client id of a user begins: the name itself, or the name, a colon and more. A slash, which some brokers refuse
 * there, is a dot; names hold neither dot nor colon, so nobody's beginning is another's.
 */
export const clientIdOf = (user: string, more = ''): string =>
  more === '' ? user.replace('/', '.') : `${user.replace('/', '.')}:${more}`;

/** Whose client id it would be. */
export const userOfClientId = (clientId: string): string => (clientId.split(':')[0] ?? '').replace('.', '/');
