// Passwords: kept as Argon2id (RFC 9106) in the PHC string format, never as they are.
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

/** OWASP's least for Argon2id: 19 MiB, two passes, one lane. KiB. */
const usual = { memory: 19_456, passes: 2, parallelism: 1 } as const;
/** What a file may ask of this machine at most. */
const most = { memory: 262_144, passes: 10, parallelism: 4 } as const;
const tagBytes = 32;

const shape = /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/;

/** `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, as Argon2's own command line writes it. @param nonce the salt, 16 bytes of chance */
export async function hashed(password: string, nonce: Buffer = randomBytes(16)): Promise<string> {
  const tag = await derive('argon2id', { message: password, nonce, tagLength: tagBytes, ...usual });
  const { memory, passes, parallelism } = usual;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(nonce)}$${plain(tag)}`;
}

/** One that can be checked with what this machine is willing to spend. */
export const isHash = (text: string): boolean => parametersOf(text) !== undefined;

/** False for what is no hash. */
export async function matches(password: string, hash: string): Promise<boolean> {
  const parameters = parametersOf(hash);
  if (parameters === undefined) return false;
  const { tag, ...rest } = parameters;
  const found = await derive('argon2id', { message: password, tagLength: tag.length, ...rest });
  return timingSafeEqual(found, tag);
}

function parametersOf(hash: string) {
  const [, m, t, p, salt = '', tag = ''] = shape.exec(hash) ?? [];
  const [memory, passes, parallelism] = [Number(m), Number(t), Number(p)];
  // RFC 9106 §3.1: at least 8 KiB a lane.
  const fits = memory >= 8 * parallelism && memory <= most.memory && passes >= 1 && passes <= most.passes;
  if (!fits || !(parallelism >= 1 && parallelism <= most.parallelism)) return undefined;
  return { memory, passes, parallelism, nonce: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}

/** Base64 without padding, as PHC strings have it. */
const plain = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
