// The one idea, whole: trucks, boxes, seals, tags, cameras, releases and who carries whom, in any order, repeated, and with the hub killed between.
import { expect } from 'chai';
import fc from 'fast-check';
import { fenceOf } from '../../geo/fence.ts';
import { toSpot } from '../../geo/plane.ts';
import type { Feed } from '../../hub/contracts/ids.ts';
import type { PartyEntry } from '../../hub/contracts/trust.ts';
import type { KeyEvent, Keyed } from '../../hub/flow.ts';
import { Parties } from '../../hub/registry/parties.ts';
import { TrustBook } from '../../hub/trust/trust-book.ts';
import { weigherOver } from '../../hub/trust/weigh.ts';
import type { DeviceFacts, FenceFacts } from '../../hub/world.ts';
import { inside, outside } from '../a-port.ts';
import { fix, plane, port, worldOf } from './a-fold.ts';

const ring = [
  [113.5735, 22.8695],
  [113.5802, 22.859],
  [113.578, 22.8578],
  [113.5713, 22.8683],
  [113.5735, 22.8695],
];
const yard = fenceOf(plane, { id: 'yard', rings: [ring], hysteresisM: 0, fixes: 2, settleSeconds: 20 });
const facts: FenceFacts = {
  ...{ id: 'yard', version: 'v1', site: 's', nameZh: '堆场', nameEn: 'yard', restricted: false, allowed: [] },
  ...{ release: ['container'], inspection: false, dwellMs: { container: 200_000, vehicle: 150_000 } },
};
const lane = { id: 'out', site: 's', direction: 'out' as const, fence: 'yard', lon: 113.575, lat: 22.864 };
const eye = 'camera:52005001110132190001';
const antenna = 'device:antenna-out';
const atLane = (key: string, kind: DeviceFacts['kind']): DeviceFacts => ({
  ...{ key, kind, site: 's', agent: 'a', nameZh: key, nameEn: key, lane: 'out', fence: undefined, segments: [] },
});
const devices = [atLane(eye, 'camera'), atLane(antenna, 'antenna')];
const world = worldOf({
  deviceOf: (key) => devices.find((one) => one.key === key),
  antennasOf: (id) => (id === 'out' ? [antenna] : []),
  fences: [yard],
  factsOf: (id) => (id === 'yard' ? facts : undefined),
  laneOf: (id) => (id === 'out' ? lane : undefined),
});

const trucks = ['vehicle:粤SA0001', 'vehicle:粤SB0002'] as const;
const boxes = ['container:CSQU3054383', 'container:MSKU6011672'] as const;
const seal = 'seal:JT701-1';
const tag = 'tag:E28011';

type Lane = 'see' | 'read' | 'tie-tag' | 'health';
interface Act {
  readonly what: 'fix' | 'add' | 'move' | 'remove' | 'release' | 'revoke' | 'pass' | 'seal' | 'tie-seal' | Lane;
  readonly truck: 0 | 1;
  readonly box: 0 | 1;
  readonly in: boolean;
  readonly stepMs: number;
  /** Which of two agents tells it. */
  readonly agent: 'a' | 'b';
}

