// Weekly windows by the clock of a zone, as instants: over midnight, over changes of the clocks, on holidays, within a validity.
import { expect } from 'chai';
import fc from 'fast-check';
import { isInForce, turnAfter, turnBefore } from '../../geo/force.ts';
import { type ScheduleEntry, turnsOf, turnsWithin } from '../../hub/registry/schedule.ts';

const around = Date.parse('2026-06-01T00:00:00Z');
const night = { id: 'night', weekly: [{ from: '22:00', to: '06:00' }] } satisfies ScheduleEntry;
const windowsIn = (schedule: ScheduleEntry, from: string, to: string, zone = 'Asia/Shanghai'): string[] => {
  const turns = turnsOf(schedule, zone, around);
  const all = [...turns].filter((at) => at >= Date.parse(from) && at <= Date.parse(to));
  return all.map((at) => new Date(at).toISOString().replace(':00.000Z', 'Z'));
};

describe('A schedule', () => {
  it('of every night runs over midnight, by the port’s clock', () => {
    expect(windowsIn(night, '2026-11-26T12:00Z', '2026-11-28T00:00Z')).to.deep.equal([
      ...['2026-11-26T14:00Z', '2026-11-26T22:00Z', '2026-11-27T14:00Z', '2026-11-27T22:00Z'],
    ]);
  });

  it('of working days begins on them alone', () => {
    const work: ScheduleEntry = { id: 'work', weekly: [{ days: ['mon', 'fri'], from: '08:00', to: '17:30' }] };
    expect(windowsIn(work, '2026-11-23T00:00Z', '2026-11-29T23:00Z')).to.deep.equal([
      ...['2026-11-23T00:00Z', '2026-11-23T09:30Z', '2026-11-27T00:00Z', '2026-11-27T09:30Z'],
    ]);
  });

  it('does not begin on a day that is excepted; the night before runs into it', () => {
    const some: ScheduleEntry = { ...night, except: ['2026-10-01'] };
    expect(windowsIn(some, '2026-09-30T12:00Z', '2026-10-02T23:00Z')).to.deep.equal([
      ...['2026-09-30T14:00Z', '2026-09-30T22:00Z', '2026-10-02T14:00Z', '2026-10-02T22:00Z'],
    ]);
  });

  it('of a zone of its own goes by that one’s clock', () => {
    const berlin: ScheduleEntry = { ...night, zone: 'Europe/Berlin' };
    expect(windowsIn(berlin, '2026-07-01T12:00Z', '2026-07-02T12:00Z')).to.deep.equal([
      ...['2026-07-01T20:00Z', '2026-07-02T04:00Z'],
    ]);
  });

  const changes: readonly (readonly [name: string, from: string, to: string, near: string, windows: string[]])[] = [
    [
      'is an hour shorter in the night when clocks are put forward',
      '22:00',
      '06:00',
      '2026-03-28',
      ['2026-03-28T21:00Z', '2026-03-29T04:00Z'],
    ],
    [
      'is an hour longer in the night when clocks are put back',
      '22:00',
      '06:00',
      '2026-10-24',
      ['2026-10-24T20:00Z', '2026-10-25T05:00Z'],
    ],
    [
      'that begins in the hour which is skipped begins an hour later',
      '02:30',
      '05:00',
      '2026-03-29',
      ['2026-03-29T01:30Z', '2026-03-29T03:00Z'],
    ],
    [
      'that begins in the hour which comes twice begins the first time',
      '02:30',
      '05:00',
      '2026-10-25',
      ['2026-10-25T00:30Z', '2026-10-25T04:00Z'],
    ],
  ];
  for (const [name, from, to, near, windows] of changes)
    it(name, () => {
      const schedule: ScheduleEntry = { id: 'x', weekly: [{ from, to }], except: [dayAfter(near), dayAfter(near, -1)] };
      const day = Date.parse(`${near}T00:00:00Z`);
      const [begin, end] = [day - 3_600_000, day + 36 * 3_600_000].map((at) => new Date(at).toISOString());
      expect(windowsIn(schedule, begin ?? '', end ?? '', 'Europe/Berlin')).to.deep.equal(windows);
    });

  it('of windows that touch or overlap is one window; of a whole day and every day it never ends', () => {
    const twice: ScheduleEntry = {
      id: 'x',
      weekly: [
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '14:00' },
        { from: '14:00', to: '15:00' },
      ],
    };
    expect(windowsIn(twice, '2026-11-26T00:00Z', '2026-11-26T12:00Z')).to.deep.equal([
      '2026-11-26T00:00Z',
      '2026-11-26T07:00Z',
    ]);
    const always = turnsOf({ id: 'x', weekly: [{ from: '00:00', to: '24:00' }] }, 'Europe/Berlin', around);
    expect(always).to.have.length(2);
  });

  it('of which a change of the clocks leaves nothing has no window on that day, and keeps its order', () => {
    const skipped: ScheduleEntry = { id: 'x', weekly: [{ from: '02:45', to: '03:15' }] };
    expect(windowsIn(skipped, '2026-03-28T00:00Z', '2026-03-31T00:00Z', 'Europe/Berlin')).to.deep.equal([
      ...['2026-03-28T01:45Z', '2026-03-28T02:15Z', '2026-03-30T00:45Z', '2026-03-30T01:15Z'],
    ]);
    const turns = turnsOf(skipped, 'Europe/Berlin', around);
    expect(turns).to.deep.equal(turns.toSorted());
  });

  it('shows at each of its instants just its own hours on the zone’s clocks, through ten years', () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    const zones = [
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...zones), clock, clock, fc.nat(7000), (zone, from, to, skip) => {
        fc.pre(from !== to);
        const turns = turnsOf({ id: 'x', zone, weekly: [{ from, to }] }, 'UTC', around);
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' });
        for (let i = 2 * skip; i < Math.min(turns.length, 2 * skip + 300); i += 1) {
          const at = shown.format(turns[i]);
          // But where the clocks skip that hour, or another.
          if (at !== (i % 2 === 0 ? from : to))
            expect(hasChange(zone, turns[i] as number), `${zone} ${at}`).to.equal(true);
          if (i > 0) expect(turns[i]).to.be.above(turns[i - 1] as number);
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

/** Do the clocks of a zone change on that day? */
function hasChange(zone: string, at: number): boolean {
  const offset = (when: number) =>
    new Date(when).toLocaleString('en', { timeZone: zone, timeZoneName: 'longOffset' }).split('GMT')[1];
  return offset(at - 86_400_000) !== offset(at + 86_400_000);
}

const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

describe('The instants of a fence', () => {
  const turns = Float64Array.of(10, 20, 30, 40);
  it('are in force from the first of two up to the second', () => {
    const times = [9, 10, 19, 20, 29, 30, 39, 40];
    expect(times.map((time) => isInForce(turns, time))).to.deep.equal([
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
    expect(isInForce(undefined, 5)).to.equal(true);
  });

  it('know the last before and the next after a moment', () => {
    expect([9, 10, 15, 40].map((time) => turnBefore(turns, time))).to.deep.equal([-Infinity, 10, 10, 40]);
    expect([9, 10, 15, 40].map((time) => turnAfter(turns, time))).to.deep.equal([10, 20, 20, Infinity]);
  });

  it('are cut by its validity; without a schedule they are the validity', () => {
    expect([...(turnsWithin(turns, 15, 35) ?? [])]).to.deep.equal([15, 20, 30, 35]);
    expect([...(turnsWithin(turns, 20, 30) ?? [])]).to.deep.equal([]);
    expect([...(turnsWithin(undefined, 15, Infinity) ?? [])]).to.deep.equal([15, Infinity]);
    expect(turnsWithin(undefined, -Infinity, Infinity)).to.equal(undefined);
  });
});
