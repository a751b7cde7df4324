// What an RFID reader reports, the hexadecimal content of a tag's EPC bank, decoded to its pure identity.
import { type Epc, makeEpc } from './epc.ts';
import { bad, good, type Reading } from './reading.ts';

export interface TaggedEpc {
  readonly epc: Epc;
  /** The coding on the tag, such as `sgtin-96`. */
  readonly coding: string;
  /** Filter value 0–7, for the air only: it is not a part of the identity. */
  readonly filter: number;
}

export type TagFault = 'form' | 'header' | 'length' | 'content';

/** One field after the company prefix. */
interface Field {
  readonly as: 'padded' | 'number' | 'two' | 'after-one' | 'chars' | 'zero';
  readonly bits: number;
  /** Digits of prefix and field together; `bits` is then of both, too. */
  readonly withPrefix?: number;
}

interface Coding {
  readonly name: string;
  readonly bits: number;
  readonly fields: readonly Field[];
}

const padded = (bits: number, withPrefix: number): Field => ({ as: 'padded', bits, withPrefix });
const number = (bits: number, withPrefix?: number): Field => ({ as: 'number', bits, withPrefix });
const chars = (count: number): Field => ({ as: 'chars', bits: count * 7 });
const unused: Field = { as: 'zero', bits: 24 };
const two: Field = { as: 'two', bits: 7 };

// TDS 1.13, chapter 14, by header byte. Each begins with header (8), filter (3) and partition (3). Not here, for no tag
// of a port has them: GID and DoD, which have no partition, and the variable codings of CPI and ADI.
const codings: Readonly<Record<string, Coding>> = {
  '2C': { name: 'gdti-96', bits: 96, fields: [padded(41, 12), number(41)] },
  '2D': { name: 'gsrn-96', bits: 96, fields: [padded(58, 17), unused] },
  '2E': { name: 'gsrnp-96', bits: 96, fields: [padded(58, 17), unused] },
  '30': { name: 'sgtin-96', bits: 96, fields: [padded(44, 13), number(38)] },
  '31': { name: 'sscc-96', bits: 96, fields: [padded(58, 17), unused] },
  '32': { name: 'sgln-96', bits: 96, fields: [padded(41, 12), number(41)] },
  '33': { name: 'grai-96', bits: 96, fields: [padded(44, 12), number(38)] },
  '34': { name: 'giai-96', bits: 96, fields: [number(82, 25)] },
  '36': { name: 'sgtin-198', bits: 198, fields: [padded(44, 13), chars(20)] },
  '37': { name: 'grai-170', bits: 170, fields: [padded(44, 12), chars(16)] },
  '38': { name: 'giai-202', bits: 202, fields: [{ as: 'chars', bits: 188, withPrefix: 30 }] },
  '39': { name: 'sgln-195', bits: 195, fields: [padded(41, 12), chars(20)] },
  '3C': { name: 'cpi-96', bits: 96, fields: [number(51, 15), number(31)] },
  '3E': { name: 'gdti-174', bits: 174, fields: [padded(41, 12), chars(17)] },
  '3F': { name: 'sgcn-96', bits: 96, fields: [padded(41, 12), { as: 'after-one', bits: 41 }] },
  '40': { name: 'itip-110', bits: 110, fields: [padded(44, 13), two, two, number(38)] },
  '41': { name: 'itip-212', bits: 212, fields: [padded(44, 13), two, two, chars(20)] },
};

/** Bits of a company prefix of 12, 11, … 6 digits: partition values 0 to 6. */
const prefixBits = [40, 37, 34, 30, 27, 24, 20];

/**
 * Decodes an EPC bank as LLRP and most readers report it: hexadecimal, with or without spaces, filled with zeros to a
 * whole digit, byte or word.
 * @returns `form`: not hexadecimal; `header`: another coding, or none of EPC at all; `length`: too short, or longer
 * than the word the coding ends in; `content`: a number where none fits, a character that is none, bits that must be 0
 */
export function readEpcHex(text: string): Reading<TaggedEpc, TagFault> {
  const hex = text.replace(/\s+/g, '').toUpperCase();
  if (!/^[0-9A-F]{2,}$/.test(hex)) return bad('form');
  const coding = codings[hex.slice(0, 2)];
  if (coding === undefined) return bad('header');
  const spare = hex.length * 4 - coding.bits;
  if (spare < 0 || spare >= 16) return bad('length');
  const bits = [...hex].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  const parts = partsOf(coding, bits);
  if (parts === undefined || bits.includes('1', coding.bits)) return bad('content');
  const epc = makeEpc('id', coding.name.replace(/-.*/, ''), parts);
  return epc.ok
    ? good({ epc: epc.value, coding: coding.name, filter: Number(`0b${bits.slice(8, 11)}`) })
    : bad('content');
}

/** The components, or undefined where one of them cannot be. */
function partsOf(coding: Coding, bits: string): string[] | undefined {
  const partition = Number(`0b${bits.slice(11, 14)}`);
  const width = prefixBits[partition];
  if (width === undefined) return undefined;
  const taken = 12 - partition;
  let at = 14 + width;
  const parts = [decimal(bits.slice(14, at), taken)?.padStart(taken, '0')];
  for (const field of coding.fields) {
    const start = at;
    at += field.withPrefix === undefined ? field.bits : field.bits - width;
    const part = partOf(field, bits.slice(start, at), taken);
    if (field.as !== 'zero' || part === undefined) parts.push(part);
  }
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** @param taken digits that the company prefix has taken of those it shares with the field */
function partOf(field: Field, bits: string, taken: number): string | undefined {
  const most = field.withPrefix === undefined ? 13 : field.withPrefix - taken;
  if (field.as === 'zero' || (field.as === 'padded' && most === 0)) return bits.includes('1') ? undefined : '';
  if (field.as === 'chars') return charsOf(bits);
  if (field.as === 'number') return decimal(bits, most);
  if (field.as === 'padded') return decimal(bits, most)?.padStart(most, '0');
  return field.as === 'two' ? decimal(bits, 2)?.padStart(2, '0') : afterOne(bits);
}

function decimal(bits: string, most: number): string | undefined {
  const digits = BigInt(`0b${bits}`).toString();
  return digits.length <= most ? digits : undefined;
}

/** A number that may begin with zeros is written behind a 1 (the numeric string of TDS). */
const afterOne = (bits: string): string | undefined => /^1([0-9]+)$/.exec(BigInt(`0b${bits}`).toString())?.[1];

/** Seven bits a character, ended by a zero character, after which all is zero, odd bits at the end too. */
function charsOf(bits: string): string | undefined {
  const end = bits.match(/.{7}/g)?.indexOf('0000000') ?? 0;
  const count = end < 0 ? Math.floor(bits.length / 7) : end;
  if (bits.includes('1', count * 7)) return undefined;
  const codes = bits.slice(0, count * 7).match(/.{7}/g) ?? [];
  return codes.map((code) => String.fromCharCode(Number(`0b${code}`))).join('');
}
