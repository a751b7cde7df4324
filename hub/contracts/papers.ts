// The published papers, made from the schemas: AsyncAPI for MQTT and the socket, OpenAPI for REST. One truth, three faces.
import type { TSchema } from 'typebox';
import { stringify } from 'yaml';
import { Ack } from './ack.ts';
import { actPaths } from './act-papers.ts';
import { AgentState } from './agent-state.ts';
import { Alert } from './alert.ts';
import { BatchFrame } from './batch.ts';
import { CameraRow } from './camera.ts';
import { Delivery } from './delivery.ts';
import { DrawnCheck, drawnPaths } from './drawn.ts';
import { epcisPaths } from './epcis/paths.ts';
import { Heartbeat } from './heartbeat.ts';
import { HubState } from './hub-state.ts';
import { listOf, pagesOf, queryOf } from './list-papers.ts';
import { measurePaths } from './measure-papers.ts';
import { Measures } from './measures.ts';
import { Observation, type ObservationType, observationData } from './observation.ts';
import { peoplePaths, peopleSchemas } from './people-papers.ts';
import { Session } from './person.ts';
import { Port } from './port.ts';
import { AlertCounts } from './query.ts';
import { RuleRow, rulePaths } from './rule-row.ts';
import { AgentRow, AlertFrame, AssetRow, Beat, LiveFrame, SegmentRow, SyncAnswer, SyncRequest } from './socket.ts';
import { Audited, NewReplay, Problem, Quarantined, QuarantinedWhole, Status } from './status.ts';
import { Story } from './story.ts';
import { Track } from './track.ts';
import { Check, CheckFrame, LotteryDay, LotteryPage, NewCheckResult, PartyRow } from './trust.ts';
import { VideoOrder, VideoWord } from './video.ts';
import { picturePaths } from './video-papers.ts';

const title = 'efence-hub';
const version = '1.0.0';
const license = { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' };

/** Plain JSON Schema, without what typebox remembers for itself. */
const plain = (schema: TSchema): object => JSON.parse(JSON.stringify(schema)) as object;

const messages = {
  Batch: [BatchFrame, 'A run of observations, gapless in sequence; each event is an Observation.'],
  Observation: [Observation, 'One CloudEvent 1.0; its data by type, each a schema of its own beside this.'],
  Ack: [Ack, 'Cumulative and retained, published only after the commit.'],
  AgentState: [AgentState, 'Birth, beat and will, retained.'],
  HubState: [
    HubState,
    'Birth and will of the hub, retained: under another life or link agents send again from the last ack.',
  ],
  Heartbeat: [
    Heartbeat,
    'The hub tells a receiver of its routing file that it is there, retained; its will says that it is not.',
  ],
  Alert: [Alert, 'Retained while active; an empty message when it has ended.'],
  SyncRequest: [SyncRequest, 'A dashboard says where it stands.'],
  SyncAnswer: [
    SyncAnswer,
    'The acknowledgement of a SyncRequest, in {ok: true, value}: a snapshot, or what was missed.',
  ],
  Beat: [Beat, 'The hub’s time, every two seconds.'],
  LiveFrame: [LiveFrame, 'Changed rows of assets and agents, every 50 ms at most.'],
  AlertFrame: [AlertFrame, 'Changed alerts, at once.'],
  CheckFrame: [CheckFrame, 'Changed remote checks, at once, to those who may know of them.'],
  VideoOrder: [VideoOrder, 'What is wanted of a camera; a WebSocket’s text.'],
  VideoWord: [
    VideoWord,
    'What an agent says of its cameras, as text. Frames and pictures go beside it as binary messages: a byte 1 (video) or 2 (picture), 20 digits of the camera, of a picture its number (4 bytes) and time (8 bytes, ms), big-endian, then MPEG-TS packets or a JPEG.',
  ],
} as const satisfies Record<string, readonly [TSchema, string]>;
type MessageName = keyof typeof messages;

/** `vessel.position` → `VesselPosition`. */
const dataName = (type: string): string => type.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The data of every kind of observation, by the name of its schema. */
const dataSchemas: Readonly<Record<string, object>> = Object.fromEntries(
  (Object.keys(observationData) as ObservationType[]).map((type) => {
    return [dataName(type), { description: `The data of type ${type}.`, ...plain(observationData[type]) }];
  }),
);

interface Channel {
  readonly address: string;
  readonly action: 'send' | 'receive';
  readonly carries: readonly MessageName[];
}

/** Seen from the hub: it receives what agents publish, and sends the rest. */
const channels: Readonly<Record<string, Channel>> = {
  up: { address: 'efence/v1/{site}/{agent}/up/{class}', action: 'receive', carries: ['Batch'] },
  state: { address: 'efence/v1/{site}/{agent}/state', action: 'receive', carries: ['AgentState'] },
  ack: { address: 'efence/v1/{site}/{agent}/ack', action: 'send', carries: ['Ack'] },
  hub: { address: 'efence/v1/hub/state', action: 'send', carries: ['HubState'] },
  heartbeat: { address: '{topic}/heartbeat', action: 'send', carries: ['Heartbeat'] },
  alert: { address: 'efence/v1/{site}/alerts/{id}', action: 'send', carries: ['Alert'] },
  agentOrders: { address: 'agents/{site}/{agent}/video/down', action: 'send', carries: ['VideoOrder'] },
  agentVideo: { address: 'agents/{site}/{agent}/video', action: 'receive', carries: ['VideoWord'] },
  socketSync: { address: 'socket.io/sync', action: 'receive', carries: ['SyncRequest'] },
  socketSynced: { address: 'socket.io/sync/ack', action: 'send', carries: ['SyncAnswer'] },
  socketBeat: { address: 'socket.io/beat', action: 'send', carries: ['Beat'] },
  socketLive: { address: 'socket.io/live', action: 'send', carries: ['LiveFrame'] },
  socketChecks: { address: 'socket.io/checks', action: 'send', carries: ['CheckFrame'] },
  socketAlerts: { address: 'socket.io/alerts', action: 'send', carries: ['AlertFrame'] },
};

const asyncText = [
  'MQTT 3.1.1, QoS 1, and the dashboard’s socket.io events.',
  'Where the hub has a file of agents, the user name is {site}/{agent} or a reader’s name, the password its key, and the client id none,',
  'or {site}.{agent} or the reader’s name, with a colon and more after it where wanted.',
].join(' ');

export function asyncApi(): string {
  const channelOf = ({ address, carries }: Channel): object => {
    const names = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const parameters = Object.fromEntries(
      names.map((name) => [name, name === 'class' ? { enum: ['urgent', 'routine'] } : {}]),
    );
    const carried = Object.fromEntries(carries.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
    return { address, ...(names.length > 0 && { parameters }), messages: carried };
  };
  const each = <T, R>(of: Readonly<Record<string, T>>, make: (value: T, name: string) => R): Record<string, R> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, make(value, name)]));
  return stringify(
    {
      asyncapi: '3.0.0',
      info: { title, version, license, description: asyncText },
      defaultContentType: 'application/json',
      channels: each(channels, channelOf),
      operations: each(channels, ({ action }, name) => ({ action, channel: { $ref: `#/channels/${name}` } })),
      components: {
        messages: each(messages, ([, summary], name) => ({
          summary,
          payload: { $ref: `#/components/schemas/${name}` },
        })),
        schemas: { ...each(messages, ([schema]) => plain(schema)), ...dataSchemas },
      },
    },
    { aliasDuplicateObjects: false, lineWidth: 120 },
  );
}

