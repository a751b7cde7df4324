// What things bear: plates (GA 36), container numbers (ISO 6346), electronic plates (EPC GIAI) and seals, all made up.
import { containerCheckDigit } from '../../hub/contracts/identity/container.ts';
import { chanceOf, drawOf } from './chance.ts';

/** No I and no O: they look like digits. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** 粤S is Dongguan, 粤A Guangzhou, 粤B Shenzhen; 粤Z crosses to Hong Kong and Macao. */
const homes = ['粤S', '粤S', '粤S', '粤S', '粤B', '粤A'];

/** The nth truck's plate: no two of the first ten thousand are alike. One in ten crosses the border, one is electric. */
export function plateOf(seed: number, n: number): string {
  const next = chanceOf(seed, n, 1);
  const letter = letters[Math.floor(next() * letters.length)] ?? 'A';
  const digits = String((n * 7919 + drawOf(10_000, seed)) % 10_000).padStart(4, '0');
  const kind = next();
  if (kind < 0.1) return `粤Z${digits}港`;
  const home = homes[Math.floor(next() * homes.length)] ?? '粤S';
  return kind < 0.2 ? `${home}0${digits}F` : `${home}${letter}${digits}`;
}

/** No shipping line: whoever reads one of these numbers knows that it is simulated. */
const owner = 'SIMU';
const serials = 1_000_000;

/** The nth box's number (ISO 6346). */
export function boxOf(seed: number, n: number): string {
  const serial = (drawOf(serials, seed) + n * 7) % serials;
  const stem = owner + String(serial).padStart(6, '0');
  return stem + containerCheckDigit(stem);
}

/** The nth truck's electronic plate: a GIAI of a company prefix that is nobody's here. */
export const tagOf = (n: number): string => `tag:urn:epc:id:giai:6954321.${100_000 + n}`;

export const sealOf = (n: number): string => `seal:SIM${String(n % 10_000_000).padStart(7, '0')}`;
