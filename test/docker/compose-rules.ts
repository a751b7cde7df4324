// What the compose file must keep to besides its schema, as faults in words, over what Compose itself made of it.

export interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly unknown[];
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
}
export type Services = Readonly<Record<string, Service>>;

export const serviceFaults = (services: Services): string[] =>
  Object.entries(services).flatMap(([name, service]) => faultsOf(service).map((fault) => `${name}: ${fault}`));

function faultsOf(service: Service): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, fault: string) => void (holds || faults.push(fault));
  const { image, build, healthcheck, environment = {} } = service;
  must(build !== undefined || /^[a-z/-]+:v?\d+\.\d+\.\d+$/.test(image ?? ''), `${image} is not one version`);
  must(build !== undefined || healthcheck !== undefined, 'does not say how its health is known');
  must(service.read_only === true, 'may write to its image');
  must(service.privileged !== true, 'is privileged');
  must(service.security_opt?.includes('no-new-privileges:true') === true, 'may gain privileges');
  must(service.restart === 'unless-stopped', 'stays down');
  must(service.network_mode === 'host' && service.ports === undefined, 'is not on the host’s loopback');
  for (const said of [...(service.command ?? []), ...Object.values(environment)]) {
    must(!/\/\/[^/@]*:[^/@]*@/.test(said), 'holds a password');
    for (const [address = ''] of said.matchAll(/(?<![\d.])(?:0\.0\.0\.0|\d+\.\d+\.\d+\.\d+)(?=:)/g))
      must(address.startsWith('127.'), `${address} is not loopback`);
  }
  for (const name of Object.keys(environment)) must(!/PASSWORD|SECRET|TOKEN/i.test(name), `${name} is a secret`);
  return faults;
}