/** What an act is heard as, at which stories. */
function keyedOf({ what, truck, box, in: is, agent }: Act, time: number, seq: number): Keyed[] {
  const [carrier, other, cargo] = [trucks[truck] as string, trucks[1 - truck] as string, boxes[box] as string];
  const source = { id: `${agent}:${seq}`, agent, site: 's', feed: 'live' as Feed, heardAt: time };
  const order = { time, asOf: time, from: `${agent}/e/routine`, seq, ...source };
  const at = is ? inside : outside;
  const told = (kind: string, subject: string, data: object, keys: string[]): Keyed[] =>
    keys.map((key) => ({ key, event: { ...order, kind, subject, data, issuedAt: time } as unknown as KeyEvent }));
  if (what === 'fix')
    return [{ key: carrier, event: { ...order, kind: 'position', fix: at, spot: toSpot(plane, at.lon, at.lat) } }];
  if (what === 'add') return told('association', carrier, { action: 'add', children: [cargo] }, [carrier, cargo]);
  if (what === 'remove') return told('association', carrier, { action: 'remove', children: [cargo] }, [carrier, cargo]);
  if (what === 'move')
    return told('association', carrier, { action: 'move', children: [cargo], from: other }, [carrier, other, cargo]);
  if (what === 'tie-seal') return told('association', cargo, { action: 'add', children: [seal] }, [cargo, seal]);
  if (what === 'release') return told('release.issued', cargo, { release: `R${box}` }, [cargo]);
  if (what === 'revoke') return told('release.revoked', cargo, { release: `R${box}` }, [cargo]);
  if (what === 'seal')
    return told('seal.state', seal, { state: is ? 'sealed' : 'open', signs: is ? [] : ['rope-cut'] }, [seal]);
  if (what === 'see') return told('camera.detection', eye, { what: 'container', container: cargo.slice(10) }, [eye]);
  if (what === 'read') return told('rfid.read', tag, { antenna: 'antenna-out', direction: 'out' }, [tag]);
  if (what === 'tie-tag') return told('association', cargo, { action: 'add', children: [tag] }, [cargo, tag]);
  const device = truck === 0 ? eye : antenna;
  if (what === 'health') return told('device.health', device, { state: is ? 'healthy' : 'faulty' }, [device]);
  const direction = is ? 'in' : 'out';
  return told('gate.passage', 'lane:out', { direction }, ['lane:out', carrier.replace('vehicle', 'plate'), cargo]);
}

const act = fc.record({
  what: fc.constantFrom<Act['what'][]>(
    'fix',
    'fix',
    'fix',
    'fix',
    'add',
    'add',
    'move',
    'remove',
    'release',
    'revoke',
    'pass',
    'seal',
    'tie-seal',
    'see',
    'see',
    'see',
    'read',
    'read',
    'tie-tag',
    'health',
  ),
  truck: fc.constantFrom<(0 | 1)[]>(0, 1),
  box: fc.constantFrom<(0 | 1)[]>(0, 1),
  in: fc.boolean(),
  stepMs: fc.constantFrom(0, 1000, 15_000, 25_000, 90_000),
  agent: fc.constantFrom<('a' | 'b')[]>('a', 'b'),
});
const day = fc.array(act, { minLength: 1, maxLength: 60 });

function eventsOf(acts: readonly Act[]): { events: Keyed[][]; end: number } {
  let time = 1000;
  const events = acts.map((one, i) => {
    time += one.stepMs;
    return keyedOf(one, time, i + 1);
  });
  return { events, end: time };
}

/** Every witness has passed: nothing is left to wait for. */
function finish(of: ReturnType<typeof port>, end: number): void {
  for (const agent of ['a', 'b']) of.passed(end + 1_000_000, `agent:${agent}`);
  of.passed(end + 1_000_000);
}

