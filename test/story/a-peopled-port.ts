// A real hub with somebody of every role in it, and things at two sites: alerts to spare, a truck each, remote checks, a picture.
import { argon2Sync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FreshToken } from '../../hub/contracts/api-token.ts';
import { cookieOf, epochOne, HandAgent, type HubProcess, planFolder, startHub, temporaryFolder } from '../a-port.ts';
import { type Asker, askers, otherSite, ownSite, type Who, whos } from './permissions.ts';

export const password = 'of the whole port';
/** Whoever does before what an act is about; one who is locked and put out; one who takes cases over. */
export const [boss, leaver, heir] = ['boss', 'leaver', 'heir'];
const others = [
  [boss, 'supervisor'],
  [leaver, 'auditor'],
  [heir, 'monitor'],
] as const;

export interface Sent {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Got {
  readonly status: number;
  readonly text: string;
  readonly code: string;
  readonly json: Record<string, never>;
}

/** What is at a site, and who tells of it. */
export interface Place {
  readonly site: string;
  readonly vehicle: string;
  readonly party: string;
  tell(type: string, subject: string, data: object): Promise<void>;
  /** Trucks leave by the gate, and are drawn for a look from afar. */
  leave(...plates: readonly string[]): Promise<void>;
  cutSeals(...seals: readonly string[]): Promise<void>;
  /** Says what nobody can read. */
  scrawl(): Promise<void>;
  end(): Promise<void>;
}

export interface PeopledPort {
  readonly hub: HubProcess;
  readonly own: Place;
  readonly other: Place;
  /** By which each comes: a cookie, a token or nothing. */
  readonly comesBy: Map<string, Readonly<Record<string, string>>>;
  ask(who: string, path: string, sent?: Sent): Promise<Got>;
  close(): Promise<void>;
}

export async function startPeopledPort(): Promise<PeopledPort> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'people.yaml');
  const plan = planFolder(join(folder.path, 'plan'), (one) => {
    one.rules.checkRate = 1;
    const [party] = one.parties.filter(({ sites }) => sites?.includes(ownSite));
    if (party !== undefined) one.parties.push({ ...party, id: 'other-keeper', sites: [otherSite] });
  });
  const hash = cheapHash();
  const named = whos.flatMap((who) => {
    const { role, sites, agency, token = false }: Partial<Asker> = askers[who] ?? { token: true };
    return token ? [] : [{ name: who, role, sites, ...(agency && { agency }), password: hash }];
  });
  const besides = others.map(([name, role]) => ({ name, role, sites: 'all', password: hash }));
  writeFileSync(file, stringify({ people: [...named, ...besides] }));
  const args = ['--no-page', '--people', file, '--plan', plan];
  const hub = await startHub(join(folder.path, 'hub'), { args });
  const comesBy: PeopledPort['comesBy'] = new Map();
  const ask: PeopledPort['ask'] = async (who, path, { method = 'GET', body, headers = {} } = {}) => {
    const sent = body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const how = { method, ...(sent !== undefined && { body: sent as BodyInit }) };
    const got = await fetch(hub.web + path, {
      ...how,
      redirect: 'manual',
      headers: { ...type, ...comesBy.get(who), ...headers },
    });
    const text = Buffer.from(await got.arrayBuffer()).toString('latin1');
    const json =
      got.headers.get('content-type')?.includes('json') === true
        ? JSON.parse(Buffer.from(text, 'latin1').toString())
        : {};
    return {
      status: got.status,
      text: Buffer.from(text, 'latin1').toString(),
      json,
      code: got.ok ? '' : String(json.code ?? ''),
    };
  };
  await everybodyIn(hub.web, comesBy, ask);
  const own = await placeAt(hub, ownSite, {
    speaker: 'yard',
    gate: 'gate-main',
    lane: 'main-out-1',
    party: 'xidatan-terminal',
  });
  const there = { speaker: 'gate-bonded', gate: 'gate-bonded', lane: 'bonded-out-1', party: 'other-keeper' };
  const other = await placeAt(hub, otherSite, there);
  const close = async (): Promise<void> => {
    await Promise.all([own.end(), other.end()]);
    await hub.kill();
    folder.remove();
  };
  return { hub, own, other, comesBy, ask, close };
}

