// The receivers of a routing file: webhooks and mail as Alertmanager spells them, an Alertmanager and MQTT besides.
import { isBrokerUrl } from '../contracts/broker-url.ts';
import type { Fault, Place } from '../files/place.ts';
import type { Way } from './groups.ts';

interface Collecting {
  readonly fault: (fault: Fault) => void;
  readonly known: (place: Place, names: Set<string>) => void;
  /** What the file named there holds. */
  readonly secret: (place: Place) => string | undefined;
}

export interface Webhook {
  readonly kind: 'webhook';
  readonly url: string;
  /** Signs what is sent; two while one takes the other's place. */
  readonly secrets: readonly string[];
}

/** Another Alertmanager, told over its API v2. */
export interface Alertmanager {
  readonly kind: 'alertmanager';
  readonly url: string;
}

export interface Mail {
  readonly kind: 'mail';
  readonly to: string;
  readonly smtp: Smtp;
}

export interface Smtp {
  readonly from: string;
  readonly host: string;
  readonly port: number;
  readonly requireTls: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

export interface Mqtt {
  readonly kind: 'mqtt';
  readonly url: string;
  readonly topic: string;
}

/** Where a way leads. */
export type Addressee = Webhook | Alertmanager | Mail | Mqtt;
export interface Receiver {
  readonly name: string;
  readonly ways: readonly (Way & { readonly target: Addressee })[];
}

/** Another Alertmanager takes what is not said again within its `resolve_timeout` (5 min) for over. */
const saidAgainMs = 60_000;

const smtpFields = ['smarthost', 'from', 'auth_username', 'auth_password_file', 'require_tls'];

/** `global`: what every mail has in common. */
export function readSmtp(place: Place, { known }: Collecting): Place {
  if (place.value !== undefined)
    known(place, new Set(['resolve_timeout', ...smtpFields.map((field) => `smtp_${field}`)]));
  return place;
}

export function readReceiver(place: Place, global: Place, collecting: Collecting): Receiver | undefined {
  const { text: name } = place.at('name');
  if (name === undefined || name === '') {
    collecting.fault(place.fault('a receiver needs a name'));
    return undefined;
  }
  const makers = {
    webhook_configs: webhookOf,
    alertmanager_configs: alertmanagerOf,
    email_configs: mailOf,
    mqtt_configs: mqttOf,
  };
  collecting.known(place, new Set(['name', ...Object.keys(makers)]));
  const ways = Object.entries(makers).flatMap(([field, make]) =>
    place.at(field).entries.flatMap((one, i) => {
      const target = make(one, collecting, global);
      if (target === undefined) return [];
      const sendsResolved = one.at('send_resolved').value ?? target.kind !== 'mail';
      const passesOn = target.kind === 'alertmanager' ? { passesOn: saidAgainMs } : {};
      return [
        {
          name: `${name}/${target.kind}/${i}`,
          receiver: name,
          sendsResolved: sendsResolved === true,
          ...passesOn,
          target,
        },
      ];
    }),
  );
  return { name, ways };
}

function webhookOf(place: Place, { known, secret, fault }: Collecting): Webhook | undefined {
  known(place, new Set(['url', 'send_resolved', 'signing_secret_file', 'next_signing_secret_file']));
  const url = webUrlOf(place.at('url'), fault);
  const secrets = ['signing_secret_file', 'next_signing_secret_file'].map((field) => secret(place.at(field)));
  return url === undefined ? undefined : { kind: 'webhook', url, secrets: secrets.filter((one) => one !== undefined) };
}

function alertmanagerOf(place: Place, { known, fault }: Collecting): Alertmanager | undefined {
  known(place, new Set(['url']));
  const url = webUrlOf(place.at('url'), fault);
  return url === undefined ? undefined : { kind: 'alertmanager', url };
}

function mqttOf(place: Place, { known, fault }: Collecting): Mqtt | undefined {
  known(place, new Set(['url', 'topic', 'send_resolved']));
  const [url, topic] = [place.at('url'), place.at('topic')];
  if (!isBrokerUrl(url.text ?? '')) fault(url.fault("is no broker's address, such as mqtt://127.0.0.1:1883"));
  else if (!/^[^#+\0]{1,200}$/.test(topic.text ?? '')) fault(topic.fault('is no topic to publish on'));
  else return { kind: 'mqtt', url: url.text ?? '', topic: topic.text ?? '' };
  return undefined;
}

/** What is not said here is said in `global`, as `smtp_…`. */
function mailOf(place: Place, { known, secret, fault }: Collecting, global: Place): Mail | undefined {
  known(place, new Set(['to', 'send_resolved', ...smtpFields]));
  const at = (field: string): Place =>
    place.at(field).value === undefined ? global.at(`smtp_${field}`) : place.at(field);
  const { text: to = '' } = place.at('to');
  const { text: from = '' } = at('from');
  if (!isAddress(to)) fault(place.at('to').fault('is no mail address'));
  if (!isAddress(from)) fault(at('from').fault('is no mail address to send from'));
  const [, host, port] = /^\[?([^\]\s]+?)\]?:(\d{1,5})$/.exec(at('smarthost').text ?? '') ?? [];
  if (host === undefined) fault(at('smarthost').fault('is no host:port of a mail server'));
  const password = secret(at('auth_password_file'));
  if (!isAddress(to) || !isAddress(from) || host === undefined) return undefined;
  const requireTls = at('require_tls').value !== false;
  return {
    kind: 'mail',
    to,
    smtp: { from, host, port: Number(port), requireTls, user: at('auth_username').text, password },
  };
}

const isAddress = (text: string): boolean => /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,255}$/.test(text);

function webUrlOf(place: Place, fault: Collecting['fault']): string | undefined {
  const { protocol } = URL.parse(place.text ?? '') ?? {};
  if (protocol === 'http:' || protocol === 'https:') return place.text;
  fault(place.fault('is no http or https address'));
  return undefined;
}
