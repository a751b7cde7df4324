// Real sentences against gpsd's own decode of them: every field of every ship message, raw.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { decode, type Raw } from '../../edge-agents/ais/messages.ts';
import { SentenceReader } from '../../edge-agents/ais/nmea.ts';

const folder = resolve(process.env['EFENCE_SHARED_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data'), 'ais');
const ours = new Set([1, 2, 3, 5, 18, 19, 24]);

const read = (file: string): string[] => readFileSync(join(folder, file), 'latin1').split(/\r?\n/);

function decoded(lines: readonly string[]): Raw[] {
  const reader = new SentenceReader();
  const names = new Map<unknown, Raw>();
  return lines.flatMap((line) => {
    const sentence = reader.read(line);
    if (sentence.kind !== 'ais') return [];
    const message = decode(sentence.bits);
    if ('code' in message) return [];
    const { part, ...raw } = message.raw;
    if (raw['type'] !== 24) return [raw];
    // gpsd tells of both parts as one, when B has come.
    if (part === 0) names.set(raw['mmsi'], raw);
    return part === 1 && names.has(raw['mmsi']) ? [{ ...names.get(raw['mmsi']), ...raw } as Raw] : [];
  });
}

/** The oracle's rows of our types, without texts derived from numbers; rows printed twice in a row are one. */
function oracle(file: string): Raw[] {
  const rows = read(file).filter((line) => line.includes('"class":"AIS"'));
  const once = rows.filter((row, i) => row !== rows[i - 1]);
  return once.map((row) => JSON.parse(row) as Raw).filter(({ type }) => ours.has(Number(type)));
}

const told = ({ class: _c, device: _d, scaled: _s, ...row }: Raw): Raw =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('_text'))) as Raw;

/** gpsd's scaling, applied to our raw values (drivers/driver_ais.c, "scaled"). */
function scaled(raw: Raw): Raw {
  const by = (name: string, scale: (value: number) => unknown) => (raw[name] === undefined ? {} : { [name]: scale(Number(raw[name])) });
  const seven = (value: number): number => Number((value / 600_000).toFixed(7));
  const tenth = (value: number): number => value / 10;
  const turns: Record<number, string> = { [-128]: 'n/a', [-127]: 'fastleft', 127: 'fastright' };
  const turn = (value: number): string => turns[value] ?? (Math.sign(value) * (value / 4.733) ** 2).toFixed(2);
  return { ...raw, ...by('lon', seven), ...by('lat', seven), ...by('speed', tenth), ...by('course', tenth), ...by('draught', tenth), ...by('turn', turn) } as Raw;
}

describe('AIS against gpsd', () => {
  before(function () {
    if (existsSync(folder)) return;
    console.warn(`SKIPPED: no conformance data at ${folder} (EFENCE_SHARED_DATA names another place)`);
    this.skip();
  });

  it('every ship message of the recorded log decodes to the raw values of the oracle', () => {
    const expected = oracle('ais-nmea.log.chk').map(told);
    const got = decoded(read('ais-nmea.log'));
    const once = got.filter((row, i) => JSON.stringify(row) !== JSON.stringify(got[i - 1]));
    expect(expected.length).to.be.greaterThan(100);
    expect(once.length).to.equal(expected.length);
    once.forEach((row, i) => expect(row).to.deep.equal(expected[i]));
  });

  it('every ship message of the annotated samples does, after gpsd’s scaling', () => {
    const expected = oracle('sample.aivdm.js.chk').map(told);
    const got = decoded(read('sample.aivdm')).map(scaled);
    expect(expected.length).to.be.greaterThan(10);
    expect(got.length).to.equal(expected.length);
    got.forEach((row, i) => expect(row).to.deep.equal(expected[i]));
  });
});
