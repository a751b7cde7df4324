// The bare pipe: the same broker, parse and group commit, and nothing else. What the line's figures are held against.
import type { Arrival } from '../../hub/flow.ts';
import { EmbeddedBroker } from '../../hub/ingest/embedded-broker.ts';
import { Journal } from '../../hub/journal/journal.ts';

const [port = '0', folder = ''] = process.argv.slice(2);
const journal = new Journal(folder, { reset: false }, { onFull: () => {}, onFault: () => process.exit(70) });
const broker = await EmbeddedBroker.open({
  hubId: 'bare',
  hear(heard, payload, durable) {
    JSON.parse(payload.toString('utf8'));
    const input: Arrival = { ...heard, payload, receivedAt: Date.now() };
    journal.write({ input, transitions: [], quarantined: [] }, durable);
  },
  room: () => undefined,
  belongs: () => true,
  isOpen: () => false,
  link: () => {},
  foreign: () => {},
  linkError: () => {},
});
await broker.listen(Number(port), '127.0.0.1');
process.stdout.write('ready\n');
process.on('SIGTERM', () => process.exit(0));
