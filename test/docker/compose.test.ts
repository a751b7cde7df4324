// The compose file: valid to Docker Compose itself, guarded by our rules; each part's own program takes its settings.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import mqtt from 'mqtt';
import { parse, stringify } from 'yaml';
import { readConfig } from '../../hub/config.ts';
import { readRouting } from '../../hub/routing/route-file.ts';
import { endOf, freePort, root, temporaryFolder, until } from '../a-port.ts';
import { type Service, type Services, serviceFaults } from './compose-rules.ts';

const docker = join(root, 'docker');
const file = join(docker, 'compose.yaml');
const found = (name: string): string | undefined =>
  ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'].map((at) => join(at, name)).find(existsSync);

/** Where a program is, or the test is skipped, loudly. */
function need(context: Mocha.Context, program: string): string {
  const at = found(program);
  if (at !== undefined) return at;
  console.warn(`SKIPPED: no ${program}; npm run setup installs it`);
  return context.skip();
}

/** Docker Compose reads the file, holds it to the Compose Specification's schema and says what it made of it. */
function composed(compose: string, env: Record<string, string> = {}): { ok: boolean; said: string } {
  const args = ['--file', '-', '--project-directory', docker, '--profile', 'demo', 'config'];
  const { status, stdout, stderr } = spawnSync(found('docker-compose') ?? '', args, {
    ...{ input: compose, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env } },
  });
  return { ok: status === 0, said: status === 0 ? stdout : stderr };
}

type Spoil = (file: { services: Record<string, Record<string, unknown>> }) => void;
const spoilt = (change: Spoil): string => {
  const compose = parse(readFileSync(file, 'utf8'), { merge: true });
  change(compose);
  return stringify(compose);
};