const ok = { type: 'object', required: ['ok'], properties: { ok: { const: true } } };
const sentences = { type: 'array', items: { type: 'string' } };
const ready = { type: 'object', required: ['ok', 'lacks'], properties: { ok: { const: true }, lacks: sentences } };

/** Path, what it answers, its schema. */
const answers: readonly (readonly [path: string, summary: string, schema: object])[] = [
  ['/livez', 'The process is there.', ok],
  [
    '/readyz',
    'It hears, folds and commits; 503 otherwise, with the reason as its detail. `lacks` says what is little or away.',
    ready,
  ],
  ['/api/v1/status', 'Readiness, counters and queue.', { $ref: '#/components/schemas/Status' }],
  ['/api/v1/port', 'The port: names, time zone, fences.', { $ref: '#/components/schemas/Port' }],
  [
    '/api/v1/alerts',
    'Alerts, all of them: the newest change first, or what stands by severity.',
    pagesOf('alerts', 'Alert'),
  ],
  ['/api/v1/alerts/counts', 'How many alerts there are of what.', { $ref: '#/components/schemas/AlertCounts' }],
  ['/api/v1/alerts/{id}', 'One alert; its version as ETag.', { $ref: '#/components/schemas/Alert' }],
  ['/api/v1/alerts/{id}/deliveries', 'Who was told of one alert, newest first.', pagesOf('deliveries', 'Delivery')],
  ['/api/v1/alerts/{id}/audit', 'Who did what about one alert, newest first.', pagesOf('audit', 'Audited')],
  ['/api/v1/deliveries', 'What was told to receivers, newest first.', pagesOf('deliveries', 'Delivery')],
  ['/api/v1/assets', 'Where everything is now.', listOf('assets', 'AssetRow')],
  ['/api/v1/assets/{key}/story', 'What is known of one, in event time.', { $ref: '#/components/schemas/Story' }],
  ['/api/v1/assets/{key}/track', 'Where one was between two moments.', { $ref: '#/components/schemas/Track' }],
  ['/api/v1/cameras', 'The cameras, and whether there is a picture to be had.', listOf('cameras', 'CameraRow')],
  ['/api/v1/segments', 'The perimeter piece by piece, and who sees it.', listOf('segments', 'SegmentRow')],
  ['/api/v1/audit', 'What someone must answer for, newest first.', pagesOf('audit', 'Audited')],
  ['/api/v1/agents', 'Who is heard, and what was refused of it.', listOf('agents', 'AgentRow')],
  ['/api/v1/parties', 'Parties with tier, factors and what would alter it.', listOf('parties', 'PartyRow')],
  ['/api/v1/parties/{party}', 'One party as it stands now.', { $ref: '#/components/schemas/PartyRow' }],
  ['/api/v1/checks', 'Remote checks, open ones first, then the newest.', pagesOf('checks', 'Check')],
  ['/api/v1/lottery', 'The lottery’s days; the key of each once it is over.', pagesOf('days', 'LotteryDay')],
  ['/api/v1/lottery/{day}', 'One day with all its movements.', { $ref: '#/components/schemas/LotteryPage' }],
  ['/api/v1/quarantine', 'What was refused, newest first.', pagesOf('quarantine', 'Quarantined')],
  [
    '/api/v1/quarantine/{number}',
    'One refusal with what was refused.',
    { $ref: '#/components/schemas/QuarantinedWhole' },
  ],
];

