// The payload of an AIVDM sentence as bits: six-bit armour off, then unsigned, signed and text fields (ITU-R M.1371).

const text = '@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !"#$%&\'()*+,-./0123456789:;<=>?';

export class Bits {
  readonly length: number;
  readonly #six: Uint8Array;

  private constructor(six: Uint8Array, length: number) {
    this.#six = six;
    this.length = length;
  }

  /** Takes the armour off; `pad` is the number of fill bits at the end. Undefined when a character is not armour. */
  static unarmour(payload: string, pad: number): Bits | undefined {
    const six = new Uint8Array(payload.length);
    for (let i = 0; i < payload.length; i += 1) {
      const code = payload.charCodeAt(i);
      const isArmour = (code >= 48 && code <= 87) || (code >= 96 && code <= 119);
      if (!isArmour) return undefined;
      six[i] = code < 88 ? code - 48 : code - 56;
    }
    return new Bits(six, payload.length * 6 - pad);
  }

  /** Bits beyond the end read as 0, as the standard has a receiver fill up a short message. */
  unsigned(start: number, width: number): number {
    let value = 0;
    for (let i = start; i < start + width; i += 1) {
      const bit = i < this.length ? ((this.#six[(i / 6) | 0] ?? 0) >> (5 - (i % 6))) & 1 : 0;
      value = value * 2 + bit;
    }
    return value;
  }

  signed(start: number, width: number): number {
    const value = this.unsigned(start, width);
    return value >= 2 ** (width - 1) ? value - 2 ** width : value;
  }

  flag(start: number): boolean {
    return this.unsigned(start, 1) === 1;
  }

  /** Six-bit text up to the first `@`, trailing blanks off. */
  text(start: number, width: number): string {
    let said = '';
    for (let i = start; i + 6 <= start + width; i += 6) {
      const char = text[this.unsigned(i, 6)] ?? '@';
      if (char === '@') break;
      said += char;
    }
    return said.trimEnd();
  }
}
