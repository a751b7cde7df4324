// The README's table of acts names every act there is, and no other.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { actNames } from '../../hub/contracts/law.ts';

describe('The table of acts in the README', () => {
  it('has a line for every act', () => {
    const readme = readFileSync(join(resolve(import.meta.dirname, '..', '..'), 'README.md'), 'utf8');
    const section = readme.slice(
      readme.indexOf('## The life of an alert'),
      readme.indexOf('\n## ', readme.indexOf('## The life of an alert')),
    );
    const firsts = section.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1] ?? ''] : []));
    const named = firsts.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
    expect(named.sort()).to.deep.equal([...actNames].sort());
  });
});
