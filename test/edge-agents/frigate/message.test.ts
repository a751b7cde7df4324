// Frigate's messages read: what it really publishes is taken, whatever else is in it; what we could not use is refused by a code.
import { expect } from 'chai';
import { readMessage } from '../../../edge-agents/frigate/message.ts';
import { eventOf, lprOf, reviewOf } from './a-frigate.ts';

const read = (topic: string, said: unknown) =>
  readMessage(topic, Buffer.from(typeof said === 'string' ? said : JSON.stringify(said)));

describe('Frigate’s messages', () => {
  const sound: [string, string, unknown, string][] = [
    ['the documented event', 'events', eventOf('update'), 'event'],
    ['a first one without a before', 'events', eventOf('new'), 'event'],
    ['a sub-label with its score', 'events', eventOf('update', { sub_label: ['John Smith', 0.79] }), 'event'],
    ['one that is a text', 'events', eventOf('update', { sub_label: 'CSQU3054383' }), 'event'],
    ['a plate', 'events', eventOf('update', { recognized_license_plate: '粤B12345' }), 'event'],
    ['a plate with its score', 'events', eventOf('update', { recognized_license_plate: ['粤B12345', 0.93] }), 'event'],
    [
      'one whose score is not known',
      'events',
      eventOf('update', { recognized_license_plate: ['粤B1', null] }),
      'event',
    ],
    [
      'an old version that has fewer fields',
      'events',
      { type: 'end', after: { id: '1-a', camera: 'c', label: 'car', frame_time: 1 } },
      'event',
    ],
    ['a review', 'reviews', reviewOf('alert', ['1-a']), 'review'],
    ['a plate read apart', 'tracked_object_update', lprOf('123ABC'), 'plate'],
    ['a face is not ours to know', 'tracked_object_update', { type: 'face', id: '1-a', name: 'John' }, 'none'],
    ['nor a description', 'tracked_object_update', { type: 'description', id: '1-a', description: 'x' }, 'none'],
    ['a topic of no interest', 'stats', {}, 'none'],
  ];
  for (const [what, topic, said, kind] of sound)
    it(`${what} is taken as ${kind}`, () => expect(read(topic, said).kind).to.equal(kind));

  it('online, offline, and an older version’s stopped', () => {
    const told = ['online', 'offline', 'stopped'].map((word) => read('available', word));
    expect(told.map((said) => said.kind === 'available' && said.online)).to.deep.equal([true, false, false]);
  });

  const wrong: [string, string, unknown, string][] = [
    ['no JSON', 'events', '{"type":', 'not-json'],
    ['a list', 'events', [], 'malformed'],
    ['null', 'reviews', 'null', 'malformed'],
    ['an event without its object', 'events', { type: 'new' }, 'malformed'],
    ['a type nobody knows', 'events', { ...eventOf('new'), type: 'gone' }, 'malformed'],
    ['an id that is no name', 'events', eventOf('new', { id: 'a b' }), 'malformed'],
    ['a time that is none', 'events', eventOf('new', { frame_time: '12:00' }), 'malformed'],
    ['a score beyond one', 'events', eventOf('new', { top_score: 17 }), 'malformed'],
    ['a plate read without a time', 'tracked_object_update', lprOf('A1', { timestamp: null }), 'malformed'],
    ['a word that says nothing', 'available', 'maybe', 'malformed'],
    ['something too long', 'events', ' '.repeat(256 * 1024 + 1), 'oversized'],
  ];
  for (const [what, topic, said, code] of wrong)
    it(`${what} is ${code}`, () => expect(read(topic, said)).to.deep.equal({ kind: 'refused', code }));
});
