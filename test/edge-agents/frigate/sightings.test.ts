// What of Frigate's talk becomes a detection: a table of messages and what is told, one object being one however often it moves.
import { expect } from 'chai';
import type { Observed } from '../../../edge-agents/adapter.ts';
import type { Cameras, Watching } from '../../../edge-agents/frigate/cameras.ts';
import type { PlateRead, Review, TrackedEvent } from '../../../edge-agents/frigate/message.ts';
import { Sightings } from '../../../edge-agents/frigate/sightings.ts';
import { eventOf, laneCamera, lprOf, quayCamera, reviewOf } from './a-frigate.ts';

type Said = { readonly event: object } | { readonly review: object } | { readonly plate: object };
const began = 1_607_123_962;

function watching(change: Partial<Watching> = {}): Cameras {
  const all = { id: quayCamera, zones: [], labels: [] };
  const lane = { ...all, id: laneCamera };
  return {
    byName: new Map([
      ['quay_5', { ...all, ...change }],
      ['lane_in', lane],
    ]),
    whatOf: new Map([
      ...([
        ['person', 'person'],
        ['car', 'vehicle'],
        ['truck', 'vehicle'],
        ['boat', 'vessel'],
      ] as const),
      ...([['container', 'container']] as const),
    ]),
    broker: {},
  };
}

/** Each message at its own time: what is told, in a line. */
function told(said: readonly Said[], cameras = watching(), sightings = new Sightings(cameras, () => {})): string[] {
  const all = said.flatMap((one): Observed[] => {
    if ('review' in one) return sightings.review(one.review as Review);
    if ('plate' in one) return sightings.plate(one.plate as PlateRead, (one.plate as PlateRead).timestamp * 1000);
    return sightings.event(one.event as TrackedEvent, (one.event as TrackedEvent).after.frame_time * 1000);
  });
  return all.map(line);
}
const line = ({ subject, time, urgent, data }: Observed): string =>
  [
    ...[subject === `camera:${quayCamera}` ? 'quay' : 'lane', Math.round(time / 1000) - began, data['what']],
    ...[data['plate'], data['container'], urgent && 'urgent'].filter((one) => one),
  ].join(' ');
const event = (type: 'new' | 'update' | 'end', seconds: number, after: object = {}): Said => ({
  event: eventOf(type, { frame_time: began + seconds, ...after }),
});
const ids = (id: string) => ({ id });

