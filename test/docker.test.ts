// The image and the compose file hold to the tree: what they copy is there, and the hub takes the options they give it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { readConfig } from '../hub/config.ts';
import { root } from './a-port.ts';

const text = (name: string): string => readFileSync(join(root, 'docker', name), 'utf8');

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      { readonly command?: string[]; readonly volumes?: string[]; readonly build?: { dockerfile: string } }
    >
  >;
  readonly volumes: Readonly<Record<string, unknown>>;
}

describe('The image', () => {
  const copied = [...text('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) =>
    from.split(' '),
  );

  it('copies only what is there, and all that its build context lets through', () => {
    expect(copied.filter((path) => !existsSync(join(root, path)))).to.deep.equal([]);
    const admitted = [...text('Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path);
    expect(copied.sort()).to.deep.equal(admitted.sort());
  });

  it('starts the hub as npm run hub does', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const entry = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(text('Dockerfile'))?.[1] ?? '[]') as string[];
    expect(entry.join(' ')).to.equal(scripts['hub']);
  });
});

describe('The compose file', () => {
  const compose = parse(text('compose.yaml')) as Compose;

  it('gives each hub options it knows, and a volume that is declared for its data', () => {
    for (const [name, { command, volumes = [] }] of Object.entries(compose.services)) {
      if (!name.startsWith('hub')) continue;
      expect(readConfig(command ?? [], {}), name).to.include({ dataFolder: '/data' });
      expect(Object.keys(compose.volumes)).to.include(volumes[0]?.split(':')[0]);
    }
  });

  it('names files that are there', () => {
    expect(existsSync(join(root, compose.services['hub']?.build?.dockerfile ?? ''))).to.equal(true);
    expect(existsSync(join(root, 'docker', 'mosquitto.conf'))).to.equal(true);
  });
});
