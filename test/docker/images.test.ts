// The images: no fault in either, each rule seen to bite, and what they copy is enough to start what they start.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root, temporaryFolder } from '../a-port.ts';
import { copiedBy, execOf, imageFaults } from './image-rules.ts';

const text = (name: string): string => readFileSync(join(root, 'docker', name), 'utf8');
const { scripts, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  devDependencies: { node: string };
};
const images = { hub: 'Dockerfile', agent: 'Dockerfile.agent' };
const faultsIn = (name: string, dockerfile = text(name), ignored = text(`${name}.dockerignore`)): string[] =>
  imageFaults(dockerfile, ignored, devDependencies.node);

for (const [script, name] of Object.entries(images)) {
  describe(`The image of the ${script}`, () => {
    it('has no fault that a linter or a rule of ours finds', () => {
      expect(faultsIn(name)).to.deep.equal([]);
    });

    const spoilt: readonly (readonly [what: string, from: RegExp, to: string, fault: RegExp])[] = [
      ['a word that is no instruction', /^WORKDIR/m, 'WORKDIRR', /Unknown instruction: WORKDIRR/],
      ['another Node', /^FROM node:[^ \n]+/m, 'FROM node:latest', /node:latest is not the Node of the tests/],
      ['root', /^USER node\n/m, '', /runs as root/],
      ['something fetched', /^USER/m, 'ADD https://example.org/x /x\nUSER', /ADD fetches/],
      ['a secret', /^USER/m, 'ENV SMTP_PASSWORD=x\nUSER', /a secret stays/],
      ['silence about its health', /^HEALTHCHECK .*\n( {2}CMD .*\n)?/m, '', /how its health is known/],
      ['what is not there', /^COPY edge-agents/m, 'COPY edge-agentz', /edge-agentz is not there/],
      ['less than its context lets through', /^COPY edge-agents.*\n/m, '', /lets through something else/],
    ];
    for (const [what, from, to, fault] of spoilt)
      it(`would be refused with ${what}`, () => {
        const dockerfile = text(name).replace(from, to);
        expect(dockerfile).not.to.equal(text(name));
        expect(faultsIn(name, dockerfile).join('\n')).to.match(fault);
      });

    it(`starts as npm run ${script} does`, () => {
      expect(execOf(text(name), 'ENTRYPOINT').join(' ')).to.equal(scripts[script]);
    });

    it('holds all that it needs to start: so much of the tree, and no more, says its help', () => {
      const folder = temporaryFolder();
      try {
        for (const path of copiedBy(text(name))) cpSync(join(root, path), join(folder.path, path), { recursive: true });
        symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'));
        const [, ...args] = execOf(text(name), 'ENTRYPOINT');
        const said = execFileSync(`${process.execPath} ${args.join(' ')} --help 2>&1`, {
          cwd: folder.path,
          encoding: 'utf8',
          shell: true,
        });
        expect(said).to.include('--broker URL');
      } finally {
        folder.remove();
      }
    });
  });
}
