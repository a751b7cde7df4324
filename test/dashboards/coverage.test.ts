// The perimeter: what a segment's row says, what is not known, and what is never taken for seen.
import { expect } from 'chai';
import { countCoverage, coverageOf, seesIn, seesOf } from '../../dashboards/state/coverage.ts';
import type { SegmentRow } from '../../hub/contracts/socket.ts';

const row = (...sees: boolean[]): SegmentRow => ({
  id: 'quay-5',
  site: 'shatian-wharf',
  sensors: sees.map((one, n) => ({ id: `cam-${n}`, sees: one })),
  blind: !sees.includes(true),
  since: 1,
  v: 1,
});
const here = { lifecycle: 'active', stale: false } as const;

describe('dashboards: the perimeter’s coverage', () => {
  it('is seen by several, by one alone, or by none', () => {
    expect(coverageOf(row(true, true), here)).to.equal('seen');
    expect(coverageOf(row(true, false), here)).to.equal('sole');
    expect(coverageOf(row(false, false), here)).to.equal('blind');
  });

  it('is not known before it is told, and never computed: blind is what the hub calls blind', () => {
    expect(coverageOf(undefined, here)).to.equal('unknown');
    expect(coverageOf({ ...row(false), blind: false }, here)).to.equal('unknown');
    expect(coverageOf({ ...row(true, true), blind: true }, here)).to.equal('blind');
  });

  it('is known no more when the hub is not heard, but blind stays blind', () => {
    expect(coverageOf(row(true, true), { ...here, stale: true })).to.equal('unknown');
    expect(coverageOf(row(false), { ...here, stale: true })).to.equal('blind');
  });

  it('is not expected where the site is planned, being built or closed', () => {
    for (const lifecycle of ['planned', 'commissioning', 'closed'] as const)
      expect(coverageOf(row(false), { lifecycle, stale: false })).to.equal('unexpected');
  });

  it('knows a sensor by its id and by its key', () => {
    const told = { ...row(true), sensors: [{ id: 'device:antenna-1', sees: false }] };
    expect([seesIn(told, 'antenna-1'), seesIn(told, 'antenna-2'), seesIn(undefined, 'antenna-1')]).to.deep.equal([
      false,
      undefined,
      undefined,
    ]);
    expect(seesOf('antenna-1', [row(true), told])).to.equal(false);
  });

  it('is counted, each segment once', () => {
    const segment = {} as Parameters<typeof countCoverage>[0][number]['segment'];
    const covered = (['blind', 'seen', 'seen'] as const).map((coverage) => ({ segment, row: undefined, coverage }));
    expect(countCoverage(covered)).to.deep.equal({ blind: 1, sole: 0, unknown: 0, seen: 2, unexpected: 0 });
  });
});
