// How the dashboard is built: one page, relative addresses, nothing inlined and nothing fetched from elsewhere.
import { defineConfig } from 'vite';

/** The player brings styles for buttons that are not shown here, as a script's work: the page's policy would refuse them, aloud. */
const withoutPlayerStyles = {
  name: 'without-player-styles',
  transform: (code: string, id: string): string | undefined =>
    id.includes('jsmpeg-player') ? code.replace(/^styleInject\(.*\);$/m, '') : undefined,
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [withoutPlayerStyles],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
