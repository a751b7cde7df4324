// A truck's visit as it should be: in through a lane, a box put on and sealed, a release, and out again.
import { type Actor, actorOf, type Terminal } from './actor.ts';
import { chanceOf } from './chance.ts';
import { Journey } from './journey.ts';
import { boxOf, plateOf, sealOf, tagOf } from './marks.ts';
import { type Lane, lanes, wayFromRow, wayIn, wayOut, wayToRow } from './places.ts';

/** What bears which mark in one visit. */
export interface Visit {
  readonly plate: string;
  readonly vehicle: string;
  readonly tag: string;
  readonly box: string;
  readonly container: string;
  readonly seal: string;
  readonly release: string;
}

/** The nth visit of all: nothing of it comes again in another one. */
export function visitOf(seed: number, n: number): Visit {
  const [plate, box] = [plateOf(seed, n), boxOf(seed, n)];
  const marks = { tag: tagOf(n), seal: sealOf(n), release: `SIM-R${seed}-${n}` };
  return { plate, vehicle: `vehicle:${plate}`, box, container: `container:${box}`, ...marks };
}

/** One terminal in five tells GCJ-02, as phones and old trackers do. */
export const terminalOf = ({ vehicle }: Visit, n: number): Terminal => {
  return { subject: vehicle, datum: n % 5 === 0 ? 'GCJ-02' : 'WGS-84', accuracyM: 3 + (n % 4), seed: n + 1 };
};

const fact = (type: string, subject: string, data: Record<string, unknown>) => ({ type, subject, urgent: true, data });

export function through(journey: Journey, lane: Lane, visit: Visit, loaded: boolean): Journey {
  const direction = lane.startsWith('main-in') ? 'in' : 'out';
  const read = { plates: [visit.plate], containers: loaded ? [visit.box] : [], decision: 'passed' };
  return journey
    .say('gate-main', fact('gate.passage', `lane:${lane}`, { direction, ...read }))
    .say('gate-main', { type: 'rfid.read', subject: visit.tag, data: { antenna: lanes[lane].antenna, direction } });
}

/** The tag is the truck's: known since it was issued, told again by an agent that begins later. */
export const arrives = (journey: Journey, { vehicle, tag }: Visit): Journey =>
  journey.say('yard', fact('association', vehicle, { action: 'add', children: [tag] }), { stands: true });

const loads = (journey: Journey, { vehicle, container, seal }: Visit): Journey =>
  journey
    .say('yard', fact('association', vehicle, { action: 'add', children: [container] }), { stands: true })
    .say('yard', fact('association', container, { action: 'add', children: [seal] }), { stands: true })
    .say('yard', fact('seal.state', seal, { state: 'sealed', batteryPct: 87 }), { stands: true });

export const releases = (journey: Journey, { container, release }: Visit): Journey =>
  journey.say('customs-desk', fact('release.issued', container, { release, kind: 'release' }), { stands: true });

export const delivers = (journey: Journey, { vehicle, container }: Visit): Journey =>
  journey.say('yard', fact('association', vehicle, { action: 'remove', children: [container] }));

/** In, loaded, standing in its row: what most visits begin with. */
export function loaded(visit: Visit, from: number, n: number, seed: number): Journey {
  const next = chanceOf(seed, n, 7);
  const lane: Lane = next() < 0.5 ? 'main-in-1' : 'main-in-2';
  const row = 160 + Math.floor(next() * 10) * 105;
  const journey = arrives(new Journey(from), visit).drive(wayIn(lane), 36);
  through(journey, lane, visit, false).drive(wayToRow(lane, row), 18);
  return loads(journey.stand(30_000 + Math.floor(next() * 60_000)), visit);
}

export function ordinary(seed: number, n: number, from: number): Actor {
  const visit = visitOf(seed, n);
  const journey = releases(loaded(visit, from, n, seed), visit).stand(15_000);
  leaves(journey, visit, n);
  return actorOf(delivers(journey, visit).acts, terminalOf(visit, n), journey);
}

/** Out by one of the two lanes. */
export function leaves(journey: Journey, visit: Visit, n: number): Journey {
  const lane: Lane = n % 2 === 0 ? 'main-out-1' : 'main-out-2';
  const row = rowOf(journey);
  journey.drive(wayFromRow(row, lane), 18);
  return through(journey, lane, visit, true).drive(wayOut(lane), 36);
}

/** Rows are a hundred metres apart; the one it stands in follows from where it stands. */
function rowOf(journey: Journey): number {
  const { lon, lat } = journey.place;
  const [east, north] = [(lon - 113.5735) * 102_600, (lat - 22.8695) * 110_750];
  return Math.round(east * 0.5088 - north * 0.8609);
}
