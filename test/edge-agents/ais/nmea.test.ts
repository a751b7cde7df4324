// What a line of NMEA 0183 is taken for: AIS, a clock, or a refusal by code.
import { expect } from 'chai';
import { SentenceReader } from '../../../edge-agents/ais/nmea.ts';
import { classA, closed, rmc, single, split, tagged, voyage } from './sentence.ts';

const one = single(classA());
const [first = '', second = ''] = split(voyage(), 2, '7');
const [of3a = '', of3b = '', of3c = ''] = split(voyage(), 3, '4');
const [onB = ''] = split(voyage(), 2, '7', 'B');
const april = Date.UTC(2020, 3, 7, 21, 39, 50);

/** Each line as one word: the bits of a message, the time of a clock, the code of a refusal. */
function heard(lines: readonly string[]): (string | number)[] {
  const reader = new SentenceReader();
  return lines.map((line) => {
    const sentence = reader.read(line);
    if (sentence.kind === 'ais') return `${sentence.bits.length} bits`;
    return sentence.kind === 'clock' ? sentence.time : sentence.code;
  });
}

const cases: readonly (readonly [name: string, lines: readonly string[], said: readonly (string | number)[]])[] = [
  ['a single message', [one], ['168 bits']],
  ['own ship', [single(classA(), 'AIVDO')], ['168 bits']],
  ['a base station’s talker', [single(classA(), 'BSVDM')], ['168 bits']],
  ['a line end that stayed on', [`${one}\r`], ['168 bits']],
  ['a small checksum in lower case', [one.replace(/..$/, (sum) => sum.toLowerCase())], ['168 bits']],
  ['a wrong checksum', [one.replace(/A,1/, 'B,1')], ['checksum']],
  ['no checksum', [one.slice(0, -3)], ['malformed']],
  ['no fill bits', [closed('!', 'AIVDM,1,1,,A,13aDp<PP000IwSlN?Wm@0?wN2<1T,')], ['malformed']],
  ['part 0', [closed('!', 'AIVDM,2,0,1,A,13aDp,0')], ['malformed']],
  ['part 3 of 2', [closed('!', 'AIVDM,2,3,1,A,13aDp,0')], ['malformed']],
  ['a character that is no armour', [closed('!', 'AIVDM,1,1,,A,13aDpX,0')], ['armour']],
  ['another sentence of the receiver', [closed('$', 'GPVTG,,T,,M,0.020,N,0.038,K,A')], ['not-ours']],
  ['an answer of the receiver', [closed('!', 'AIABK,1,2,3')], ['not-ours']],
  ['rubbish', ['hello'], ['malformed']],
  ['a tag block', [tagged('s:r3,c:1586295590', one)], ['168 bits']],
  ['two parts', [first, second], ['part-waiting', '424 bits']],
  ['three parts', [of3a, of3b, of3c], ['part-waiting', 'part-waiting', '424 bits']],
  [
    'two parts with others between',
    [first, one, of3a, second],
    ['part-waiting', '168 bits', 'part-waiting', '424 bits'],
  ],
  ['the second part first', [second, first], ['part-orphan', 'part-waiting']],
  ['the second part alone', [second], ['part-orphan']],
  ['the third part after the first', [of3a, of3c, of3b], ['part-waiting', 'part-orphan', 'part-orphan']],
  ['the second part after that of another channel', [onB, second], ['part-waiting', 'part-orphan']],
  ['a second part that comes twice', [first, second, second], ['part-waiting', '424 bits', 'part-orphan']],
  ['RMC', [rmc('213950.00', '070420')], [april]],
  ['RMC with parts of a second', [rmc('213950.25', '070420')], [april + 250]],
  ['RMC without its checksum right', [`${rmc('213950.00', '070420').slice(0, -2)}00`], ['checksum']],
  ['RMC before the first fix', [rmc('', '', 'V')], ['malformed']],
  ['ZDA', [closed('$', 'GPZDA,213950.25,07,04,2020,00,00')], [april + 250]],
  ['ZDA without a date', [closed('$', 'GPZDA,213950.25,,,,00,00')], ['malformed']],
  ['what a coast station adds', [`${one},s28089,d-103,r08TPHI1,1242958962`], ['168 bits']],
  ['RMC on a day that is not', [rmc('213950.00', '310220')], ['malformed']],
  ['RMC at an hour that is not', [rmc('253950.00', '070420')], ['malformed']],
];

describe('A line of NMEA', () => {
  for (const [name, lines, said] of cases) it(name, () => expect(heard(lines)).to.deep.equal(said));

  const times: readonly (readonly [name: string, lines: readonly string[], time: number | undefined])[] = [
    ['seconds', [tagged('c:1586295590', one)], 1586295590_000],
    ['milliseconds', [tagged('c:1586295590123,s:r3', one)], 1586295590_123],
    ['what a coast station adds', [`${one},s28089,d-103,r08TPHI1,1242958962`], 1242958962_000],
    ['what a coast station adds, without a time', [`${one},b003660465`], undefined],
    ['a block without a time', [tagged('s:r3', one)], undefined],
    ['a block whose checksum is wrong', [`\\c:1586295590*00\\${one}`], undefined],
    [
      'a group, the time before its first part',
      [tagged('g:1-2-9,c:1586295590', first), tagged('g:2-2-9', second)],
      1586295590_000,
    ],
  ];
  for (const [name, lines, time] of times) {
    it(`time of a tag block: ${name}`, () => {
      const reader = new SentenceReader();
      const sentence = lines.map((line) => reader.read(line)).at(-1);
      expect(sentence?.kind === 'ais' ? sentence.tagTime : 'not AIS').to.equal(time);
    });
  }

  it('keeps 64 unfinished messages and gives up the oldest beyond, counted', () => {
    const reader = new SentenceReader();
    const pairs = Array.from({ length: 65 }, (_, i) => split(voyage(), 2, String(i)));
    for (const [start = ''] of pairs) reader.read(start);
    expect(reader.dropped).to.equal(1);
    const ends = pairs.map(([, end = '']) => reader.read(end));
    expect(ends[0]).to.deep.equal({ kind: 'refused', code: 'part-orphan' });
    expect(ends.slice(1).every(({ kind }) => kind === 'ais')).to.equal(true);
  });

  it('an id that begins anew gives up what it had begun, counted', () => {
    const reader = new SentenceReader();
    for (const line of [first, first]) reader.read(line);
    expect(reader.dropped).to.equal(1);
    expect(reader.read(second).kind).to.equal('ais');
  });
});
