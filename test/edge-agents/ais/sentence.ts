// Writes AIS sentences for tests, bit by bit, with no help from the decoder that they put to the test.
export type Part = readonly [value: number | string, width: number];

const bitsOf = (value: number, width: number): string =>
  (BigInt(value) & ((1n << BigInt(width)) - 1n)).toString(2).padStart(width, '0');

/** Six-bit ASCII (ITU-R M.1371 Annex 8, table 47), filled up with `@`. */
function textBits(said: string, width: number): string {
  const chars = said.padEnd(width / 6, '@').split('');
  return chars.map((char) => bitsOf(char.charCodeAt(0) & 63, 6)).join('');
}

export const bitString = (parts: readonly Part[]): string =>
  parts.map(([value, width]) => (typeof value === 'string' ? textBits(value, width) : bitsOf(value, width))).join('');

/** The armour of IEC 61162-1 and the number of fill bits. */
export function armour(bits: string): { readonly payload: string; readonly pad: number } {
  const pad = (6 - (bits.length % 6)) % 6;
  const sixes = (bits + '0'.repeat(pad)).match(/.{6}/g) ?? [];
  const char = (six: number): string => String.fromCharCode(six < 40 ? six + 48 : six + 56);
  return { payload: sixes.map((six) => char(Number.parseInt(six, 2))).join(''), pad };
}

const hex = (body: string): string => {
  let sum = 0;
  for (const byte of Buffer.from(body, 'latin1')) sum ^= byte;
  return sum.toString(16).toUpperCase().padStart(2, '0');
};

export const closed = (start: '!' | '$' | '', body: string): string => `${start}${body}*${hex(body)}`;

export function single(bits: string, talker = 'AIVDM'): string {
  const { payload, pad } = armour(bits);
  return closed('!', `${talker},1,1,,A,${payload},${pad}`);
}

/** The message in `total` sentences of about the same length. */
export function split(bits: string, total: number, id: string, channel = 'A'): string[] {
  const { payload, pad } = armour(bits);
  const size = Math.ceil(payload.length / total);
  return Array.from({ length: total }, (_, i) => {
    const piece = payload.slice(i * size, (i + 1) * size);
    return closed('!', `AIVDM,${total},${i + 1},${id},${channel},${piece},${i + 1 === total ? pad : 0}`);
  });
}

export const tagged = (tag: string, sentence: string): string => `\\${closed('', tag)}\\${sentence}`;
export const rmc = (hhmmss: string, ddmmyy: string, status = 'A'): string =>
  closed('$', `GPRMC,${hhmmss},${status},5250.53669,N,00542.34920,E,0.020,,${ddmmyy},,,A`);

export interface Fix {
  readonly mmsi: number;
  readonly speed: number;
  readonly lon: number;
  readonly lat: number;
  readonly course: number;
  readonly heading: number;
  readonly second: number;
}

export const aFix: Fix = {
  mmsi: 244660274,
  ...{ speed: 123, lon: 3406970, lat: -31713237, course: 2241, heading: 215, second: 47 },
};

export function classA(change: Partial<Fix> = {}, type = 1): string {
  const { mmsi, speed, lon, lat, course, heading, second } = { ...aFix, ...change };
  const start: Part[] = [
    [type, 6],
    [0, 2],
    [mmsi, 30],
    [5, 4],
    [-3, 8],
    [speed, 10],
    [1, 1],
  ];
  const end: Part[] = [
    [lon, 28],
    [lat, 27],
    [course, 12],
    [heading, 9],
    [second, 6],
    [0, 2],
    [0, 3],
    [1, 1],
    [49252, 19],
  ];
  return bitString([...start, ...end]);
}

export function classB(change: Partial<Fix> = {}): string {
  const { mmsi, speed, lon, lat, course, heading, second } = { ...aFix, ...change };
  const start: Part[] = [
    [18, 6],
    [0, 2],
    [mmsi, 30],
    [0, 8],
    [speed, 10],
    [1, 1],
    [lon, 28],
    [lat, 27],
    [course, 12],
  ];
  return bitString([
    ...start,
    [heading, 9],
    [second, 6],
    [0, 2],
    [1, 1],
    [0, 1],
    [1, 1],
    [1, 1],
    [0, 1],
    [0, 1],
    [1, 1],
    [917510, 20],
  ]);
}

/** Type 5 in full, 424 bits; cut it for the short ones. */
export const voyage = (mmsi = 371255000): string =>
  bitString([
    ...([
      [5, 6],
      [0, 2],
      [mmsi, 30],
      [2, 2],
      [9266633, 30],
      ['HP6683', 42],
      ['SEA ENTERPRISE', 120],
      [90, 8],
    ] as Part[]),
    ...([
      [13, 9],
      [15, 9],
      [1, 6],
      [6, 6],
      [1, 4],
      [3, 4],
      [29, 5],
      [11, 5],
      [0, 6],
      [14, 8],
    ] as Part[]),
    ...([
      ['LEMMER', 120],
      [0, 1],
      [0, 1],
    ] as Part[]),
  ]);

export const nameOf24 = (name: string, mmsi = 271041815): string =>
  bitString([
    [24, 6],
    [0, 2],
    [mmsi, 30],
    [0, 2],
    [name, 120],
  ]);

/** Part B; `last` is the 30 bits where a ship has its dimensions and an auxiliary craft its mother ship. */
export const craftOf24 = (mmsi: number, last: readonly Part[]): string =>
  bitString([
    [24, 6],
    [0, 2],
    [mmsi, 30],
    [1, 2],
    [60, 8],
    ['1D0', 18],
    [12, 4],
    [199796, 20],
    ['TC6163', 42],
    ...last,
    [0, 6],
  ]);
