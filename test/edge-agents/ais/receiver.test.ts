// Lines in, observations out: which clock gives the time, which sentinels leave what out, what is counted.
import { expect } from 'chai';
import { Receiver } from '../../../edge-agents/ais/receiver.ts';
import {
  bitString,
  classA,
  classB,
  craftOf24,
  type Fix,
  nameOf24,
  rmc,
  single,
  split,
  tagged,
  voyage,
} from './sentence.ts';

const april = Date.UTC(2020, 3, 7, 21, 39, 50);
const clock = rmc('213950.00', '070420');
const fix = (change: Partial<Fix> = {}): string => single(classA({ second: 60, ...change }));

function played(lines: readonly string[], receivedAt?: () => number) {
  const receiver = new Receiver(receivedAt);
  return { observed: lines.flatMap((line) => receiver.hear(line)), counts: receiver.counts };
}

const timesOf = (lines: readonly string[], receivedAt?: () => number): number[] =>
  played(lines, receivedAt).observed.map(({ time }) => time);

describe('The clock of a receiver', () => {
  it('a recording before its first clock tells nothing, counted', () => {
    const { observed, counts } = played([fix(), clock, fix()]);
    expect(observed.map(({ time }) => time)).to.deep.equal([april]);
    expect(counts).to.include({ 'no-clock': 1, 'type-1': 1 });
  });

  it('in a recording an RMC stands until the next', () => {
    const lines = [clock, fix(), fix(), rmc('213951.00', '070420'), fix()];
    expect(timesOf(lines)).to.deep.equal([april, april, april + 1000]);
  });

  it('a tag block goes before an RMC', () => {
    expect(timesOf([clock, tagged('c:1586300000', fix())])).to.deep.equal([1586300000_000]);
  });

  it('live without any clock of its own it is the time of receipt', () => {
    expect(timesOf([fix()], () => 5_000_000)).to.deep.equal([5_000_000]);
  });

  it('live an RMC goes before the time of receipt, and runs on between two RMCs', () => {
    let ours = 5_000_000;
    const receiver = new Receiver(() => ours);
    receiver.hear(clock);
    ours += 1500;
    expect(receiver.hear(fix()).map(({ time }) => time)).to.deep.equal([april + 1500]);
  });

  it('the ship’s own second sharpens a position, not its static data', () => {
    const lines = [clock, single(classA({ second: 47 })), ...split(voyage(), 2, '1')];
    expect(timesOf(lines)).to.deep.equal([april - 3000, april]);
  });
});

describe('What a receiver observes', () => {
  it('a position in full', () => {
    const [position] = played([clock, fix({ mmsi: 2655651 })]).observed;
    expect(position?.type).to.equal('vessel.position');
    expect(position?.subject).to.equal('mmsi:002655651');
    const place = { lon: 3406970 / 600_000, lat: -31713237 / 600_000 };
    const motion = { sogKn: 12.3, cogDeg: 224.1, headingDeg: 215, navStatus: 5 };
    expect(position?.data).to.deep.equal({ ...place, ...motion, accurate: true, messageType: 1 });
  });

  const sentinels: readonly (readonly [name: string, change: Partial<Fix>, field: string])[] = [
    ['speed 102.3 kn', { speed: 1023 }, 'sogKn'],
    ['course 360°', { course: 3600 }, 'cogDeg'],
    ['heading 511', { heading: 511 }, 'headingDeg'],
  ];
  for (const [name, change, field] of sentinels) {
    it(`${name} is left out, in class A and B`, () => {
      const { observed } = played([clock, fix(change), single(classB(change))]);
      expect(observed).to.have.length(2);
      for (const { data } of observed) expect(data).to.not.have.property(field);
    });
  }

  const nowhere: readonly (readonly [name: string, change: Partial<Fix>])[] = [
    ['longitude 181°', { lon: 181 * 600_000 }],
    ['latitude 91°', { lat: 91 * 600_000 }],
    ['a longitude beyond the globe', { lon: -200 * 600_000 }],
    ['a latitude beyond the globe', { lat: -95 * 600_000 }],
  ];
  for (const [name, change] of nowhere) {
    it(`${name} is no position, counted`, () => {
      const { observed, counts } = played([clock, fix(change)]);
      expect(observed).to.deep.equal([]);
      expect(counts['no-position']).to.equal(1);
    });
  }

  it('speed 0, course 0 and the corners of the globe are values', () => {
    const corner = { speed: 0, course: 0, heading: 0, lon: -180 * 600_000, lat: 90 * 600_000 };
    const [position] = played([clock, fix(corner)]).observed;
    expect(position?.data).to.include({ lon: -180, lat: 90, sogKn: 0, cogDeg: 0, headingDeg: 0 });
  });

  it('a voyage in full', () => {
    const [said] = played([clock, ...split(voyage(), 2, '1')]).observed;
    expect(said).to.include({ type: 'vessel.static', subject: 'mmsi:371255000', time: april });
    const hull = { imo: 9266633, shipType: 90, toBow: 13, toStern: 15, toPort: 1, toStarboard: 6, draughtM: 1.4 };
    const names = { name: 'SEA ENTERPRISE', callsign: 'HP6683', destination: 'LEMMER' };
    expect(said?.data).to.deep.equal({ ...hull, ...names, messageType: 5 });
  });

  it('either part of 24 says what it knows', () => {
    const hull = craftOf24(271041815, [
      [1, 9],
      [15, 9],
      [2, 6],
      [5, 6],
    ]);
    const [name, craft] = played([clock, single(nameOf24('PROGUY')), single(hull)]).observed;
    expect(name?.data).to.deep.equal({ name: 'PROGUY', messageType: 24 });
    const sides = { toBow: 1, toStern: 15, toPort: 2, toStarboard: 5 };
    expect(craft?.data).to.deep.equal({ callsign: 'TC6163', shipType: 60, ...sides, messageType: 24 });
  });

  it('refusals are counted by code, comments and blank lines not at all', () => {
    const base = single(
      bitString([
        [4, 6],
        [0, 2],
        [3669702, 30],
        [0, 130],
      ]),
    );
    const [first = '', second = ''] = split(voyage(), 2, '1');
    const { counts } = played(['', '# a comment', 'hello', `${fix().slice(0, -2)}zz`, base, second, first, first]);
    const refused = { malformed: 2, 'type-not-ours': 1, 'part-orphan': 1, 'part-waiting': 2, 'part-dropped': 1 };
    expect(counts).to.deep.equal(refused);
  });
});
