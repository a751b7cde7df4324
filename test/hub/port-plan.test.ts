// A port plan is a folder that is checked when it is read; the ones we ship are sound, and so is any other port's.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { isInside } from '../../geo/fence.ts';
import { toSpot } from '../../geo/plane.ts';
import { StartError } from '../../hub/errors.ts';
import { checkPortPlan, type PortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { inside, outside, planFolder, root, temporaryFolder } from '../a-port.ts';
import { smallPortFolder } from './a-small-port.ts';

const plans = join(root, 'hub', 'plans');
const shatian = readPortPlan(join(plans, 'humen-shatian'));

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
      /fences.geojson:\d+: fence \S+: no site elsewhere$/,
    ],
    ['a ring that is not closed', (plan) => ring(plan).pop(), /fences.geojson:\d+: fence \S+: ring is not closed/],
    [
      'latitude and longitude the wrong way round',
      (plan) => {
        for (const at of ring(plan)) at.reverse();
      },
      /fence xidatan-water-front: 22\.\d+, 113\.\d+ is not lon, lat/,
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
      /plan.yaml:\d+: agent x: no site nowhere$/,
    ],
    [
      'an agent with the name of a topic',
      (plan) => plan.agents.push({ id: 'alerts', site: 'shatian-wharf' }),
      /plan.yaml:\d+: agent alerts: id must match/,
    ],
    ['no site at all', (plan) => plan.sites.splice(0), /sites.yaml:\d+: sites must not have fewer than 1 items/],
    [
      'two fences of one id',
      (plan) => (plan.fences = [...plan.fences, structuredClone(fence(plan))]),
      /fences.geojson:\d+: fence xidatan-water-front: is there twice$/,
    ],
    [
      'two sites of one id',
      (plan) => plan.sites.push({ ...(plan.sites[0] as PortPlan['sites'][number]), name: { zh: '二', en: 'two' } }),
      /sites.yaml:\d+: site shatian-wharf: is there twice$/,
    ],
    [
      'two agents of one id',
      (plan) => plan.agents.push({ id: 'sim', site: 'shatian-wharf' }),
      /plan.yaml:\d+: agent sim: is there twice$/,
    ],
    [
      'an origin beyond the date line',
      (plan) => (plan.origin.lon = 180.1),
      /plan.yaml:\d+: origin 180.1, 22.86 is not/,
    ],
    ['an origin at a pole', (plan) => (plan.origin.lat = -85.1), /plan.yaml:\d+: origin 113.59, -85.1 is not/],
    [
      'an agent that is expected, but not by yes or no',
      (plan) => Object.assign(plan.agents[0] ?? {}, { expected: 'yes' }),
      /plan.yaml:\d+: agent sim: expected must be true or false/,
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
    const expected = readPortPlan(at).agents.filter((agent) => agent.expected !== undefined);
    expect(expected).to.deep.equal([{ id: 'gate', site: 'shatian-wharf', expected: true }]);
  });

  it('that is not well-formed is refused with its line', () => {
    const at = planFolder(join(folder.path, 'plan'), () => {});
    writeFileSync(join(at, 'plan.yaml'), 'id: x\nname: { zh: 一, en: [ }\n');
    expect(() => readPortPlan(at)).to.throw(StartError, /plan.yaml:2: /);
  });

  it('that is not there is refused by its path', () => {
    expect(() => readPortPlan(join(folder.path, 'none'))).to.throw(StartError, /none\/plan.yaml: is not there/);
  });

  it('has another hash as soon as anything in it changes, and the same for the same', () => {
    const hashOf = (name: string, change: Change): string =>
      readPortPlan(planFolder(join(folder.path, name), change)).hash;
    expect(hashOf('same', () => {})).to.equal(shatian.hash);
    const changes: readonly Change[] = [
      (plan) => (fence(plan).properties.allowed = []),
      (plan) => (plan.rules.entryDwellSeconds += 1),
      (plan) => plan.segments.pop(),
      (plan) => plan.wharves.pop(),
      (plan) => Object.assign(plan.lanes[0] ?? {}, { direction: 'both' }),
      (plan) => Object.assign(plan.agents[0] ?? {}, { party: 'carrier' }),
    ];
    const hashes = changes.map((change, i) => hashOf(`other-${i}`, change));
    expect(new Set([shatian.hash, ...hashes])).to.have.property('size', changes.length + 1);
  });

  it('is plain data: through the journal it comes back as it was', () => {
    expect(JSON.parse(JSON.stringify(shatian))).to.deep.equal(shatian);
  });

  it('of another port is a folder and nothing more, and what it does not say has a default', () => {
    const port = readPortPlan(smallPortFolder(folder.path));
    expect(port).to.deep.include({ id: 'kleinhafen', locode: 'DEKEL', timeZone: 'Europe/Berlin' });
    const { segments, lanes, devices, wharves } = port;
    expect([segments, lanes, devices, wharves].map(({ length }) => length)).to.deep.equal([1, 2, 3, 1]);
    expect(port.rules).to.deep.equal({
      ...{ agentGraceSeconds: 15, spoolMaxAgeHours: 72, horizonHours: 24, releaseGraceSeconds: 0 },
      ...{ corridorOutsideSeconds: 60, corridorOutsideM: 200, entryDwellSeconds: 10, sightingQuietSeconds: 60 },
      tagWindowSeconds: 15,
      checkRate: 0.05,
      untoldAccuracyM: 5,
      speedMostKmh: { vessel: 110, vehicle: 180, container: 250, seal: 250 },
    });
    expect(port.parties.map(({ id, classes }) => [id, classes.length])).to.deep.equal([
      ['carters', 2],
      ['firm', 0],
    ]);
    expect(port.authority['release.issued']).to.deep.equal(['customs']);
    expect(port.authority['association']).to.deep.equal(['customs', 'terminal', 'carrier']);
    new Registry().take(port, 0);
  });

  it('is all there is of Humen: no code names its places', () => {
    const code = readdirSync(join(root, 'hub'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const ids = [...shatian.fences, ...shatian.segments, ...shatian.lanes].map(({ id }) => id);
    const named = code.flatMap((file) => {
      const text = readFileSync(join(root, 'hub', file), 'utf8');
      return ids.filter((id) => text.includes(`'${id}'`)).map((id) => `${file}: ${id}`);
    });
    expect(named).to.deep.equal([]);
  });
});