async function everybodyIn(web: string, comesBy: PeopledPort['comesBy'], ask: PeopledPort['ask']): Promise<void> {
  const isPerson = (who: Who): boolean => askers[who] !== undefined && !('token' in askers[who]);
  for (const name of [...whos.filter(isPerson), boss])
    comesBy.set(name, { cookie: await cookieOf(web, name, password) });
  for (const who of whos) {
    const asker: Asker | undefined = askers[who];
    if (asker?.proved === true) await prove(web, who, comesBy);
  }
  for (const who of whos) {
    const asker: Asker | undefined = askers[who];
    if (asker?.token === true) comesBy.set(who, { authorization: `Bearer ${await tokenOf(who, asker, ask)}` });
  }
}

/** A proof makes the cookie another. */
async function prove(web: string, who: string, comesBy: PeopledPort['comesBy']): Promise<void> {
  const headers = { 'content-type': 'application/json', ...comesBy.get(who) };
  const got = await fetch(`${web}/api/v1/session/proof`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ password }),
  });
  comesBy.set(who, { cookie: (got.headers.get('set-cookie') ?? '').split(';')[0] ?? '' });
}

async function tokenOf(name: string, { role, sites }: Asker, ask: PeopledPort['ask']): Promise<string> {
  const body = { name, role, sites, until: Date.now() + 3_600_000 };
  const { json, text } = await ask('AD', '/api/v1/tokens', { method: 'POST', body });
  const { token } = json as unknown as FreshToken;
  if (token === undefined) throw new Error(text);
  return token;
}

interface Speaking {
  readonly speaker: string;
  readonly gate: string;
  readonly lane: string;
  readonly party: string;
}

/** Things of the one site are called by another digit than those of the other. */
async function placeAt(hub: HubProcess, site: string, { speaker, gate, lane, party }: Speaking): Promise<Place> {
  const hands = new Map<string, { hand: HandAgent; seq: number }>();
  for (const agent of new Set([speaker, gate]))
    hands.set(agent, { hand: await HandAgent.connect(hub.broker, agent, site), seq: 0 });
  const say = async (agent: string, ...events: readonly (readonly [type: string, subject: string, data: object])[]) => {
    const one = hands.get(agent);
    if (one === undefined) return;
    const time = new Date().toISOString();
    const told = events.map(([type, subject, data]) => {
      one.seq += 1;
      const named = {
        specversion: '1.0',
        id: `${agent}:${epochOne}:${one.seq}`,
        source: `urn:efence:${site}:${agent}`,
      };
      return { ...named, type, subject, time, epoch: epochOne, seq: one.seq, data };
    });
    await one.hand.send(told, 'urgent');
  };
  const digit = site === ownSite ? '1' : '2';
  return {
    ...{ site, party, vehicle: `vehicle:粤S${digit.repeat(5)}` },
    tell: (...event) => say(speaker, event),
    leave: (...plates) =>
      say(
        gate,
        ...plates.map(
          (plate) => ['gate.passage', `lane:${lane}`, { direction: 'out', plates: [plate], containers: [] }] as const,
        ),
      ),
    cutSeals: (...seals) =>
      say(
        speaker,
        ...seals.map((seal) => ['seal.state', `seal:${seal}`, { state: 'open', signs: ['rope-cut'] }] as const),
      ),
    scrawl: async () => hands.get(speaker)?.hand.raw('{'),
    end: async () => {
      for (const { hand } of hands.values()) await hand.end();
    },
  };
}

/** As cheap as RFC 9106 §3.1 lets it be: at its start the hub tries every account's with passwords that anybody would try. */
function cheapHash(): string {
  const nonce = randomBytes(16);
  const cost = { memory: 8, passes: 1, parallelism: 1 };
  const tag = argon2Sync('argon2id', { message: password, nonce, tagLength: 32, ...cost });
  const [salt, told] = [nonce, tag].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$argon2id$v=19$m=8,t=1,p=1$${salt}$${told}`;
}
