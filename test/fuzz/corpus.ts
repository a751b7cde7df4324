// Sound things of every kind that a hub is told, to be spoiled: batches, states, captures, REST bodies, socket frames, MQTT packets.
import type { Observed } from '../../edge-agents/adapter.ts';
import { frameOf } from '../../edge-agents/frame.ts';
import { gapOf } from '../../edge-agents/loss.ts';
import { stateTopic, upTopic } from '../../hub/contracts/topics.ts';
import { epochOne } from '../a-port.ts';
import { Chance } from '../sim/chance.ts';
import { simulatedPlan, speakers } from '../sim/sim-port.ts';
import { Workload } from '../sim/workload.ts';

export interface Who {
  readonly site: string;
  readonly agent: string;
}

const batchesMost = 40;

const asked = { sent: { at: 1, mark: '0123abcd' }, clockOf: () => ({ offsetMs: 5000, errorMs: 3 }) };

/** Now and then it is what was lost. */
function observedBy({ agent }: Who, workload: Workload, chance: Chance, time: number): Observed {
  const loss = { class: 'routine' as const, count: 3, from: 1, to: 3, fromTime: time - 2000, toTime: time - 1000 };
  return chance.odds(0.1) ? gapOf(agent, loss, time) : workload.observation(agent, time);
}

/** Batches of all that is observed at the simulated port, each of one agent. @param time of the observations, ms */
export function batches(time: number): { who: Who; payload: Buffer }[] {
  const chance = new Chance(7);
  const workload = new Workload(simulatedPlan, chance);
  return Array.from({ length: batchesMost }, (_, n) => {
    const who = speakers[n % speakers.length] as Who;
    const kept = Array.from({ length: chance.int(1, 4) }, (_, i) => ({
      seq: n * 4 + i + 1,
      observed: { ...observedBy(who, workload, chance, time), clock: { off: 5000, err: 3 } },
    }));
    return {
      who,
      payload: Buffer.from(frameOf({ ...who, ...asked, epoch: epochOne, gone: 0 }, 'routine', kept).text),
    };
  });
}

export const states: readonly Buffer[] = [
  { online: true, epoch: epochOne, connection: 1, feed: 'live', sw: 'fuzz', upTo: 1 },
  { online: false, epoch: epochOne, connection: 2, feed: 'historical', sw: 'fuzz', finished: true },
  {
    online: true,
    epoch: epochOne,
    connection: 3,
    feed: 'simulated',
    sw: '',
    clock: { offsetMs: -5, errorMs: 2 },
    sent: { at: 1, mark: '0123abcd' },
  },
].map((state) => Buffer.from(JSON.stringify(state)));

const capture = {
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-05-04T01:00:00Z',
  epcisBody: {
    eventList: [
      {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        eventTime: '2026-05-04T01:00:00Z',
        eventTimeZoneOffset: '+08:00',
        epcList: ['urn:epc:id:sgtin:9521321.012345.1'],
        readPoint: { id: 'urn:epc:id:sgln:9521321.00001.1' },
        bizStep: 'departing',
      },
    ],
  },
};

/** What is posted, and where. */
export const bodies: readonly { path: string; payload: Buffer }[] = [
  { path: '/epcis/capture', payload: Buffer.from(JSON.stringify(capture)) },
  { path: '/epcis/events', payload: Buffer.from(JSON.stringify(capture.epcisBody.eventList[0])) },
  { path: '/api/v1/alerts/0123456789abcdef/notes', payload: Buffer.from('{"text":"seen","by":"chen"}') },
  { path: '/api/v1/alerts/0123456789abcdef/acknowledgement', payload: Buffer.from('{"by":"chen"}') },
  { path: '/api/v1/alerts/0123456789abcdef/explanations', payload: Buffer.from('{"text":"ours","by":"chen"}') },
  { path: '/api/v1/quarantine/1/replay', payload: Buffer.from('{"by":"chen"}') },
  { path: '/api/v1/checks/c1', payload: Buffer.from('{"result":"clean","text":"","by":"chen"}') },
  { path: '/api/v1/session', payload: Buffer.from('{"name":"chen","password":"chen"}') },
];

/** Of engine.io 4 and socket.io 5, as they go over the WebSocket. */
export const frames: readonly Buffer[] = [
  '40',
  '420["sync",{}]',
  '421["sync",{"epoch":"0123456789abcdef","seq":1,"alerts":0}]',
  '3probe',
  '3',
  '41',
  '452-["sync",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
].map((frame) => Buffer.from(frame));

const field = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);

/** MQTT 3.1.1 §2.2: type and flags, the length in sevens of bits, the rest. */
function packet(type: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  for (let left = body.length; ; left >>= 7) {
    length.push(left > 127 ? (left & 127) | 128 : left);
    if (left <= 127) return Buffer.concat([Buffer.from([type, ...length]), body]);
  }
}

export const connect = (client: string): Buffer =>
  packet(0x10, field(Buffer.from('MQTT')), Buffer.from([4, 2, 0, 60]), field(Buffer.from(client)));

export const publish = (topic: string, payload: Buffer): Buffer =>
  packet(0x32, field(Buffer.from(topic)), Buffer.from([0, 1]), payload);

/** Everything a client may send after its CONNECT. */
export function packets(time: number): Buffer[] {
  const told = batches(time).map(({ who, payload }) => publish(upTopic(who.site, who.agent, 'routine'), payload));
  const born = states.map((state) => publish(stateTopic('shatian-wharf', 'hand'), state));
  const subscribe = packet(0x82, Buffer.from([0, 2]), field(Buffer.from('efence/v1/+/alerts/+')), Buffer.from([1]));
  const others = [[0x40, 0, 1], [0x50, 0, 1], [0x62, 0, 1], [0xa2, 0, 3], [0xc0], [0xe0]] as const;
  return [...told, ...born, subscribe, ...others.map(([type, ...rest]) => packet(type, Buffer.from(rest)))];
}