describe('The plans we ship', () => {
  for (const name of readdirSync(plans)) {
    it(`${name} is without a fault`, () => {
      expect(checkPortPlan(join(plans, name)).faults).to.deep.equal([]);
    });
  }

  it('humen-shatian has the five sites of the notice, and expects nobody', () => {
    const kinds = shatian.sites.map(({ kind, lifecycle }) => `${kind} ${lifecycle}`);
    expect(kinds.sort()).to.deep.equal([
      'bonded active',
      'express active',
      'vehicle-yard planned',
      'waste active',
      'wharf active',
    ]);
    expect(shatian.agents.filter(({ expected }) => expected)).to.deep.equal([]);
    const sources = [...shatian.sites, ...shatian.fences.map(({ properties }) => properties)];
    expect(sources.filter(({ confidence }) => confidence === 'official')).to.have.length(1);
  });

  it('humen-shatian closes its perimeter: segments follow one another round the whole edge, each watched', () => {
    const edge = shatian.fences.find(({ id }) => id === 'xidatan-perimeter')?.geometry.coordinates[0];
    const stretches = shatian.segments.map(({ geometry }) => geometry.coordinates);
    for (const [i, stretch] of stretches.entries())
      expect(stretch.at(-1), `after ${shatian.segments[i]?.id}`).to.deep.equal(
        stretches[(i + 1) % stretches.length]?.[0],
      );
    const corners = new Set(stretches.flat().map(String));
    expect((edge as number[][]).filter((corner) => !corners.has(String(corner)))).to.deep.equal([]);
    expect(shatian.segments.every(({ properties }) => properties.sensors.length <= 3)).to.equal(true);
  });

  it('humen-shatian has things where they belong', () => {
    const registry = new Registry();
    const { plane, fenceOf } = registry.take(shatian, 0);
    const within = (id: string, lon = NaN, lat = NaN): boolean => {
      const one = fenceOf(id);
      return one !== undefined && isInside(one, toSpot(plane, lon, lat));
    };
    expect(within('xidatan-water-front', inside.lon, inside.lat)).to.equal(true);
    expect(within('xidatan-water-front', outside.lon, outside.lat)).to.equal(false);
    for (const id of ['xidatan-yard', 'xidatan-inspection', 'dangerous-goods-store']) {
      const corners = shatian.fences.find((one) => one.id === id)?.geometry.coordinates[0] as number[][];
      expect(
        corners.every(([lon, lat]) => within('xidatan-perimeter', lon, lat)),
        id,
      ).to.equal(true);
    }
    const lost = shatian.devices.filter(
      ({ kind, fence: id = '', lon, lat }) => kind === 'antenna' && id !== '' && !within(id, lon, lat),
    );
    expect(lost).to.deep.equal([]);
    const way = shatian.fences.find(({ id }) => id === 'bonded-to-quay')?.geometry.coordinates as number[][];
    expect(within('bonded-centre', ...(way[0] as [number, number]))).to.equal(true);
    expect(within('xidatan-perimeter', ...(way.at(-1) as [number, number]))).to.equal(true);
  });
});

