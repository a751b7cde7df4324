// Loaded before anything else (node --import): says in one sentence that this Node is too old, instead of a syntax error.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `efence-hub needs Node 24 or newer, and this is ${process.versions.node}: run "npm ci" with install scripts allowed, which brings Node 24 with it.\n`,
  );
  process.exit(1);
}
