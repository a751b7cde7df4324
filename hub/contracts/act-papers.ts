// What people do about alerts, for OpenAPI: one operation for each act, with the version it was decided by and its key.
import type { TSchema } from 'typebox';
import { Attached, NewNote } from './alert.ts';
import { type ActName, actBodies } from './case.ts';
import { actNames, actPath, versionless } from './law.ts';

const summaries: Readonly<Record<ActName, string>> = {
  acknowledge: 'A monitor has seen it.',
  claim: 'A monitor sees to it from now on; of two only the first.',
  release: 'The claimant lets go of it.',
  'hand-over': 'The claimant hands it over, with what the next one must know.',
  escalate: 'One level up, with a reason.',
  ask: 'The terminal is asked what happened, and by when it has to answer.',
  dispatch: 'An officer is sent to look.',
  report: 'What that officer found.',
  shelve: 'Put away for a while, for a reason: half an hour at most, a supervisor for a shift.',
  unshelve: 'Taken from the shelf before its time.',
  'take-out': 'Out of service is proposed, with a work order; it counts when a second person agrees.',
  agree: 'A supervisor, not whoever proposed it, agrees, having proved again who they are.',
  'put-back': 'Back into service, or a proposal is taken back.',
  reset: 'Of a latched alert: things are as they should be.',
  dispose: 'The claimant says what it was.',
  close: 'Done with; where the port asks for it by a second person, who has proved again who they are.',
  reopen: 'It was not what was said.',
  ticket: 'The sensor is not to be trusted: counts against the device.',
};

const plain = (schema: TSchema): object => JSON.parse(JSON.stringify(schema)) as object;
const text = { schema: { type: 'string' } };
const id = { name: 'id', in: 'path', required: true, ...text };
const key = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same request under the same key is done once, and answered again as it was.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,64}$' },
};
const ifMatch = (required: boolean): object => ({
  ...{ name: 'If-Match', in: 'header', required, ...text },
  description: 'The ETag of the alert as it was seen; of an older one nothing is done (412).',
});

/** `hand-over` → `handOver`. */
const nameOf = (act: string): string => act.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

export function actPaths(problem: object): Record<string, object> {
  const operation = (summary: string, operationId: string, schema: object, parameters: object[]): object => {
    const requestBody = { required: true, content: { 'application/json': { schema } } };
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Alert' } } };
    const headers = { ETag: { description: 'Its version then.', ...text } };
    const responses = { '201': { description: 'The alert, as it is then.', headers, content }, default: problem };
    return { post: { summary, operationId, parameters: [id, ...parameters], requestBody, responses } };
  };
  const note = (summary: string, name: string): object => operation(summary, name, plain(NewNote), [key]);
  const acts = actNames.map((act) => {
    const path = `/api/v1/alerts/{id}/${actPath(act)}`;
    const parameters = [ifMatch(!versionless.includes(act)), key];
    return [path, operation(summaries[act], `${nameOf(act)}Alert`, plain(actBodies[act]), parameters)] as const;
  });
  return {
    '/api/v1/alerts/{id}/notes': note('A person writes on an alert.', 'noteAlert'),
    '/api/v1/alerts/{id}/explanations': note('An operator says what happened.', 'explainAlert'),
    '/api/v1/alerts/{id}/attachments': attachments(problem),
    '/api/v1/alerts/{id}/officers': officers(problem),
    ...Object.fromEntries(acts),
  };
}

function officers(problem: object): object {
  const names = { type: 'array', items: { type: 'string' } };
  const schema = { type: 'object', required: ['officers'], properties: { officers: names } };
  const responses = { '200': { description: 'Names.', content: { 'application/json': { schema } } }, default: problem };
  const summary = 'Who may see to this alert: to whom it can be handed over.';
  return { get: { summary, operationId: 'officersForAlert', parameters: [id], responses } };
}

function attachments(problem: object): object {
  const requestBody = { required: true, content: { 'image/jpeg': {} } };
  const content = { 'application/json': { schema: plain(Attached) } };
  const responses = { '201': { description: 'It is on disk, and no alert bears it yet.', content }, default: problem };
  const summary = 'A picture, to be named by a note or an explanation.';
  return { post: { summary, operationId: 'attachPicture', parameters: [id], requestBody, responses } };
}
