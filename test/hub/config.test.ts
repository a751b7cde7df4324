// How a hub is started: defaults, and one sentence for each option that cannot be.
import { expect } from 'chai';
import { childEnv, optionsHelp, readConfig } from '../../hub/config.ts';
import { isLoopbackHost, urlHost } from '../../hub/contracts/loopback.ts';
import { StartError } from '../../hub/errors.ts';

describe('The options of the hub', () => {
  it('have defaults on which it starts with nothing else but who may come in', () => {
    const config = readConfig(['--open'], {});
    expect(config).to.include({
      host: '127.0.0.1',
      httpPort: 8080,
      mqttPort: 1883,
      demo: false,
      page: true,
      reset: false,
    });
  });

  const faulty: readonly (readonly [args: string[], says: RegExp])[] = [
    [['--port', 'http'], /^--port http: not a port$/],
    [['--port', '70000'], /^--port 70000: not a port$/],
    [['--mqtt-port', '-1'], /--mqtt-port/],
    [['--host', '0.0.0.0'], /^--host 0.0.0.0: this version has no TLS yet, so it listens on loopback addresses only$/],
    ...['::', '::0', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', '[::]', '*', ''].map((host): [string[], RegExp] => [
      ['--host', host],
      /listens on loopback addresses only$/,
    ]),
    [['--people', 'people.yaml'], /^--open lets everybody .*: choose one$/],
    [['--demo'], /^--open lets everybody .*: choose one$/],
    [['--host', '127.999.1.1'], /^--host 127.999.1.1: .* loopback addresses only$/],
    [['--host', '127.1'], /^--host 127.1: .* loopback addresses only$/],
    [['--host', '::2'], /^--host ::2: .* loopback addresses only$/],
    [['--host', '[::1]'], /^--host \[::1\]: .* loopback addresses only$/],
    [['--broker', 'mosquitto'], /^--broker mosquitto: not a broker's address/],
    [['--broker', 'http://x'], /^--broker http:\/\/x: not a broker's address/],
    [['--keep-days', '0'], /^--keep-days 0: not a number of days from 1$/],
    [['--keep-bytes', '5x'], /^--keep-bytes 5x: not a number of bytes, such as 500M or 200G$/],
    [['--prot', '1'], /^Unknown option '--prot'; --help lists the options$/],
    [['extra'], /^Unexpected argument 'extra'/],
  ];
  for (const [args, says] of faulty) {
    it(`${args.join(' ')} is refused in one sentence`, () => {
      expect(() => readConfig(['--open', ...args], {})).to.throw(StartError, says);
    });
  }

  it('nobody named is no way to start: both ways are said', () => {
    expect(() => readConfig([], {})).to.throw(StartError, /^nobody is named: --people FILE .*; --open lets/);
    const named = ['--people', 'people.yaml', '--agents', 'agents.yaml'];
    expect(readConfig(named, {})).to.include({ open: false });
    const oidc = ['--oidc', 'oidc.yaml', '--open-agents'];
    expect(() => readConfig(oidc, {})).to.throw(StartError, /^EFENCE_OIDC_SECRET: the issuer's secret is needed/);
    expect(() => readConfig(oidc, { EFENCE_OIDC_SECRET_FILE: '/none' })).to.throw(StartError, /^EFENCE_OIDC_SECRET:/);
    expect(readConfig(oidc, { EFENCE_OIDC_SECRET: 'x' })).to.include({ open: false, oidcSecret: 'x' });
    expect(readConfig(['--demo'], {})).to.include({ open: false, people: undefined });
  });

  it('nor is no agent named, where nobody has opened it and no other broker decides', () => {
    const people = ['--people', 'people.yaml'];
    expect(() => readConfig(people, {})).to.throw(
      StartError,
      /^no agent is named: --agents FILE .*; --open-agents lets/,
    );
    const both = [...people, '--open-agents', '--agents', 'agents.yaml'];
    expect(() => readConfig(both, {})).to.throw(StartError, /: choose one$/);
    for (const more of [['--open-agents'], ['--broker', 'mqtt://127.0.0.1:1884'], ['--agents', 'agents.yaml']])
      expect(readConfig([...people, ...more], {})).to.include({ open: false });
  });

  for (const host of ['127.0.0.1', '127.255.255.254', 'localhost', '::1']) {
    it(`--host ${host} is this machine`, () => {
      expect(readConfig(['--open', '--host', host], {})).to.include({ host });
    });
  }

  it('the log has five levels, none said is info, and another is refused in one sentence', () => {
    const level = (EFENCE_LOG?: string) => readConfig(['--open'], { EFENCE_LOG });
    for (const known of ['silent', 'error', 'warn', 'info', 'debug']) {
      expect(level(known)).to.include({ logLevel: known });
      expect(optionsHelp).to.match(new RegExp(`EFENCE_LOG.*${known}`));
    }
    for (const unsaid of [undefined, '']) expect(level(unsaid)).to.include({ logLevel: 'info' });
    const says = /^EFENCE_LOG loud: not a level; there are silent, error, warn, info, debug$/;
    expect(() => level('loud')).to.throw(StartError, says);
    expect(() => level('toString')).to.throw(StartError);
  });

  it('its key on another broker comes by the environment, and is never repeated', () => {
    const key = 'k'.repeat(43);
    expect(readConfig(['--open'], { EFENCE_BROKER_KEY: key })).to.include({ brokerKey: key });
    for (const EFENCE_BROKER_KEY of [undefined, ''])
      expect(readConfig(['--open'], { EFENCE_BROKER_KEY })).to.include({ brokerKey: undefined });
    expect(() => readConfig(['--open'], { EFENCE_BROKER_KEY: 'a secret' }))
      .to.throw(StartError, /^EFENCE_BROKER_KEY: not a key/)
      .with.property('message')
      .that.does.not.include('secret');
  });

  it('its secrets are no child’s: a process it starts is told its own key and what is no secret', () => {
    const secrets = ['EFENCE_BROKER_KEY', 'EFENCE_OIDC_SECRET', 'EFENCE_OIDC_SECRET_FILE', 'EFENCE_INFLUX'];
    const env = Object.fromEntries([...secrets, 'PATH'].map((name) => [name, `of ${name}`]));
    expect(childEnv({ EFENCE_AGENT_KEY: 'k' }, env)).to.deep.equal({ PATH: 'of PATH', EFENCE_AGENT_KEY: 'k' });
  });

  it('what is remembered has bounds in days and bytes', () => {
    expect(readConfig(['--open'], {})).to.deep.include({
      keep: { days: 400, bytes: Infinity, freeBytes: 500_000_000 },
    });
    const asked = readConfig(['--open', '--keep-days', '30', '--keep-bytes', '200G'], { EFENCE_FREE: '2G' });
    expect(asked).to.deep.include({ keep: { days: 30, bytes: 200e9, freeBytes: 2e9 } });
  });

  it('--reset promises no more than it does', () => {
    expect(optionsHelp).to.match(/^ {2}--reset +begin with an empty journal$/m);
  });
});

describe('This machine', () => {
  const headers: readonly (readonly [header: string | undefined, ours: boolean])[] = [
    ['localhost', true],
    ['LocalHost:8080', true],
    ['127.0.0.1:8080', true],
    ['[::1]:8080', true],
    [undefined, false],
    ['', false],
    [':8080', false],
    ['localhost.', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['127.999.1.1', false],
    ['::1', false],
    ['[::1', false],
    ['[localhost]', false],
    ['0.0.0.0', false],
  ];
  for (const [header, ours] of headers) {
    it(`${ours ? 'is' : 'is not'} what a Host header names as ${header}`, () => {
      expect(isLoopbackHost(header)).to.equal(ours);
    });
  }

  it('stands in a URL with brackets where the URL needs them', () => {
    expect(['::1', '127.0.0.1', 'localhost'].map(urlHost)).to.deep.equal(['[::1]', '127.0.0.1', 'localhost']);
  });
});
