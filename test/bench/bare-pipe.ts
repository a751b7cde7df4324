// The bare pipe: the same broker, parse and group commit, and a socket that is told of what is urgent; nothing else. What the
// line's figures are held against.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import type { Arrival } from '../../hub/flow.ts';
import { EmbeddedBroker } from '../../hub/ingest/embedded-broker.ts';
import { Journal } from '../../hub/journal/journal.ts';

const [port = '0', folder = '', webPort = '0'] = process.argv.slice(2);
const journal = new Journal(folder, { reset: false }, { onFull: () => {}, onFault: () => process.exit(70) });
const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
const broker = await EmbeddedBroker.open({
  hubId: 'bare',
  life: 'bare',
  hear(heard, payload, durable) {
    const { events = [] } = JSON.parse(payload.toString('utf8')) as { events?: { subject: string }[] };
    const input: Arrival = { ...heard, payload, receivedAt: Date.now() };
    journal.write({ input, transitions: [], quarantined: [] }, () => {
      if (input.kind === 'up' && input.class === 'urgent')
        io.emit('alerts', { alerts: events.map(({ subject }) => ({ key: subject })) });
      durable();
    });
  },
  room: () => undefined,
  belongs: () => true,
  isOpen: () => false,
  link: () => {},
  foreign: () => {},
  linkError: () => {},
});
await new Promise<void>((listening) => http.listen(Number(webPort), '127.0.0.1', () => listening()));
await broker.listen(Number(port), '127.0.0.1');
process.stdout.write('ready\n');
process.on('SIGTERM', () => process.exit(0));
