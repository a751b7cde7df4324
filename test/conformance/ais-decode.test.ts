// Real sentences against gpsd's own decode of them: every field of every ship message, raw.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { decode, type Raw } from '../../edge-agents/ais/messages.ts';
import { SentenceReader } from '../../edge-agents/ais/nmea.ts';

const folder = resolve(
  process.env['EFENCE_SHARED_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data'),
  'ais',
);
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
    const name = names.get(raw['mmsi']);
    if (part === 1) names.delete(raw['mmsi']);
    return part === 1 && name !== undefined ? [{ ...name, ...raw } as Raw] : [];
  });
}

const once = (rows: readonly string[]): string[] => rows.filter((row, i) => row !== rows[i - 1]);

/** The oracle's rows of our types. */
function oracle(file: string, tidy: (rows: readonly string[]) => readonly string[] = (rows) => rows): Raw[] {
  const rows = read(file).filter((line) => line.includes('"class":"AIS"'));
  return tidy(rows)
    .map((row) => JSON.parse(row) as Raw)
    .filter(({ type }) => ours.has(Number(type)));
}

/** Without the texts that gpsd derives from numbers. */
const told = ({ class: _c, device: _d, scaled: _s, ...row }: Raw): Raw =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('_text'))) as Raw;

/** gpsd's scaling, applied to our raw values (drivers/driver_ais.c, "scaled"). */
function scaled(raw: Raw): Raw {
  const by = (name: string, scale: (value: number) => unknown) =>
    raw[name] === undefined ? {} : { [name]: scale(Number(raw[name])) };
  const seven = (value: number): number => Number((value / 600_000).toFixed(7));
  const tenth = (value: number): number => value / 10;
  const turns: Record<number, string> = { [-128]: 'n/a', [-127]: 'fastleft', 127: 'fastright' };
  const turn = (value: number): string => turns[value] ?? (Math.sign(value) * (value / 4.733) ** 2).toFixed(2);
  return {
    ...raw,
    ...by('lon', seven),
    ...by('lat', seven),
    ...by('speed', tenth),
    ...by('course', tenth),
    ...by('draught', tenth),
    ...by('turn', turn),
  } as Raw;
}

describe('AIS against gpsd', () => {
  before(function () {
    if (existsSync(folder)) return;
    console.warn(`SKIPPED: no conformance data at ${folder} (EFENCE_SHARED_DATA names another place)`);
    this.skip();
  });

  it('every ship message of the recorded log decodes to the raw values of the oracle', () => {
    // The daemon's log prints a row again with each clock sentence that follows; repeated rows are one.
    const expected = oracle('ais-nmea.log.chk', once).map(told);
    const got = decoded(read('ais-nmea.log'));
    expect(expected.length).to.be.greaterThan(100);
    expect(got.length).to.equal(expected.length);
    expect(got).to.deep.equal(expected);
  });

  it('every ship message of the annotated samples does, after gpsd’s scaling', () => {
    const expected = oracle('sample.aivdm.js.chk').map(told);
    const got = decoded(read('sample.aivdm')).map(scaled);
    expect(expected.length).to.be.greaterThan(10);
    expect(got.length).to.equal(expected.length);
    expect(got).to.deep.equal(expected);
  });
});
