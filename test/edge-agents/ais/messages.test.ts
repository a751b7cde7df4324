// Messages bit by bit: what is too short, what is not ours, and what two other decoders read in the same sentences.
import { createRequire } from 'node:module';
import { expect } from 'chai';
import { Bits } from '../../../edge-agents/ais/bits.ts';
import { decode, type Raw } from '../../../edge-agents/ais/messages.ts';
import { SentenceReader } from '../../../edge-agents/ais/nmea.ts';
import { aFix, armour, bitString, classA, classB, craftOf24, nameOf24, single, split, voyage } from './sentence.ts';

const require = createRequire(import.meta.url);

function read(bits: string): Raw | string {
  const { payload, pad } = armour(bits);
  const unarmoured = Bits.unarmour(payload, pad);
  if (unarmoured === undefined) return 'armour';
  const decoded = decode(unarmoured);
  return 'raw' in decoded ? decoded.raw : decoded.code;
}

const a24 = nameOf24('PROGUY');
const b24 = craftOf24(271041815, [
  [0, 9],
  [15, 9],
  [0, 6],
  [5, 6],
]);
const sizes: readonly (readonly [name: string, bits: string, said: unknown])[] = [
  ['type 1 in full', classA(), 'raw'],
  ['type 1 of 163 bits', classA().slice(0, 163), 'raw'],
  ['type 1 a bit shorter', classA().slice(0, 162), 'too-short'],
  ['type 18 a bit short', classB().slice(0, 167), 'too-short'],
  ['type 5 in full', voyage(), 'raw'],
  ['type 5 of 422 bits', voyage().slice(0, 422), 'raw'],
  ['type 5 of 420 bits', voyage().slice(0, 420), 'raw'],
  ['type 5 of one sentence alone', voyage().slice(0, 336), 'too-short'],
  ['type 24 A of 160 bits', a24, 'raw'],
  ['type 24 A of 168 bits', `${a24}00000000`, 'raw'],
  ['type 24 A cut', a24.slice(0, 159), 'too-short'],
  ['type 24 B', b24, 'raw'],
  ['type 24 B cut', b24.slice(0, 161), 'too-short'],
  [
    'type 24 C, which is not',
    bitString([
      [24, 6],
      [0, 2],
      [271041815, 30],
      [2, 2],
      ['X', 120],
    ]),
    'type-not-ours',
  ],
  [
    'type 4, a base station',
    bitString([
      [4, 6],
      [0, 2],
      [3669702, 30],
      [0, 130],
    ]),
    'type-not-ours',
  ],
  ['nothing', '', 'type-not-ours'],
];

/** What the package `ais-stream-decoder` reads. */
function streamed(lines: readonly string[]): Promise<Record<string, unknown>> {
  const { default: Decoder } = require('ais-stream-decoder') as { default: new () => NodeJS.ReadWriteStream };
  return new Promise((done, fail) => {
    const decoder = new Decoder();
    decoder.on('data', (said: Buffer | string) => done(JSON.parse(String(said)) as Record<string, unknown>));
    decoder.on('error', fail);
    for (const line of lines) decoder.write(line);
  });
}

/** What the package `ggencoder` writes. */
function written(message: Record<string, unknown>): Raw {
  const { AisEncode } = require('ggencoder') as {
    AisEncode: new (message: unknown) => { nmea: string; valid: boolean };
  };
  const { nmea } = new AisEncode(message);
  const sentence = new SentenceReader().read(nmea);
  const decoded = sentence.kind === 'ais' ? decode(sentence.bits) : { code: sentence.kind };
  if (!('raw' in decoded)) throw new Error(`${nmea}: ${decoded.code}`);
  return decoded.raw;
}

