// When fences of a plan are in force, and what is believed of them: every fault is told where it stands, and a summary tells what there is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { planSummary } from '../../hub/registry/plan-summary.ts';
import { checkPortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { planFolder, temporaryFolder } from '../a-port.ts';

type Plan = Parameters<Parameters<typeof planFolder>[1]>[0];
type Properties = Partial<Plan['fences'][number]['properties']>;

const night = { id: 'night', weekly: [{ from: '22:00', to: '06:00' }] };

/** The first fence with these properties, and these schedules beside it. */
const given =
  (properties: Record<string, unknown>, ...schedules: readonly object[]) =>
  (plan: Plan): void => {
    const [fence] = plan.fences;
    if (fence === undefined) throw new Error('no fence');
    plan.fences[0] = { ...fence, properties: { ...fence.properties, ...(properties as Properties) } };
    plan.schedules = [...(schedules as Plan['schedules'])];
  };
const scheduled = (change: object) => given({}, { ...night, ...change });
const [may, april] = ['2026-05-01T00:00:00Z', '2026-04-01T00:00:00+08:00'];
const aMoment = 'must be a moment with its offset, such as 2026-10-01T08:00:00+08:00';
const aTime = 'must be a time of day, such as 06:30 or 24:00';

/** What is wrong, how it got so, what stands on the line that is named, and what is said. */
const faulty: readonly (readonly [what: string, change: (plan: Plan) => void, line: string, says: string])[] = [
  ['no zone', scheduled({ zone: 'Asia/Shanghia' }), 'zone', 'Asia/Shanghia is no time zone, such as Asia/Shanghai'],
  ['a day that is none', scheduled({ except: ['2026-02-30'] }), '02-30', '2026-02-30 is no day of the calendar'],
  ['no day', scheduled({ except: ['1 May'] }), '1 May', 'except[0] must be a day, such as 2026-10-01'],
  ['an hour too many', scheduled({ weekly: [{ from: '25:00', to: '06:00' }] }), '25:00', `weekly[0].from ${aTime}`],
  [
    'a window without a length',
    scheduled({ weekly: [{ from: '08:00', to: '08:00' }] }),
    '"to"',
    'from 08:00 to 08:00 is no window: a whole day is from 00:00 to 24:00',
  ],
  ['a schedule that is not there', given({ schedule: 'nihgt' }, night), 'nihgt', 'no schedule nihgt'],
  [
    'over before it begins',
    given({ validFrom: may, validTo: april }),
    'validTo',
    `${april} is not after ${may}: the fence would never be in force`,
  ],
  ['no moment', given({ validFrom: may, validTo: 'tomorrow' }), 'tomorrow', `properties.validTo ${aMoment}`],
  ['a month too many', given({ validTo: '2026-13-01T00:00Z' }), '2026-13', '2026-13-01T00:00Z is no moment'],
  ['more fixes than there are', given({ fixes: 4, ofFixes: 3 }), 'ofFixes', '4 of 3 fixes can never be'],
  [
    'so many of, and not how many',
    given({ fixes: undefined, ofFixes: 3 }),
    'ofFixes',
    'ofFixes goes with fixes: so many of so many',
  ],
  ['asked by what nothing has', given({ by: 'hul' }), 'hul', 'properties.by must be one of antenna, hull'],
];

describe('When fences are in force, in a plan', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  for (const [what, change, at, says] of faulty) {
    it(`${what} → ${says}`, () => {
      const { faults } = checkPortPlan(planFolder(folder.path, change));
      expect(faults.map((fault) => fault.says.replace(/^(fence|schedule) \S+: /, ''))).to.deep.equal([says]);
      const { file = '', line = 0 } = faults[0] ?? {};
      expect(readFileSync(join(folder.path, file), 'utf8').split('\n')[line - 1]).to.include(at);
    });
  }

  it('is told in the summary, and which schedule no fence keeps', () => {
    const day = { id: 'day', weekly: [{ from: '06:00', to: '22:00' }] };
    const plan = readPortPlan(planFolder(folder.path, given({ schedule: 'night', validFrom: may }, night, day)));
    expect(planSummary(plan)).to.include.members([
      '  schedules 2, night, day',
      `  not always in force: ${plan.fences[0]?.id} (night, from ${may})`,
      '  kept by no fence: schedule day',
    ]);
    const always = planSummary(readPortPlan(planFolder(folder.path, given({})))).join('\n');
    expect(always).to.not.match(/schedule|in force/);
  });
});
