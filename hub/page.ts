// The page's files: built with Vite when missing or older than their sources, so that a checkout runs unbuilt.
import { globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dashboards', 'dist');

/** The folder to serve; undefined when there are neither files nor a builder. */
export async function pageFolder(say: (what: string) => void): Promise<string | undefined> {
  if (!isStale()) return dist;
  say('building the page …');
  try {
    const { build } = await import('vite');
    await build({ configFile: join(root, 'dashboards', 'vite.config.ts'), logLevel: 'error' });
    return dist;
  } catch (error) {
    say(`the page is off: it could not be built (${(error as Error).message.split('\n')[0]})`);
    return undefined;
  }
}

function isStale(): boolean {
  const built = changedAt(join(dist, 'index.html'));
  const sources = ['dashboards', 'hub/contracts', 'geo'].flatMap((folder) =>
    globSync('**/*.{ts,tsx,css,html}', { cwd: join(root, folder), exclude: (name) => name === 'dist' }).map((file) =>
      join(root, folder, file),
    ),
  );
  return sources.some((file) => changedAt(file) > built);
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
