// The far ends of a port, for tests: a webhook's receiver, a mail server, Debian's Alertmanager and InfluxDB, each real.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { stringify } from 'yaml';
import type { Delivery } from '../hub/contracts/delivery.ts';
import { freePort, until } from './a-port.ts';

export interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Delivery['body'];
}

export interface Webhook {
  readonly url: string;
  readonly got: Got[];
  /** What it answers, which may be changed. */
  readonly answer: { status: number };
  close(): void;
}

export async function startWebhook(): Promise<Webhook> {
  const got: Got[] = [];
  const answer = { status: 200 };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      got.push({ headers: request.headers, text, body: JSON.parse(text) });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, got, answer, close };
}

export interface MailServer {
  readonly port: number;
  /** Each message as it came, headers and all. */
  readonly got: string[];
  close(): void;
}

export async function startMailServer(): Promise<MailServer> {
  const got: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk) => (text += chunk));
      stream.on('end', () => {
        got.push(text);
        done();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()));
  return { port, got, close: () => void server.close() };
}

/** Where Debian, or whoever built it, puts a program; undefined, and loudly so, where it is not. */
function found(name: string, ...paths: readonly string[]): string | undefined {
  const at = paths.find((path) => existsSync(path));
  if (at === undefined) console.warn(`SKIPPED: no ${name}; npm run setup installs it`);
  return at;
}

const answers = (url: string) => async (): Promise<true | undefined> =>
  (await fetch(url).catch(() => undefined))?.ok === true ? true : undefined;

/** @param receiver a webhook of its own that it tells. Undefined, and loudly so, where there is none. */
export async function startAlertmanager(
  folder: string,
  receiver: string,
): Promise<{ url: string; child: ChildProcess } | undefined> {
  const program = found('Alertmanager', '/usr/bin/prometheus-alertmanager', '/usr/local/bin/alertmanager');
  if (program === undefined) return undefined;
  const [port, file] = [await freePort(), join(folder, 'alertmanager.yml')];
  const route = { receiver: 'r', group_by: ['alertname'], group_wait: '0s', group_interval: '1s' };
  writeFileSync(file, stringify({ route, receivers: [{ name: 'r', webhook_configs: [{ url: receiver }] }] }));
  const url = `http://127.0.0.1:${port}`;
  const args = [
    `--config.file=${file}`,
    `--storage.path=${join(folder, 'am')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const child = spawn(program, [...args, '--cluster.listen-address='], { stdio: 'ignore' });
  await until('Alertmanager is ready', answers(`${url}/-/ready`));
  return { url, child };
}

/** Begins with what lies in the folder already. Undefined, and loudly so, where there is none. */
export async function startInfluxDB(folder: string, port: number): Promise<ChildProcess | undefined> {
  const program = found('InfluxDB', '/usr/bin/influxd', '/usr/local/bin/influxd');
  if (program === undefined) return undefined;
  const at = join(folder, 'influx');
  mkdirSync(at, { recursive: true });
  const places = `[meta]\ndir = "${at}/meta"\n[data]\ndir = "${at}/data"\nwal-dir = "${at}/wal"\n`;
  const web = `[http]\nbind-address = "127.0.0.1:${port}"\nlog-enabled = false\n`;
  const head = `reporting-disabled = true\nbind-address = "127.0.0.1:${await freePort()}"\n`;
  writeFileSync(join(at, 'influxdb.conf'), head + places + web);
  const child = spawn(program, ['-config', join(at, 'influxdb.conf')], { stdio: 'ignore' });
  await until('InfluxDB answers', answers(`http://127.0.0.1:${port}/ping`));
  return child;
}
