// A port plan is checked when it is read: every fault is one sentence that names the file and the place.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { StartError } from '../../hub/errors.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { planFolder, root, temporaryFolder } from '../a-port.ts';

describe('A port plan', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  type Change = Parameters<typeof planFolder>[1];
  const faulty: readonly (readonly [what: string, change: Change, says: RegExp])[] = [
    [
      'a fence at a site that is not',
      (plan) => (fence(plan).properties.site = 'elsewhere'),
      /fences.geojson: fence \S+: no site elsewhere/,
    ],
    ['a ring that is not closed', (plan) => ring(plan).pop(), /fences.geojson: fence \S+: ring is not closed/],
    [
      'latitude and longitude the wrong way round',
      (plan) => {
        for (const at of ring(plan)) at.reverse();
      },
      /is not lon, lat/,
    ],
    [
      'a fence that crosses itself',
      (plan) => {
        const at = ring(plan);
        [at[1], at[2]] = [at[2] ?? [], at[1] ?? []];
      },
      /fence xidatan-water-front: crosses itself at 113\.57\d+, 22\.86\d+/,
    ],
    ['a hysteresis below nothing', (plan) => (fence(plan).properties.hysteresisM = -1), /hysteresisM must be >= 0/],
    [
      'an agent at a site that is not',
      (plan) => plan.agents.push({ id: 'x', site: 'nowhere' }),
      /plan.yaml: agent x: no site nowhere/,
    ],
    [
      'an agent with the name of a topic',
      (plan) => plan.agents.push({ id: 'alerts', site: 'shatian-wharf' }),
      /plan.yaml: \/agents\/1\/id/,
    ],
    ['no site at all', (plan) => plan.sites.splice(0), /plan.yaml: \/sites must not have fewer than 1 items/],
    [
      'two fences of one id',
      (plan) => (plan.fences = [...plan.fences, structuredClone(fence(plan))]),
      /fences.geojson: fence xidatan-water-front: is there twice$/,
    ],
    [
      'two sites of one id',
      (plan) => plan.sites.push({ id: 'shatian-wharf', name: { zh: '二', en: 'two' } }),
      /plan.yaml: site shatian-wharf: is there twice$/,
    ],
    [
      'two agents of one id',
      (plan) => plan.agents.push({ id: 'sim', site: 'shatian-wharf' }),
      /plan.yaml: agent sim: is there twice$/,
    ],
    [
      'an origin beyond the date line',
      (plan) => (plan.origin.lon = 180.1),
      /plan.yaml: port humen-shatian: origin 180.1, 22.86 is not/,
    ],
    [
      'an origin at a pole',
      (plan) => (plan.origin.lat = -85.1),
      /plan.yaml: port humen-shatian: origin 113.59, -85.1 is not/,
    ],
    [
      'an agent that is expected, but not by yes or no',
      (plan) => Object.assign(plan.agents[0] ?? {}, { expected: 'yes' }),
      /plan.yaml: \/agents\/0\/expected/,
    ],
    ['a grace of nothing', (plan) => (plan.rules.agentGraceSeconds = 0), /agentGraceSeconds must be >= 1/],
  ];
  for (const [what, change, says] of faulty) {
    it(`with ${what} is refused`, () => {
      const at = planFolder(join(folder.path, 'plan'), change);
      expect(() => readPortPlan(at)).to.throw(StartError, says);
    });
  }

  it('may expect an agent, and expects none that it does not say', () => {
    const at = planFolder(join(folder.path, 'plan'), (plan) => {
      plan.agents.push({ id: 'gate', site: 'shatian-wharf', expected: true });
    });
    expect(readPortPlan(at).agents.map(({ expected }) => expected)).to.deep.equal([undefined, true]);
  });

  it('that is not well-formed is refused with its line', () => {
    const at = planFolder(join(folder.path, 'plan'), () => {});
    writeFileSync(join(at, 'plan.yaml'), 'id: x\nname: { zh: 一, en: [ }\n');
    expect(() => readPortPlan(at)).to.throw(StartError, /plan.yaml: .* at line 2/);
  });

  it('that is not there is refused by its path', () => {
    expect(() => readPortPlan(join(folder.path, 'none'))).to.throw(StartError, /none\/plan.yaml: cannot be read/);
  });

  it('has another hash as soon as anything in it changes, and the same for the same', () => {
    const shipped = readPortPlan(join(root, 'hub', 'plans', 'humen-shatian'));
    const same = readPortPlan(planFolder(join(folder.path, 'same'), () => {}));
    const other = readPortPlan(planFolder(join(folder.path, 'other'), (plan) => (fence(plan).properties.allowed = [])));
    expect(same.hash).to.equal(shipped.hash);
    expect(other.hash).to.not.equal(shipped.hash);
  });
});

type Plan = Parameters<Parameters<typeof planFolder>[1]>[0];

function fence(plan: Plan): Plan['fences'][number] {
  const [first] = plan.fences;
  if (first === undefined) throw new Error('the plan has no fence');
  return first;
}

function ring(plan: Plan): number[][] {
  const [first] = fence(plan).geometry.coordinates;
  if (first === undefined) throw new Error('the fence has no ring');
  return first;
}
