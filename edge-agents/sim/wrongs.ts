// What goes wrong in the day, on purpose: when, by which rule it ought to be found, and who acts it.
import { type Actor, actorOf, placeOf } from './actor.ts';
import { Journey } from './journey.ts';
import { astray, intoStore, laneCamera, outOfStore, soleCamera, storeCamera } from './places.ts';
import { delivers, leaves, loaded, releases, terminalOf, type Visit, visitOf } from './visit.ts';

/** Elapsed since the start of its round, ms; `found` is not raised, or raised and withdrawn, where `withdrawn` says so. */
export interface Wrong {
  readonly what: string;
  readonly rule: string;
  readonly key: string;
  readonly at: number;
  readonly withdrawn?: boolean;
  readonly actors: readonly Actor[];
}

/** One of each in a round; the first is seen within half a minute of the start. */
export const roundMs = 900_000;
const perRound = 16;
/** Marks of what goes wrong lie apart from those of ordinary visits. */
const apart = 500_000;

export function wrongsOf(seed: number, round: number, began: number): Wrong[] {
  const n = (i: number): number => apart + round * perRound + i;
  return [
    unreleased(seed, n(0), began + 12_000),
    inStore(seed, n(1), began + 60_000),
    deviates(seed, n(2), began + 100_000),
    opens(seed, n(3), began + 150_000),
    cuts(seed, n(4), began + 200_000),
    fails(began + coveredAt),
    lateRelease(seed, n(5), began + 330_000),
    releasedAfter(seed, n(6), began + 420_000),
    intrudes(began + 460_000),
    tagUnread(seed, n(9), began + 490_000),
    ...movedLate(seed, n(7), n(8), began + 520_000),
  ];
}

const fact = (type: string, subject: string, data: Record<string, unknown>) => ({ type, subject, urgent: true, data });

/** A loaded visit that comes to its lane at `at`: the same drive, begun as much earlier as it takes. */
function reaching(seed: number, n: number, at: number, prepare: (journey: Journey, visit: Visit) => void) {
  const visit = visitOf(seed, n);
  const trial = loaded(visit, 0, n, seed);
  prepare(trial, visit);
  leaves(trial, visit, n);
  const passed = trial.acts.filter(({ observed }) => observed.type === 'gate.passage').at(-1)?.at ?? 0;
  const journey = loaded(visit, at - passed, n, seed);
  prepare(journey, visit);
  leaves(journey, visit, n);
  return { visit, journey };
}

function unreleased(seed: number, n: number, at: number): Wrong {
  const { visit, journey } = reaching(seed, n, at, (one) => one.stand(15_000));
  const actors = [actorOf(delivers(journey, visit).acts, terminalOf(visit, n), journey)];
  return { what: 'out without a release', rule: 'gate-out-without-release', key: visit.container, at, actors };
}

function inStore(seed: number, n: number, at: number): Wrong {
  const visit = visitOf(seed, n);
  const journey = new Journey(at - 45_000).drive(intoStore, 18).stand(40_000).drive(outOfStore, 18).stand(60_000);
  const actors = [actorOf([], terminalOf(visit, n), journey)];
  return { what: 'in the dangerous goods store', rule: 'restricted-entry', key: visit.vehicle, at, actors };
}

function deviates(seed: number, n: number, at: number): Wrong {
  const visit = visitOf(seed, n);
  const movement = `SIM-M${seed}-${n}`;
  const opened = { movement, kind: 'linkage', corridor: 'bonded-to-quay', destination: 'xidatan-perimeter' };
  const journey = new Journey(at - 60_000)
    .say('customs-desk', fact('movement.opened', visit.vehicle, opened), { stands: true })
    .drive(astray, 36)
    .say('customs-desk', fact('movement.closed', visit.vehicle, { movement }));
  const actors = [actorOf(journey.acts, terminalOf(visit, n), journey)];
  return { what: 'off its corridor', rule: 'corridor-deviation', key: visit.vehicle, at, actors };
}

function opens(seed: number, n: number, at: number): Wrong {
  const { visit, journey } = standing(seed, n, at);
  journey.say('yard', fact('seal.state', visit.seal, { state: 'open', ...here(journey, visit, n), batteryPct: 86 }));
  const actors = [actorOf(journey.stand(90_000).acts, terminalOf(visit, n), journey)];
  return { what: 'a seal opened in the yard', rule: 'seal-opened-outside', key: visit.seal, at, actors };
}

function cuts(seed: number, n: number, at: number): Wrong {
  const { visit, journey } = standing(seed, n, at);
  const state = { state: 'sealed', signs: ['rope-cut', 'vibration'], ...here(journey, visit, n), batteryPct: 64 };
  journey.say('yard', fact('seal.state', visit.seal, state));
  const actors = [actorOf(journey.stand(90_000).acts, terminalOf(visit, n), journey)];
  return { what: 'a rope cut', rule: 'seal-tampered', key: visit.seal, at, actors };
}

/** Loaded, released, and standing in its row at `at`. */
function standing(seed: number, n: number, at: number) {
  const visit = visitOf(seed, n);
  const trial = loaded(visit, 0, n, seed);
  const journey = releases(loaded(visit, at - trial.at, n, seed), visit);
  return { visit, journey };
}

function here(journey: Journey, visit: Visit, n: number) {
  const { lon, lat, datum, accuracyM } = placeOf(terminalOf(visit, n), journey, journey.at);
  return { lon, lat, datum, accuracyM };
}

