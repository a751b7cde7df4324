// The committed lottery: which movements are looked at follows from the day's key, that nobody knows and nobody can change.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Tier } from '../contracts/class-schemes.ts';

const keyBytes = 32;
/** Rates are whole millionths, so that the comparison is exact. */
const million = 1_000_000;

/** A new day's key, 64 hex digits. Made once: whoever could make it again could choose. */
export const newKey = (): string => randomBytes(keyBytes).toString('hex');

/** What is published before the day begins: SHA-256 of the key's bytes, in hex. */
export const commitmentOf = (key: string): string => createHash('sha256').update(Buffer.from(key, 'hex')).digest('hex');

/** u = HMAC-SHA256(key, movement) as a fraction of 2^256; drawn when u < rate, exactly. */
export function isDrawn(key: string, movement: string, rate: number): boolean {
  const mac = createHmac('sha256', Buffer.from(key, 'hex')).update(movement, 'utf8').digest('hex');
  return BigInt(`0x${mac}`) * BigInt(million) < BigInt(Math.round(rate * million)) << 256n;
}

/** Of the port's base rate, with floors: they deter, and without them nobody would learn how compliant the trusted are. */
const shares: Readonly<Record<Tier, { readonly share: number; readonly floor: number }>> = {
  T1: { share: 0.2, floor: 0.01 },
  T2: { share: 0.5, floor: 0.02 },
  T3: { share: 1, floor: 0 },
  T4: { share: 1, floor: 0.8 },
  T5: { share: 1, floor: 1 },
};

/** Of a movement behind which no party is known the base rate itself. @param base 0–1; 0 draws nobody */
export function rateOf(tier: Tier | undefined, base: number): number {
  if (tier === undefined || base === 0) return base;
  const { share, floor } = shares[tier];
  return Math.round(Math.min(1, Math.max(base * share, floor)) * million) / million;
}
