// How a hub is started: defaults, and one sentence for each option that cannot be.
import { expect } from 'chai';
import { readConfig } from '../../hub/config.ts';
import { StartError } from '../../hub/errors.ts';

describe('The options of the hub', () => {
  it('have defaults on which it starts with nothing else', () => {
    const config = readConfig([], {});
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
    [
      ['--host', '0.0.0.0'],
      /^--host 0.0.0.0: this version has no login yet, so it listens on loopback addresses only$/,
    ],
    [['--broker', 'mosquitto'], /^--broker mosquitto: not a broker's address/],
    [['--broker', 'http://x'], /^--broker http:\/\/x: not a broker's address/],
    [['--prot', '1'], /^Unknown option '--prot'; --help lists the options$/],
    [['extra'], /^Unexpected argument 'extra'/],
  ];
  for (const [args, says] of faulty) {
    it(`${args.join(' ')} is refused in one sentence`, () => {
      expect(() => readConfig(args, {})).to.throw(StartError, says);
    });
  }
});