function shuffled<T>(all: readonly T[], next: () => number): T[] {
  return [...all, ...all.filter(() => next() % 4 === 0)]
    .map((one) => ({ one, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

const settings = { worlds: [world] };
const seeds = { seed: 2012, numRuns: 300 };

describe('The same events end in the same book', () => {
  it('whether the one who saw it says how far it has told before the thing has left, or after', () => {
    const key = 'vehicle:粤S12345';
    const [told, late] = [port(), port()];
    told.fold(fix(1, 0, inside, key));
    told.passed(20_000, 'agent:a');
    told.fold(fix(2, 50_000, outside, key));
    late.fold(fix(1, 0, inside, key), fix(2, 50_000, outside, key), fix(3, 60_000, outside, key));
    for (const one of [told, late]) one.passed(100_000, 'agent:a');
    told.fold(fix(3, 60_000, outside, key));
    expect(late.standing()).to.deep.equal(told.standing());
    expect(told.standing().map(({ rule, from, to }) => [rule, from, to])).to.deep.equal([
      ['restricted-entry', 0, 50_000],
    ]);
  });

  it('in any order, doubled, in groups of any size, with witnesses passing between', () => {
    fc.assert(
      fc.property(day, fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 7 }), (acts, chance, groups) => {
        const { events, end } = eventsOf(acts);
        const straight = port(settings);
        for (const event of events) straight.fold(...event);
        finish(straight, end);
        const next = (): number => chance.next().value;
        const heard = shuffled(events, next);
        const crooked = port(settings);
        for (let i = 0; i < heard.length; i += groups) {
          crooked.fold(...heard.slice(i, i + groups).flat());
          // The hub's clock goes on meanwhile: whoever waits for a silent agent is answered without it, for now.
          if (next() % 5 === 0) crooked.passed((next() % (end + 200_000)) + 1000);
          // And those who tell go on: what they have told so far is concluded from, whatever is heard later.
          if (next() % 5 === 0)
            crooked.passed((next() % (end + 200_000)) + 1000, `agent:${next() % 2 === 0 ? 'a' : 'b'}`);
        }
        finish(crooked, end);
        expect(crooked.standing()).to.deep.equal(straight.standing());
        expect(crooked.engine.counts).to.include({ unjudged: 0, thrown: 0 });
      }),
      seeds,
    );
  });

  it('and killed at any point, from whatever was kept by then, as often as one likes', () => {
    fc.assert(
      fc.property(day, fc.infiniteStream(fc.nat()), (acts, chance) => {
        const { events, end } = eventsOf(acts);
        const straight = port(settings);
        for (const event of events) straight.fold(...event);
        finish(straight, end);
        const next = (): number => chance.next().value;
        const crooked = port({ ...settings, copying: true, held: 40 });
        for (const event of shuffled(events, next)) {
          crooked.fold(...event);
          if (next() % 3 === 0) crooked.keepSome(1 + (next() % 3));
          if (next() % 12 === 0) expect(crooked.killed()).to.deep.equal([]);
        }
        finish(crooked, end);
        expect(crooked.killed()).to.deep.equal([]);
        expect(crooked.standing()).to.deep.equal(straight.standing());
      }),
      seeds,
    );
  });

  it('and with parties behind the trucks weighs every alert alike, by what was known when it began', () => {
    const [first, second] = trucks.map((truck) => truck.slice('vehicle:'.length)) as [string, string];
    const classed = (id: string, vehicle: string, name: string): PartyEntry => ({
      ...{ id, name: { zh: id, en: id }, kind: 'haulier', vehicles: [vehicle] },
      classes: [{ from: '1970-01-01', scheme: 'order-282', class: name }],
    });
    const named = [classed('trusted', first, 'advanced-certified'), classed('usual', second, 'regular')];
    const registry = { plan: undefined, partiesAt: () => new Parties({ parties: named, timeZone: 'UTC' }) };
    const results = [100_000, 250_000, 400_000, 550_000].flatMap((at) =>
      ['trusted', 'usual'].map((party) => ({ party, at, clean: false })),
    );
    const kept = { days: () => [], openChecks: () => [], results: () => results, wasHeard: () => false };
    const weigh = weigherOver(registry, new TrustBook(registry, kept));
    const seen = new Set<string>();
    fc.assert(
      fc.property(day, fc.infiniteStream(fc.nat()), (acts, chance) => {
        const { events, end } = eventsOf(acts);
        const [straight, crooked] = [port({ ...settings, weigh }), port({ ...settings, weigh })];
        for (const event of events) straight.fold(...event);
        for (const event of shuffled(events, () => chance.next().value)) crooked.fold(...event);
        finish(straight, end);
        finish(crooked, end);
        expect(crooked.standing()).to.deep.equal(straight.standing());
        for (const { trust } of straight.standing()) seen.add(`${trust?.party} ${trust?.tier}`);
      }),
      seeds,
    );
    expect(seen.size, 'and there was something to weigh').to.be.greaterThan(3);
  });
});
