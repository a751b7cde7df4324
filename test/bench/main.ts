// npm run bench -- NAME [--short]: the benches by name.
const short = process.argv.includes('--short');

const benches: Readonly<Record<string, () => Promise<void>>> = {
  alerts: async () => (await import('./alerts.ts')).alertsBench(short),
  line: async () => (await import('./line.ts')).lineBench(short),
  overload: async () => (await import('./overload.ts')).overloadBench(short),
  keys: async () => (await import('./keys.ts')).keysBench(),
  jitter: async () => (await import('./jitter.ts')).jitterBench(short),
  geo: async () => (await import('./geo.ts')).geoBench(),
  restart: async () => (await import('./restart.ts')).restartBench(process.argv.slice(3)),
  return: async () => (await import('./spool-return.ts')).spoolReturnBench(),
};
const bench = benches[process.argv[2] ?? ''];
if (bench === undefined) console.log(`npm run bench -- ${Object.keys(benches).join(' | ')} [--short]`);
else await bench();
