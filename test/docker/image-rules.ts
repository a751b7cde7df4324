// What an image of ours must keep to, as faults in words: a text of a Dockerfile in, nothing built.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { root } from '../a-port.ts';

/** What it takes from the tree, not from an earlier stage. */
export const copiedBy = (dockerfile: string): string[] =>
  [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) => from.split(' '));

export const admittedBy = (dockerignore: string): string[] =>
  [...dockerignore.matchAll(/^!(.+)$/gm)].map(([, path = '']) => path);

/** An instruction in its JSON form, of the last stage. */
export const execOf = (dockerfile: string, instruction: 'ENTRYPOINT' | 'CMD'): string[] =>
  JSON.parse(new RegExp(`^${instruction} (.+)$`, 'm').exec(lastStage(dockerfile))?.[1] ?? '[]') as string[];

const lastStage = (dockerfile: string): string => dockerfile.split(/^(?=FROM )/m).at(-1) ?? '';

/** @param node the version that the tests run on: another one in the image would be a Node nobody tried */
export function imageFaults(dockerfile: string, dockerignore: string, node: string): string[] {
  const faults = validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`);
  for (const [, base] of dockerfile.matchAll(/^FROM (\S+)/gm))
    if (base !== `node:${node}-bookworm-slim`) faults.push(`${base} is not the Node of the tests, ${node}`);
  const users = [...lastStage(dockerfile).matchAll(/^USER (\S+)$/gm)].map(([, user]) => user);
  if (users.at(-1) !== 'node') faults.push(`runs as ${users.at(-1) ?? 'root'}`);
  if (/^ADD /m.test(dockerfile)) faults.push('ADD fetches and unpacks; COPY says what it takes');
  if (/^(ENV|ARG) .*(PASSWORD|SECRET|TOKEN)/im.test(dockerfile)) faults.push('a secret stays in the layers for ever');
  if (!/^HEALTHCHECK /m.test(lastStage(dockerfile))) faults.push('does not say how its health is known');
  const copied = copiedBy(dockerfile);
  for (const path of copied) if (!existsSync(join(root, path))) faults.push(`${path} is not there to copy`);
  if (!dockerignore.startsWith('*\n') || [...copied].sort().join() !== admittedBy(dockerignore).sort().join())
    faults.push('its .dockerignore lets through something else than it copies');
  return faults;
}