/** Path, what is done, its name, what it takes and answers with 201, once it is on disk. */
const posts: readonly (readonly [path: string, summary: string, id: string, takes: TSchema, answers: string])[] = [
  ['/api/v1/checks/{id}', 'A monitor says what they saw.', 'answerCheck', NewCheckResult, 'Check'],
  [
    '/api/v1/quarantine/{number}/replay',
    'A monitor has heard again what was refused; 409 while it would be refused still.',
    'replayQuarantined',
    NewReplay,
    'Quarantined',
  ],
];

const schemaOf = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const problem = { $ref: '#/components/responses/Problem' };

export function openApi(): string {
  const parametersOf = (path: string): object[] => {
    const [, name] = /\{(\w+)\}/.exec(path) ?? [];
    const named = name === undefined ? [] : [{ name, in: 'path', required: true, schema: { type: 'string' } }];
    return [...named, ...queryOf(path)];
  };
  const operation = ([path, summary, schema]: (typeof answers)[number]): [string, object] => {
    const ok = { description: summary, content: { 'application/json': { schema } } };
    const responses = { '200': ok, default: problem };
    return [path, { get: { summary, operationId: nameOf(path), parameters: parametersOf(path), responses } }];
  };
  const posted = ([path, summary, operationId, takes, answered]: (typeof posts)[number]): [string, object] => {
    const requestBody = { required: true, content: { 'application/json': { schema: plain(takes) } } };
    const content = { 'application/json': { schema: schemaOf(answered) } };
    const responses = { '201': { description: `${answered}, as it is then.`, content }, default: problem };
    return [path, { post: { summary, operationId, parameters: parametersOf(path), requestBody, responses } }];
  };
  const problemSchema = { $ref: '#/components/schemas/Problem' };
  const content = { 'application/problem+json': { schema: problemSchema } };
  const described = { description: 'A coded problem (RFC 9457).', content };
  const named = {
    Alert,
    AlertCounts,
    AssetRow,
    AgentRow,
    SegmentRow,
    CameraRow,
    Story,
    Audited,
    Check,
    Delivery,
    DrawnCheck,
    LotteryDay,
    LotteryPage,
    Measures,
    PartyRow,
    Port,
    RuleRow,
    ...peopleSchemas,
    Session,
    Status,
    Track,
    Quarantined,
    QuarantinedWhole,
    Problem,
  };
  const schemas = Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, plain(schema)]));
  return stringify(
    {
      openapi: '3.1.0',
      info: { title, version, license },
      servers: [{ url: 'http://127.0.0.1:8080' }],
      paths: {
        ...Object.fromEntries(answers.map(operation)),
        ...Object.fromEntries(posts.map(posted)),
        ...actPaths(problem),
        ...peoplePaths(problem),
        ...drawnPaths(problem),
        ...rulePaths(problem),
        ...picturePaths(problem),
        ...measurePaths(problem),
        ...epcisPaths(problem),
      },
      components: { responses: { Problem: described }, schemas },
    },
    { aliasDuplicateObjects: false, lineWidth: 120 },
  );
}

const nameOf = (path: string): string =>
  path
    .replace(/^\/(api\/v1\/)?/, '')
    .replace('/{id}/deliveries', 'DeliveriesById')
    .replace('/{id}/audit', 'AuditById')
    .replace('/counts', 'Counts')
    .replace('/{id}', 'ById')
    .replace('/{day}', 'ByDay')
    .replace('/{number}', 'ByNumber')
    .replace('/{party}', 'ById')
    .replace('/{key}/', 'Of');
