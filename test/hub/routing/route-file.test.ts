// The routing file: what it says, what it inherits, and every fault by its line.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { StartError } from '../../../hub/errors.ts';
import { readRouting } from '../../../hub/routing/route-file.ts';
import { routesFor } from '../../../hub/routing/route-tree.ts';
import { root, temporaryFolder } from '../../a-port.ts';

describe('The routing file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const read = (text: string) => {
    writeFileSync(join(folder.path, 'routing.yml'), text);
    return readRouting(join(folder.path, 'routing.yml'));
  };
  const receivers = 'receivers: [{name: all}, {name: a}, {name: b}]\n';

  it('the one that comes with the hub is sound', () => {
    const { route, receivers: known } = readRouting(join(root, 'hub', 'routing', 'example.yml'));
    expect([...known.keys()]).to.deep.equal(['dashboard-only', 'duty-supervisor', 'customs-duty', 'wharf-operator']);
    const to = (labels: Record<string, string>) => routesFor(route, labels).map(({ receiver }) => receiver);
    expect(to({ class: 'integrity', site: 'shatian-wharf', kind: 'device' })).to.deep.equal([
      'customs-duty',
      'wharf-operator',
    ]);
    expect(to({ class: 'efficiency', site: 'elsewhere' })).to.deep.equal(['dashboard-only']);
  });

  it('a route has what it does not say from the one above, and Alertmanager’s presets at the top', () => {
    const { route } = read(
      `route: {receiver: all, group_by: [site], routes: [{matchers: ['x="1"'], group_wait: 1s, routes: [{match: {y: '2'}, receiver: a}]}]}\n${receivers}`,
    );
    expect(route).to.include({
      key: '{}',
      groupWaitMs: 30_000,
      groupIntervalMs: 300_000,
      repeatIntervalMs: 14_400_000,
    });
    const [deepest] = routesFor(route, { x: '1', y: '2' });
    expect(deepest).to.include({ receiver: 'a', groupWaitMs: 1000, key: '{}/{x="1"}/{y="2"}' });
    expect(deepest?.groupBy).to.deep.equal(['site']);
  });

  it('a heart beats on every way of a receiver but by mail, every 30 s unless it is said otherwise', () => {
    const ways = 'webhook_configs: [{url: "http://h/"}], mqtt_configs: [{url: "mqtt://h", topic: t}]';
    const { heartbeats } = read(
      `route: {receiver: a}\nreceivers: [{name: a, ${ways}}, {name: b, alertmanager_configs: [{url: "http://h"}]}]\nheartbeats: [{receiver: a}, {receiver: b, interval: 1m}]\n`,
    );
    expect(heartbeats.map(({ name, intervalMs }) => [name, intervalMs])).to.deep.equal([
      ['a/webhook/0', 30_000],
      ['a/mqtt/0', 30_000],
      ['b/alertmanager/0', 60_000],
    ]);
  });

  it('a mail takes from global what it does not say, and a secret from a file beside', () => {
    writeFileSync(join(folder.path, 'secret'), 'sesame\n');
    const { receivers: known } = read(
      'global: {smtp_smarthost: "mail.example:587", smtp_from: hub@port.example, smtp_auth_password_file: secret}\n' +
        'route: {receiver: a}\nreceivers:\n- name: a\n  email_configs: [{to: duty@port.example}]\n  webhook_configs: [{url: "http://127.0.0.1:1/", signing_secret_file: secret}]\n',
    );
    const ways = known.get('a')?.ways ?? [];
    expect(ways.map(({ name, sendsResolved }) => [name, sendsResolved])).to.deep.equal([
      ['a/webhook/0', true],
      ['a/mail/0', false],
    ]);
    expect(ways[0]?.target).to.deep.equal({ kind: 'webhook', url: 'http://127.0.0.1:1/', secrets: ['sesame'] });
    expect(ways[1]?.target).to.deep.include({ kind: 'mail', to: 'duty@port.example' });
  });

  const faulty: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ['nothing', '', /says nothing/],
    ['no YAML', 'route: [', /routing.yml:1: /],
    ['no receiver at the top', `route: {}\n${receivers}`, /:1: the first route needs a receiver/],
    [
      'a receiver nobody knows',
      `route:\n  receiver: all\n  routes:\n  - receiver: c\n${receivers}`,
      /:4: there is no receiver c/,
    ],
    [
      'a matcher that is none',
      `route:\n  receiver: all\n  routes:\n  - matchers:\n    - severity\n${receivers}`,
      /:5: severity is no matcher/,
    ],
    ['matchers at the top', `route: {receiver: all, matchers: ['a="b"']}\n${receivers}`, /takes everything/],
    ['a duration that is none', `route:\n  receiver: all\n  group_wait: soon\n${receivers}`, /:3: soon is no duration/],
    [
      'an interval of nothing',
      `route:\n  receiver: all\n  group_interval: 0s\n${receivers}`,
      /:3: 0s is no duration .* above zero/,
    ],
    [
      'a field of another version',
      `route: {receiver: all, mute_time_intervals: [night]}\n${receivers}`,
      /mute_time_intervals is not known here/,
    ],
    ['inhibition', `inhibit_rules: []\nroute: {receiver: all}\n${receivers}`, /:1: inhibit_rules is not known here/],
    ['two of a name', 'route: {receiver: a}\nreceivers: [{name: a}, {name: a}]\n', /a is there twice/],
    [
      'an address that is none',
      'route: {receiver: a}\nreceivers:\n- name: a\n  webhook_configs:\n  - url: ftp://x\n',
      /:5: .*no http or https address/,
    ],
    [
      'a mail without a server',
      'route: {receiver: a}\nreceivers: [{name: a, email_configs: [{to: a@b.c, from: a@b.c}]}]\n',
      /no host:port of a mail server/,
    ],
    [
      'a line break in an address',
      'route: {receiver: a}\nreceivers: [{name: a, email_configs: [{to: "a@b.c\\nbcc: x@y.z", from: a@b.c, smarthost: "h:1"}]}]\n',
      /no mail address/,
    ],
    [
      'a secret that is not there',
      'route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: "http://h/", signing_secret_file: gone}]}]\n',
      /gone cannot be read: ENOENT/,
    ],
    ['a heart for nobody', `heartbeats: [{receiver: c}]\nroute: {receiver: all}\n${receivers}`, /:1: .*no receiver c/],
    [
      'a heart that nobody can hear',
      `route: {receiver: all}\nheartbeats:\n- receiver: a\n${receivers}`,
      /:3: a has no/,
    ],
    [
      'a heart that races',
      `route: {receiver: all}\nheartbeats: [{receiver: a, interval: 10ms}]\n${receivers}`,
      /:2: 10ms/,
    ],
    [
      'two hearts',
      `route: {receiver: all}\nheartbeats: [{receiver: a}, {receiver: a}]\n${receivers}`,
      /a is there twice/,
    ],
    ['a heart that is no list', `heartbeats: {receiver: a}\nroute: {receiver: all}\n${receivers}`, /:1: .*is a list/],
    [
      'a topic with a wildcard',
      'route: {receiver: a}\nreceivers: [{name: a, mqtt_configs: [{url: "mqtt://h", topic: "a/#"}]}]\n',
      /no topic to publish on/,
    ],
  ];
  for (const [what, text, says] of faulty)
    it(`${what} is refused by its line`, () => expect(() => read(text)).to.throw(StartError, says));

  it('several faults are told at once', () => {
    expect(() => read(`route:\n  receiver: x\n  group_wait: y\n${receivers}`)).to.throw(
      /no receiver x\n.*:3: y is no duration/,
    );
  });

  it('a file that is not there is said so', () =>
    expect(() => readRouting(join(folder.path, 'none.yml'))).to.throw(/no such file/));
});
