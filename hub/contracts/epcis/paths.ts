// The EPCIS 2.0 resources as OpenAPI tells them (ISO/IEC 19987:2024 §12): the hub's own paper names them, the standard rules them.
import type { TSchema } from 'typebox';
import { CaptureJob } from './capture-job.ts';

const text = { type: 'string' } as const;
const strings = { type: 'array', items: text } as const;
const json = (schema: object): object => ({ 'application/json': { schema }, 'application/ld+json': { schema } });
const plain = (schema: TSchema): object => JSON.parse(JSON.stringify(schema)) as object;

/** Events are the standard's own: nothing of its schema is repeated here. */
const document = {
  type: 'object',
  required: ['type'],
  description: 'EPCISDocument, EPCISQueryDocument or one event, in JSON/JSON-LD of EPCIS 2.0',
};
const job = plain(CaptureJob);

/** Of SimpleEventQuery what is asked for in practice; times are ISO 8601, the others lists of words or URIs. */
const asked = [
  ...['eventType', 'EQ_action', 'EQ_bizStep', 'EQ_disposition', 'EQ_readPoint', 'EQ_bizLocation', 'EQ_eventID'],
  ...['GE_eventTime', 'LT_eventTime', 'GE_recordTime', 'LT_recordTime', 'EXISTS_errorDeclaration'],
  ...['MATCH_epc', 'MATCH_parentID', 'MATCH_anyEPC', 'MATCH_inputEPC', 'MATCH_outputEPC', 'MATCH_epcClass'],
  ...['MATCH_inputEPCClass', 'MATCH_outputEPCClass', 'MATCH_anyEPCClass'],
  ...['orderBy', 'orderDirection', 'eventCountLimit', 'perPage', 'nextPageToken'],
];
const inQuery = (names: readonly string[]): object[] => names.map((name) => ({ name, in: 'query', schema: text }));
const inPath = (name: string): object[] => [{ name, in: 'path', required: true, schema: text }];
const behaviour = {
  name: 'GS1-Capture-Error-Behaviour',
  in: 'header',
  schema: { enum: ['rollback', 'proceed'], default: 'rollback' },
};

/** Each operation's answer besides the coded problem; `problem` is the reference to that. */
export function epcisPaths(problem: object): Readonly<Record<string, object>> {
  const get = (operationId: string, summary: string, parameters: readonly object[], schema: object): object => {
    const responses = { '200': { description: summary, content: json(schema) }, default: problem };
    return { operationId, summary, parameters, responses };
  };
  const post = (operationId: string, summary: string, status: string, schema?: object): object => ({
    ...{ operationId, summary, parameters: operationId === 'epcisCapture' ? [behaviour] : [] },
    requestBody: { required: true, content: json(document) },
    responses: {
      [status]: {
        description: summary,
        headers: { Location: { schema: text } },
        ...(schema && { content: json(schema) }),
      },
      default: problem,
    },
  });
  return {
    '/epcis/capture': {
      get: get('epcisJobs', 'Capture jobs, newest first.', inQuery(['perPage', 'nextPageToken']), {
        type: 'array',
        items: job,
      }),
      post: post('epcisCapture', 'Captured, or why not; the job is under Location.', '202', job),
    },
    '/epcis/capture/{captureID}': { get: get('epcisJob', 'One capture job.', inPath('captureID'), job) },
    '/epcis/events': {
      get: get('epcisEvents', 'Events by query; the next page under Link.', inQuery(asked), document),
      post: post('epcisEvent', 'One event, at once; where it is, is under Location.', '201'),
    },
    '/epcis/events/{eventID}': {
      get: get('epcisEventById', 'One event, and what declares it wrong.', inPath('eventID'), document),
    },
    '/epcis/eventTypes': {
      get: get('epcisEventTypes', 'The types of what was captured.', [], {
        type: 'object',
        properties: { member: strings },
      }),
    },
  };
}