describe('npm run plan -- check', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'hub', 'plan.ts'), ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  it('says what is in every plan we ship, and which segments hang on one device', () => {
    const { status, stdout, stderr } = run('check');
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout).to.match(
      /^humen-shatian \(CNSTI\): 虎门港沙田港区 · Humen Port, Shatian area, version [0-9a-f]{12}$/m,
    );
    expect(stdout).to.match(/^ {2}sites +5, 4 active, 1 planned$/m);
    expect(stdout).to.match(/^ {2}segments +9, 3\.7\d km of perimeter$/m);
    expect(stdout).to.match(/^ {2}shapes +2, 15 area, 1 corridor$/m);
    expect(stdout).to.match(/^ {2}watched: xidatan-perimeter, 37\d\d m, 8\d\d m of it by one device alone$/m);
    expect(stdout).to.match(/^ {2}devices +\d+, \d+ camera, \d+ antenna, \d+ barrier, \d+ scale$/m);
    const sole = shatian.segments.filter(({ properties }) => properties.sensors.length === 1).map(({ id }) => id);
    expect([...stdout.matchAll(/^ {2}sole coverage: (\S+)/gm)].map(([, id]) => id)).to.deep.equal(sole);
    expect(sole).to.not.deep.equal([]);
  });

  it('of a folder says the same of that', () => {
    const { status, stdout } = run('check', smallPortFolder(folder.path));
    expect(status).to.equal(0);
    expect(stdout)
      .to.match(/^kleinhafen \(DEKEL\)/)
      .and.to.match(/lanes +2, at 1 gate$/m);
  });

  it('tells every fault by file and line, on standard error, and fails', () => {
    smallPortFolder(folder.path, [
      ['plan.yaml', 'DEKEL', 'CNHUM'],
      ['gates.yaml', 'direction: in', 'direction: inward'],
    ]);
    const says = [
      `${folder.path}/plan.yaml:3: CNHUM is Huma, Heilongjiang; is CNHMN meant?`,
      `${folder.path}/gates.yaml:6: lane in: direction must be one of in, out, both`,
      '2 faults',
    ];
    expect(run('check', folder.path)).to.deep.equal({ status: 1, stdout: '', stderr: `${says.join('\n')}\n` });
  });

  it('of nothing says so, and how it is used', () => {
    expect(run('check', join(folder.path, 'none'))).to.deep.include({ status: 1, stdout: '' });
    const usage = 'npm run plan -- check [folder]\nnpm run plan -- repair folder fence\n';
    expect(run()).to.deep.equal({ status: 1, stdout: '', stderr: usage });
  });
});

type Plan = Parameters<Parameters<typeof planFolder>[1]>[0];

function fence(plan: Plan): Plan['fences'][number] {
  const [first] = plan.fences;
  if (first === undefined) throw new Error('the plan has no fence');
  return first;
}

function ring(plan: Plan): number[][] {
  const { geometry } = fence(plan);
  const [first] = geometry.type === 'Polygon' ? geometry.coordinates : [];
  if (first === undefined) throw new Error('the fence has no ring');
  return first;
}
