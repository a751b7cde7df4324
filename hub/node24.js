// Loaded before anything else (node --import): says in one sentence that this Node is too old, instead of a syntax error.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `efence-hub needs Node 24 or newer, and this is ${process.versions.node}: run "npm ci" with install scripts allowed, which brings Node 24 with it.\n`,
  );
  process.exit(1);
}

// What was compiled is kept beside the data: half a second of every start. Where nothing can be written, nothing is kept.
const compiled = new URL('../.efence/compiled', import.meta.url).pathname;
process.getBuiltinModule('node:module').enableCompileCache(compiled);
