// The key under which an agent brings video: made where it is used, known to the hub by its SHA-256 only.
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, in letters that stand in a header as they are (RFC 6750 §2.1). */
export const freshKey = (): string => randomBytes(32).toString('base64url');

/** As it stands in the hub's file of keys: 64 hex digits. */
export const keyHash = (key: string): string => createHash('sha256').update(key).digest('hex');
