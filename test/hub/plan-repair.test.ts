// At a terminal: a plan's drawings are told with their codes, and a mended fence is offered, never written.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkPortPlan } from '../../hub/registry/port-plan.ts';
import { root, temporaryFolder } from '../a-port.ts';
import { smallPortFolder } from './a-small-port.ts';
import { fences, square } from './faulty-plans.ts';

const bowTie = fences('[10.152, 54.32], [10.152, 54.322]', '[10.152, 54.322], [10.152, 54.32]');
const doubled = fences('[10.152, 54.32], [10.152', '[10.152, 54.32], [10.152, 54.32], [10.152');

describe('A faulty drawing in a plan', () => {
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

  const hint = (): string => `what a fence may have been meant to be: npm run plan -- repair ${folder.path} FENCE`;

  it('has a code and a place', () => {
    smallPortFolder(folder.path, [bowTie]);
    const { faults } = checkPortPlan(folder.path);
    expect(faults).to.deep.equal([
      {
        ...{
          file: 'fences.geojson',
          line: 10,
          field: 'geometry.coordinates[0][0]',
          code: 'drawn-crossing',
          at: [10.151, 54.321],
        },
        says: 'fence ring: crosses itself at 10.151, 54.321',
      },
    ]);
    const told = `${folder.path}/fences.geojson:10: fence ring: crosses itself at 10.151, 54.321 [drawn-crossing]\n1 fault\n${hint()}\n`;
    expect(run('check', folder.path)).to.deep.equal({ status: 1, stdout: '', stderr: told });
  });

  it('that can be read is a warning, and the plan is in order', () => {
    smallPortFolder(folder.path, [doubled]);
    const { status, stdout, stderr } = run('check', folder.path);
    const says = 'fences.geojson:10: fence ring: a point stands on the one before [drawn-doubled]';
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: `warning: ${folder.path}/${says}\n` });
    expect(stdout).to.match(/in order: /);
    expect(stdout).to.include(hint());
  });

  it('is offered mended on standard output, with what was changed beside it, and the folder stays as it is', () => {
    smallPortFolder(folder.path, [bowTie]);
    const file = join(folder.path, 'fences.geojson');
    const before = readFileSync(file, 'utf8');
    const { status, stdout, stderr } = run('repair', folder.path, 'ring');
    expect(status).to.equal(0);
    const { id, geometry, properties } = JSON.parse(stdout);
    expect([id, properties.site]).to.deep.equal(['ring', 'quay']);
    expect(stderr.split('\n')).to.deep.equal([
      'fence ring: crosses itself at 10.151, 54.321 [drawn-crossing]',
      '  the corners put in another order, all of them kept',
      '  area 14,423 m² → 28,846 m² (+100 %)',
      '',
    ]);
    expect(readFileSync(file, 'utf8')).to.equal(before);
    const mended = JSON.stringify(geometry.coordinates[0]);
    smallPortFolder(folder.path, [fences(`[${square}]`, mended)]);
    expect(run('check', folder.path)).to.deep.include({ status: 0, stderr: '' });
  });

  it('is not mended where nobody can tell what was meant, where nothing is wrong, or where there is no such fence', () => {
    const line = '[10.15, 54.32], [10.151, 54.32], [10.152, 54.32], [10.15, 54.32]';
    smallPortFolder(folder.path, [fences(square, line)]);
    const { status, stdout, stderr } = run('repair', folder.path, 'ring');
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
    expect(stderr).to.match(/encloses nothing \[drawn-flat\]\n.*no repair is on offer: draw it anew\n$/s);
    expect(run('repair', folder.path, 'way')).to.deep.include({ status: 1, stderr: 'fence way: nothing to repair\n' });
    expect(run('repair', folder.path, 'rink').stderr).to.equal(`${folder.path}: no fence rink\n`);
  });
});