describe('The compose file', () => {
  const plain = parse(readFileSync(file, 'utf8'), { merge: true }) as { services: Services };
  const service = (name: string): Service => plain.services[name] as Service;

  it('is valid to Docker Compose, with every service and nothing to be set beforehand', function () {
    need(this, 'docker-compose');
    const { ok, said } = composed(readFileSync(file, 'utf8'));
    expect(ok, said).to.equal(true);
    expect(composed(spoilt(() => {})).ok, 'as the spoilt ones below are made').to.equal(true);
    const { services } = parse(said) as { services: Services };
    expect(Object.keys(services).sort()).to.deep.equal(['alertmanager', 'hub', 'influxdb', 'mosquitto', 'sim']);
    expect(readConfig(['--open'], services['hub']?.environment)).to.include({
      influxUrl: 'http://127.0.0.1:8086/efence',
    });
    const named = composed(readFileSync(file, 'utf8'), { EFENCE_INFLUX: 'http://127.0.0.1:1/other' });
    expect(named.said).to.include('http://127.0.0.1:1/other');
  });

  const invalid: Readonly<Record<string, Spoil>> = {
    'a word Compose does not know': ({ services }) => Object.assign(services['hub'] ?? {}, { readonly: true }),
    'a restart policy that is a number': ({ services }) => Object.assign(services['hub'] ?? {}, { restart: 3 }),
    'a volume that is not declared': ({ services }) =>
      Object.assign(services['sim'] ?? {}, { volumes: ['gone:/spool'] }),
    'a dependency that is not there': ({ services }) => Object.assign(services['hub'] ?? {}, { depends_on: ['gone'] }),
  };
  for (const [what, change] of Object.entries(invalid))
    it(`would be refused by Docker Compose with ${what}`, function () {
      need(this, 'docker-compose');
      expect(composed(spoilt(change)).ok).to.equal(false);
    });

  it('keeps every service on loopback, unprivileged, read-only, restarted, at one version and without a secret', () => {
    expect(serviceFaults(plain.services)).to.deep.equal([]);
  });

  const unguarded: readonly (readonly [service: string, changed: object, fault: RegExp])[] = [
    ['mosquitto', { image: 'eclipse-mosquitto:latest' }, /is not one version/],
    ['influxdb', { healthcheck: undefined }, /how its health is known/],
    ['hub', { read_only: false }, /may write to its image/],
    ['sim', { privileged: true }, /is privileged/],
    ['hub', { security_opt: [] }, /may gain privileges/],
    ['hub', { restart: 'no' }, /stays down/],
    ['hub', { ports: ['8080:8080'] }, /is not on the host’s loopback/],
    ['alertmanager', { command: ['--web.listen-address=0.0.0.0:9093'] }, /0\.0\.0\.0 is not loopback/],
    ['hub', { environment: { EFENCE_INFLUX: 'http://hub:sesame@127.0.0.1:8086/efence' } }, /holds a password/],
    ['influxdb', { environment: { INFLUXDB_ADMIN_PASSWORD: 'x' } }, /is a secret/],
  ];
  for (const [name, changed, fault] of unguarded)
    it(`would be refused by our rules where a service ${fault.source.replaceAll('\\', '')}`, () => {
      const services = { ...plain.services, [name]: { ...service(name), ...changed } };
      expect(serviceFaults(services).join('\n')).to.match(fault);
    });

  it('names files that are there', () => {
    for (const { volumes = [], build } of Object.values(plain.services)) {
      if (build !== undefined) expect(existsSync(join(root, build.dockerfile)), build.dockerfile).to.equal(true);
      for (const bound of volumes.filter((volume) => volume.startsWith('./')))
        expect(existsSync(join(docker, bound.split(':')[0] ?? '')), bound).to.equal(true);
    }
  });

  it('gives the hub options it knows, data on its volume, and the broker that the fleet reports to', () => {
    const config = readConfig(service('hub').command ?? [], {});
    expect(config).to.include({
      dataFolder: '/data',
      brokerUrl: 'mqtt://127.0.0.1:1884',
      routing: '/config/routing.yml',
    });
    expect(service('sim').command).to.include('mqtt://127.0.0.1:1884');
  });

  it('gives the fleet options it knows, and a spool on its volume', async () => {
    const folder = temporaryFolder();
    const args = (service('sim').command ?? []).map((arg) => arg.replace('/spool', folder.path).replace(':1884', ':1'));
    const child = spawn(process.execPath, [join(root, 'edge-agents', 'main.ts'), ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    try {
      await until(`it keeps all in its spool: ${said}`, () => /all is kept in .*sim-yard\.sqlite/.test(said));
    } finally {
      await endOf(child, 'SIGKILL');
      folder.remove();
    }
  });

  it('tells the hub of the Alertmanager that it runs, by a routing file the hub reads', () => {
    const { receivers } = readRouting(join(docker, 'routing.yml'));
    const targets = [...receivers.values()].flatMap(({ ways }) => ways.map(({ target }) => target));
    expect(targets).to.deep.equal([{ kind: 'alertmanager', url: 'http://127.0.0.1:9093' }]);
    expect(service('alertmanager').command).to.include('--web.listen-address=127.0.0.1:9093');
  });

  it('hands Alertmanager a configuration that amtool takes; one with a receiver nobody knows it does not', function () {
    const amtool = need(this, 'amtool');
    execFileSync(amtool, ['check-config', join(docker, 'alertmanager.yml')], { stdio: 'ignore' });
    const folder = temporaryFolder();
    const wrong = join(folder.path, 'alertmanager.yml');
    writeFileSync(
      wrong,
      readFileSync(join(docker, 'alertmanager.yml'), 'utf8').replace('receiver: holds-only', 'receiver: gone'),
    );
    expect(spawnSync(amtool, ['check-config', wrong]).status).to.equal(1);
    folder.remove();
  });

  it('starts a real Alertmanager with its flags, on another port', async function () {
    const program = need(this, 'prometheus-alertmanager');
    const [folder, port] = [temporaryFolder(), await freePort()];
    const args = (service('alertmanager').command ?? []).map((arg) =>
      arg
        .replace('/etc/alertmanager/', `${docker}/`)
        .replace('path=/alertmanager', `path=${folder.path}`)
        .replace(':9093', `:${port}`),
    );
    const child = spawn(program, args, { stdio: 'ignore' });
    try {
      await until(
        'it is ready',
        async () => (await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined))?.ok,
      );
    } finally {
      await endOf(child, 'SIGTERM');
      folder.remove();
    }
  });

  it('gives Mosquitto a configuration it runs on, on the loopback port the hub is told', async function () {
    const program = need(this, 'mosquitto');
    const conf = readFileSync(join(docker, 'mosquitto.conf'), 'utf8');
    expect(conf).to.match(/^listener 1884 127\.0\.0\.1$/m);
    const [folder, port] = [temporaryFolder(), await freePort()];
    const moved = conf.replace('listener 1884', `listener ${port}`);
    let child: ChildProcess | undefined;
    try {
      writeFileSync(join(folder.path, 'mosquitto.conf'), moved);
      child = spawn(program, ['-c', join(folder.path, 'mosquitto.conf')], { stdio: 'ignore' });
      const url = `mqtt://127.0.0.1:${port}`;
      await (await until('it answers', () => mqtt.connectAsync(url).catch(() => undefined))).endAsync();
      writeFileSync(join(folder.path, 'wrong.conf'), moved.replace('allow_anonymous', 'allow_anyone'));
      expect(spawnSync(program, ['-c', join(folder.path, 'wrong.conf')]).status).not.to.equal(0);
    } finally {
      if (child !== undefined) await endOf(child, 'SIGTERM');
      folder.remove();
    }
  });

  it('gives InfluxDB settings it takes: nothing of it listens beyond loopback', function () {
    const program = need(this, 'influxd');
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...service('influxdb').environment };
    const said = execFileSync(program, ['config'], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const http = said.slice(said.indexOf('[http]'), said.indexOf('[logging]'));
    expect(http).to.match(/bind-address = "127\.0\.0\.1:8086"/);
    expect(said.slice(0, said.indexOf('[meta]'))).to.match(/^bind-address = "127\.0\.0\.1:8088"$/m);
  });
});