/** When in its round the only camera of a berth's front is covered, and for how long. */
const coveredAt = 240_000;
const coveredMs = 60_000;
export const isCovered = (time: number): boolean =>
  time % roundMs >= coveredAt && time % roundMs < coveredAt + coveredMs;

/** With it the segment is blind for a minute. */
function fails(at: number): Wrong {
  const health = (state: string, says: string) => fact('device.health', soleCamera, { state, says });
  const acts = [
    { at, agent: 'quay-cameras', observed: health('obscured', 'lens covered') },
    { at: at + coveredMs, agent: 'quay-cameras', observed: health('healthy', 'clear again') },
  ];
  return {
    what: 'the only camera of berth 8 covered',
    rule: 'segment-blind',
    key: 'segment:quay-8',
    at,
    actors: [actorOf(acts)],
  };
}

/** A person walks about in the dangerous goods store for a minute. */
function intrudes(at: number): Wrong {
  const seen = (i: number) => ({
    ...{ at: at + i * 15_000, agent: 'yard' },
    observed: fact('camera.detection', storeCamera, { what: 'person', confidence: 0.87, track: `sim-person-${at}` }),
  });
  const actors = [actorOf([0, 1, 2, 3].map(seen))];
  return { what: 'a person in the dangerous goods store', rule: 'restricted-sighting', key: storeCamera, at, actors };
}

/** A truck waits before the gate: the camera makes out its box, and the antenna reads no tag of it. */
function tagUnread(seed: number, n: number, at: number): Wrong {
  const { container } = visitOf(seed, n);
  const data = { what: 'container', container: container.slice('container:'.length), confidence: 0.91 };
  const actors = [actorOf([{ at, agent: 'gate-main', observed: fact('camera.detection', laneCamera, data) }])];
  return { what: 'a box whose tag is not read', rule: 'box-without-tag', key: container, at, actors };
}

/** Issued before the exit, delivered forty seconds after it. */
function lateRelease(seed: number, n: number, at: number): Wrong {
  const { visit, journey } = reaching(seed, n, at, (one) => one.stand(15_000));
  const late = { at: at + 40_000, agent: 'customs-desk', observed: issued(visit, at - 20_000) };
  const actors = [actorOf([...delivers(journey, visit).acts, late], terminalOf(visit, n), journey)];
  return {
    what: 'a release that comes late',
    rule: 'gate-out-without-release',
    key: visit.container,
    at,
    withdrawn: true,
    actors,
  };
}

function releasedAfter(seed: number, n: number, at: number): Wrong {
  const { visit, journey } = reaching(seed, n, at, (one) => one.stand(15_000));
  const after = { at: at + 45_000, agent: 'customs-desk', observed: issued(visit, at + 30_000) };
  const actors = [actorOf([...delivers(journey, visit).acts, after], terminalOf(visit, n), journey)];
  return {
    what: 'a release issued after the exit',
    rule: 'gate-out-without-release',
    key: visit.container,
    at,
    actors,
  };
}

/** `issuedAt` is elapsed time here; whoever tells it makes it a date. */
const issued = ({ container, release }: Visit, issuedAt: number) =>
  fact('release.issued', container, { release, kind: 'release', issuedAt });

/** The yard says two minutes late that the box had been put on another truck: the alert moves to that one. */
function movedLate(seed: number, n: number, m: number, at: number): Wrong[] {
  const a = reaching(seed, n, at, (one) => one.stand(15_000));
  for (const act of a.journey.acts) unread(act.observed.data as { containers?: string[] });
  const b = visitOf(seed, m);
  const other = loadedAs(b, seed, m, at + 20_000);
  const children = [a.visit.container];
  const moved = fact('association', b.vehicle, {
    action: 'move',
    from: a.visit.vehicle,
    children,
    issuedAt: at - 60_000,
  });
  const late = { at: at + 140_000, agent: 'yard', observed: moved };
  const key = a.visit.container;
  const rule = 'gate-out-without-release';
  return [
    {
      what: 'out on the truck it was not on',
      rule,
      key,
      at,
      withdrawn: true,
      actors: [actorOf(a.journey.acts, terminalOf(a.visit, n), a.journey)],
    },
    {
      what: 'out on the truck it had been moved to',
      rule,
      key,
      at: at + 20_000,
      actors: [actorOf([...other.acts, late], terminalOf(b, m), other)],
    },
  ];
}

/** Out at `at`, with nothing known to be on it. */
function loadedAs(visit: Visit, seed: number, n: number, at: number): Journey {
  const bare: Visit = { ...visit, box: '' };
  const build = (from: number): Journey => {
    const journey = loaded(visit, from, n, seed);
    return leaves(journey.stand(15_000), bare, n);
  };
  const passed =
    build(0)
      .acts.filter(({ observed }) => observed.type === 'gate.passage')
      .at(-1)?.at ?? 0;
  const journey = build(at - passed);
  const isLoad = (type: string, subject: string): boolean => type === 'association' && subject === visit.container;
  const kept = journey.acts.filter(({ observed }) => {
    const { children } = observed.data as { children?: string[] };
    return !isLoad(observed.type, observed.subject) && !children?.includes(visit.container);
  });
  journey.acts.splice(0, journey.acts.length, ...kept);
  for (const act of journey.acts) unread(act.observed.data as { containers?: string[] });
  return journey;
}

/** Nobody read a number on it. */
function unread(data: { containers?: string[] }): void {
  if (data.containers !== undefined) data.containers = [];
}