describe('Frigate’s sightings', () => {
  const stories: [string, Said[], string[]][] = [
    ['what appears is told, at the time of its frame', [event('new', 1.5)], ['quay 2 person']],
    ['what moves is no news', [event('new', 0), event('update', 3), event('update', 9)], ['quay 0 person']],
    [
      'what enters a zone is',
      [
        event('new', 0),
        event('update', 3, { entered_zones: ['edge'] }),
        event('update', 4, { entered_zones: ['edge'] }),
      ],
      ['quay 0 person', 'quay 3 person'],
    ],
    [
      'what goes on is told now and then',
      [event('new', 0), event('update', 19), event('update', 20), event('update', 25)],
      ['quay 0 person', 'quay 20 person'],
    ],
    ['an end tells nothing more', [event('new', 0), event('end', 30)], ['quay 0 person']],
    ['nor does one whose beginning nobody heard', [event('end', 30)], []],
    ['one whose beginning was missed is told with its update', [event('update', 30)], ['quay 30 person']],
    ['two objects are two', [event('new', 0), event('new', 1, ids('2-b'))], ['quay 0 person', 'quay 1 person']],
    ['a false positive is nothing', [event('new', 0, { false_positive: true })], []],
    ['cars and trucks are vehicles', [event('new', 0, { label: 'truck' })], ['quay 0 vehicle']],
    ['boats vessels', [event('new', 0, { label: 'boat' })], ['quay 0 vessel']],
    ['dogs nothing', [event('new', 0, { label: 'dog' })], []],
    ['what a camera sees that is not in the file is left out', [event('new', 0, { camera: 'canteen' })], []],
    [
      'a plate that is read is news, once',
      [
        event('new', 0, { label: 'car' }),
        event('update', 2, { label: 'car', recognized_license_plate: ['粤B 12345', 0.9] }),
        event('update', 3, { label: 'car', recognized_license_plate: '粤B12345' }),
        event('update', 4, { label: 'car' }),
      ],
      ['quay 0 vehicle', 'quay 2 vehicle 粤B12345'],
    ],
    [
      'so is one that is told apart',
      [event('new', -5, { label: 'car' }), { plate: lprOf('粤B12345') }, { plate: lprOf('粤B12345') }],
      ['quay -5 vehicle', 'quay -3 vehicle 粤B12345'],
    ],
    [
      'also before its vehicle',
      [{ plate: lprOf('粤B12345') }, event('new', 0, { label: 'car' })],
      ['quay -3 vehicle 粤B12345'],
    ],
    [
      'a box’s number on it is a box’s',
      [event('new', 0, { camera: 'lane_in', label: 'truck', sub_label: ['CSQU 305438 3', 0.9] })],
      ['lane 0 vehicle CSQU3054383'],
    ],
    [
      'where it was read for a plate, too',
      [event('new', 0, { label: 'truck', recognized_license_plate: 'CSQU3054383' })],
      ['quay 0 vehicle CSQU3054383'],
    ],
    [
      'one with a wrong check digit is not',
      [event('new', 0, { label: 'container', sub_label: 'CSQU3054384' })],
      ['quay 0 container'],
    ],
    ['a person’s name goes nowhere', [event('new', 0, { sub_label: ['John Smith', 0.9] })], ['quay 0 person']],
    [
      'an alert of Frigate’s makes it urgent, once',
      [
        event('new', 0),
        { review: reviewOf('detection', ['1607123955.475377-mxklsc']) },
        { review: reviewOf('alert', ['1607123955.475377-mxklsc']) },
        { review: reviewOf('alert', ['1607123955.475377-mxklsc']) },
      ],
      ['quay 0 person', 'quay 0 person urgent'],
    ],
    [
      'also one that comes before its object',
      [{ review: reviewOf('alert', ['2-b']) }, event('new', 0, ids('2-b'))],
      ['quay 0 person urgent'],
    ],
  ];
  for (const [name, said, expected] of stories) it(name, () => expect(told(said)).to.deep.equal(expected));

  const inZones: [string, Said[], string[]][] = [
    ['outside them nothing is told', [event('new', 0), event('update', 30)], []],
    [
      'inside it is, and comes back as often as it does',
      [
        event('new', 0),
        event('update', 5, { current_zones: ['edge'], entered_zones: ['road', 'edge'] }),
        event('update', 30, { entered_zones: ['road', 'edge'] }),
        event('update', 60, { current_zones: ['edge'], entered_zones: ['road', 'edge'] }),
      ],
      ['quay 5 person', 'quay 60 person'],
    ],
    [
      'in and out again between two messages it was there',
      [event('new', 0), event('update', 5, { entered_zones: ['edge'] })],
      ['quay 5 person'],
    ],
    ['a plate of what is nowhere known is nowhere', [{ plate: lprOf('粤B12345') }], []],
  ];
  for (const [name, said, expected] of inZones)
    it(`where zones count: ${name}`, () => expect(told(said, watching({ zones: ['edge'] }))).to.deep.equal(expected));

  it('where labels count others do not', () => {
    const said = [event('new', 0), event('new', 1, { ...ids('2-b'), label: 'car' })];
    expect(told(said, watching({ labels: ['car'] }))).to.deep.equal(['quay 1 vehicle']);
  });

  it('what stands still is told again while it is there, and no longer when it ended, left its zone, or was long not heard of', () => {
    const sightings = new Sightings(watching({ zones: ['edge'] }), () => {});
    const edge = { current_zones: ['edge'], entered_zones: ['edge'] };
    told(
      [event('new', 0, edge), event('new', 0, { ...edge, ...ids('2-b') }), event('new', 0, { ...edge, ...ids('3-c') })],
      watching(),
      sightings,
    );
    const later = (seconds: number) => sightings.stillThere((began + seconds) * 1000).map(line);
    expect(later(19)).to.deep.equal([]);
    expect(later(20)).to.deep.equal(Array(3).fill('quay 20 person'));
    told([event('end', 21), event('update', 21, { ...ids('2-b'), entered_zones: ['edge'] })], watching(), sightings);
    expect(later(41)).to.deep.equal(['quay 41 person']);
    expect(later(601)).to.deep.equal([]);
  });

  const later = (sightings: Sightings, seconds: number) => sightings.stillThere((began + seconds) * 1000).map(line);

  it('a plate that is read when its vehicle has gone is told once, and vouches for nobody', () => {
    const sightings = new Sightings(watching(), () => {});
    const at = { timestamp: began + 9 };
    expect(
      told(
        [event('new', 0, { label: 'car' }), event('end', 5), { plate: lprOf('粤B12345', at) }],
        watching(),
        sightings,
      ),
    ).to.deep.equal(['quay 0 vehicle', 'quay 9 vehicle 粤B12345']);
    expect(later(sightings, 60)).to.deep.equal([]);
  });

  it('where vehicles are not wanted their plates are not, and what is refused by its label still ends', () => {
    const persons = watching({ labels: ['person'] });
    expect(told([event('new', 0, { label: 'car' }), { plate: lprOf('粤B12345') }], persons)).to.deep.equal([]);
    const sightings = new Sightings(persons, () => {});
    told([event('new', 0), event('end', 5, { label: 'dog' })], persons, sightings);
    expect(later(sightings, 60)).to.deep.equal([]);
  });

  it('a plate is no person’s', () => {
    const plate = { plate: lprOf('粤B12345', { timestamp: began + 1 }) };
    expect(told([event('new', 0), plate])).to.deep.equal(['quay 0 person']);
  });

  it('nothing is seen that is yet to come, whatever Frigate’s clock says', () => {
    const sightings = new Sightings(watching(), () => {});
    const ahead = eventOf('new', { frame_time: 8.64e12 }) as unknown as TrackedEvent;
    expect(sightings.event(ahead, began * 1000).map(({ time }) => time)).to.deep.equal([began * 1000]);
    expect(later(sightings, 20)).to.deep.equal(['quay 20 person']);
  });

  it('says who is not in the file once, and counts what it left out', () => {
    const strangers: string[] = [];
    const sightings = new Sightings(watching(), (name) => strangers.push(name));
    told(
      [
        event('new', 0, { camera: 'canteen' }),
        event('update', 1, { camera: 'canteen' }),
        event('new', 2, { label: 'dog' }),
      ],
      watching(),
      sightings,
    );
    expect(strangers).to.deep.equal(['canteen']);
    expect(sightings.counts).to.deep.equal({ 'camera-unknown': 2, 'label-ignored': 1 });
  });

  it('of thousands in view it keeps a thousand', () => {
    const sightings = new Sightings(watching(), () => {});
    for (let i = 0; i < 3000; i += 1) told([event('new', 0, ids(`${i}-x`))], watching(), sightings);
    expect(sightings.stillThere((began + 30) * 1000)).to.have.length(1024);
  });
});
