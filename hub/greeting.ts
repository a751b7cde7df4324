// What whoever starts a hub is told: where everything is, what is off and why, who may come in, and a line to try.
import type { HubConfig } from './config.ts';
import { shownUrl } from './contracts/broker-url.ts';
import { demoKeyFile } from './demo.ts';
import type { People } from './identity/people.ts';
import type { Named } from './named.ts';
import { agentsLine } from './named-agents.ts';
import type { Replayed } from './restart.ts';

const defaultBroker = 'mqtt://127.0.0.1:1883';
/** A truck out through a gate without a release: an alert within a second. */
const example = 'edge-agents/examples/truck-leaves-without-release.json';
const routingExample = 'hub/routing/example.yml';

export interface Started {
  readonly replayed: Replayed;
  /** Addresses of the page and of the broker. */
  readonly web: string;
  readonly broker: string;
  readonly hasPage: boolean;
  /** Of the demo's fleet, where it runs. */
  readonly fleet: number | undefined;
}

/** A line each. */
export function greeting(config: HubConfig, named: Named, started: Started): string[] {
  const { replayed, web, broker, hasPage, fleet } = started;
  const { kept, events, open, new: anew, ms } = replayed;
  const since = kept > 0 ? ` after a snapshot of ${kept}` : '';
  const to = broker === defaultBroker ? '' : ` --broker ${shownUrl(broker)}`;
  return [
    `replayed ${events} events${since}, ${open} open alerts, ${anew} new (${ms} ms)`,
    `page     ${hasPage ? web : `off (${config.page ? 'not built' : '--no-page'})`}`,
    `api      ${web}/api/v1/status`,
    `mqtt     ${shownUrl(broker)}${config.brokerUrl === undefined ? ' (embedded)' : ''}`,
    `data     ${config.dataFolder}`,
    ...(config.demo ? [] : ['demo     off (npm start turns it on)']),
    `routing  ${config.routing ?? `off (--routing FILE turns it on; ${routingExample} is one to begin with)`}`,
    `history  ${config.influxUrl === undefined ? 'from the journal (EFENCE_INFLUX names an InfluxDB)' : `InfluxDB at ${shownUrl(config.influxUrl)}`}`,
    'off      TLS: not in this version; so it listens on this machine only',
    `try      npm run agent -- send ${example}${to}`,
    `people   ${peopleLine(config, named.people)}`,
    ...(config.oidc === undefined ? [] : [`sign-on  ${config.oidc}`]),
    `agents   ${agentsLine(named.asked, named.keys, demoKeyFile(config.dataFolder))}`,
    ...(fleet === undefined ? [] : [fleetLine(fleet)]),
    `cameras  ${camerasLine(config, named.keys.filming)}`,
  ];
}

function peopleLine({ people: file }: HubConfig, people: People | undefined): string {
  if (file !== undefined) return file;
  if (people === undefined) return 'OPEN: whoever is on this machine may do everything (--people FILE names who may)';
  if (people.demo.length === 0) return 'those who sign on';
  return `DEMO ${people.demo.map(({ name }) => name).join(', ')}; the password is the name`;
}

const fleetLine = (pid: number): string =>
  `demo     SIMULATED day of the port, process ${pid}: end it, and the hub says it is blind until it comes back`;

function camerasLine({ agents, demo }: HubConfig, filming: boolean): string {
  if (filming) return 'two SIMULATED ones, shown on demand';
  if (agents !== undefined) return `by the agents of ${agents}`;
  return demo
    ? 'none: the demo draws them with ffmpeg, which is not on this machine (npm run setup brings it)'
    : 'off (--agents FILE names who may bring video)';
}