describe('AIS messages', () => {
  for (const [name, bits, said] of sizes) {
    it(`${name} is ${said}`, () => {
      const got = read(bits);
      expect(typeof got === 'string' ? got : 'raw').to.equal(said);
    });
  }

  it('a class A report comes back as it was written, negative numbers and all', () => {
    const rest = { type: 1, repeat: 0, status: 5, turn: -3, accuracy: true, maneuver: 0, raim: true, radio: 49252 };
    expect(read(classA())).to.deep.equal({ ...aFix, ...rest });
  });

  it('a type 5 cut before its last bits says the same, and its DTE reads 0', () => {
    expect(read(voyage().slice(0, 422))).to.deep.equal(read(voyage()));
  });

  it('an auxiliary craft names its mother ship and has no dimensions', () => {
    const got = read(craftOf24(982710418, [[271041815, 30]])) as Raw;
    expect(got).to.include({ mothership_mmsi: 271041815, callsign: 'TC6163', shiptype: 60, serial: 199796 });
    expect(got).to.not.have.any.keys('to_bow', 'to_stern', 'to_port', 'to_starboard');
  });
});

describe('AIS messages, second opinions', () => {
  it('ais-stream-decoder reads the same class A report', async () => {
    const other = await streamed([single(classA())]);
    const { lon, lat, ...rest } = other;
    expect(rest).to.include({ mmsi: aFix.mmsi, navStatus: 5, speedOverGround: 12.3, courseOverGround: 224.1 });
    expect(rest).to.include({ heading: 215, utcSecond: 47, accuracy: true, raim: true, radio: 49252 });
    expect(Number(lon)).to.be.closeTo(aFix.lon / 600_000, 1e-6);
    expect(Number(lat)).to.be.closeTo(aFix.lat / 600_000, 1e-6);
  });

  it('ais-stream-decoder reads the same class B report', async () => {
    const { lon, lat, ...rest } = await streamed([single(classB())]);
    expect(rest).to.include({ mmsi: aFix.mmsi, speedOverGround: 12.3, courseOverGround: 224.1, heading: 215 });
    expect(Number(lon)).to.be.closeTo(aFix.lon / 600_000, 1e-6);
    expect(Number(lat)).to.be.closeTo(aFix.lat / 600_000, 1e-6);
  });

  it('ais-stream-decoder reads the same voyage out of two parts', async () => {
    const other = await streamed(split(voyage(), 2, '3'));
    const ours = read(voyage()) as Raw;
    expect(other).to.include({ mmsi: ours['mmsi'], callsign: ours['callsign'], name: ours['shipname'] });
    expect(other).to.include({ destination: ours['destination'], draught: Number(ours['draught']) / 10 });
  });

  it('what ggencoder writes, we read: class A, class B, both parts of 24', () => {
    const fix = { mmsi: 227006760, lon: -123.5, lat: 48.25, sog: 12.5, cog: 224.5, hdg: 215 };
    const raw = {
      mmsi: 227006760,
      lon: -74_100_000,
      lat: 28_950_000,
      speed: 125,
      course: 2245,
      heading: 215,
      second: 60,
    };
    const text = { ...fix, mmsi: '227006760', repeat: 0 };
    expect(written({ ...text, aistype: 3, navstatus: 1, rot: 0 })).to.include({ ...raw, type: 3, status: 1 });
    expect(written({ ...text, aistype: 18, accuracy: 1 })).to.include({ ...raw, type: 18, accuracy: true });
    const named = { aistype: 24, repeat: 0, mmsi: '271041815' };
    expect(written({ ...named, part: 0, shipname: 'PROGUY' })).to.include({ shipname: 'PROGUY', mmsi: 271041815 });
    const hull = { cargo: 60, callsign: 'TC6163', dimA: 1, dimB: 15, dimC: 2, dimD: 5 };
    const said = { shiptype: 60, callsign: 'TC6163', to_bow: 1, to_stern: 15, to_port: 2, to_starboard: 5 };
    expect(written({ ...named, part: 1, ...hull })).to.include(said);
  });
});
