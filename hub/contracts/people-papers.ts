// What OpenAPI says of people: coming in, proving who one is, going; the roll and what is done to those on it.
import type { TSchema } from 'typebox';
import { FreshToken, NewToken, TokenRow } from './api-token.ts';
import { Login, Proof } from './person.ts';
import { NewLock, PersonRow } from './roll.ts';

const plain = (schema: TSchema): object => JSON.parse(JSON.stringify(schema)) as object;
const schemaOf = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const jsonOf = (schema: object): object => ({ 'application/json': { schema } });

/** What is said of one way to ask. */
interface Way {
  readonly summary: string;
  readonly id: string;
  /** Status and description of the answer. */
  readonly answers: readonly [status: string, description: string, schema?: object];
  readonly takes?: TSchema;
}

const listOf = (name: string, items: string): object => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'array', items: schemaOf(items) } },
});
const session = schemaOf('Session');

const paths: Readonly<Record<string, Readonly<Record<string, Way>>>> = {
  '/api/v1/session': {
    get: { summary: 'Who one is.', id: 'session', answers: ['200', 'Who asks.', session] },
    post: {
      ...{ summary: 'Comes in; sets a cookie.', id: 'login', takes: Login },
      answers: ['201', 'Who came in.', session],
    },
    delete: { summary: 'Goes.', id: 'logout', answers: ['204', 'The cookie is taken away.'] },
  },
  '/api/v1/session/everywhere': {
    delete: { summary: 'Goes wherever they are in.', id: 'logoutEverywhere', answers: ['204', 'All have ended.'] },
  },
  '/api/v1/session/proof': {
    post: {
      ...{ summary: 'Proves again who one is, for five minutes; sets another cookie.', id: 'prove', takes: Proof },
      answers: ['201', 'Who asks, and until when the proof counts.', session],
    },
  },
  '/api/v1/sign-on': {
    get: { summary: 'Off to the issuer, to sign on.', id: 'signOn', answers: ['303', 'To the issuer.'] },
  },
  '/api/v1/sign-on/proof': {
    get: { summary: 'Off to it, to prove again who one is.', id: 'proveBySignOn', answers: ['303', 'To the issuer.'] },
  },
  '/api/v1/sign-on/callback': {
    get: { summary: 'Back from the issuer.', id: 'signedOn', answers: ['303', 'Who signed on is in; sets a cookie.'] },
  },
  '/api/v1/people': {
    get: {
      ...{ summary: 'People with their sessions and locks.', id: 'people' },
      answers: ['200', 'By name.', listOf('people', 'PersonRow')],
    },
  },
  '/api/v1/people/{name}/lock': {
    post: {
      ...{ summary: 'Keeps somebody out; only for one who has proved who they are.', id: 'lockPerson', takes: NewLock },
      answers: ['201', 'As they are then.', schemaOf('PersonRow')],
    },
  },
  '/api/v1/people/{name}/unlock': {
    post: {
      ...{ summary: 'Lets them in again; only for one who has proved who they are.', id: 'unlockPerson' },
      ...{ takes: NewLock, answers: ['201', 'As they are then.', schemaOf('PersonRow')] },
    },
  },
  '/api/v1/people/{name}/sessions': {
    delete: { summary: 'Puts somebody out.', id: 'endSessions', answers: ['204', 'Their sessions have ended.'] },
  },
  '/api/v1/people/{name}/sessions/{id}': {
    delete: { summary: 'Ends one session of theirs.', id: 'endSession', answers: ['204', 'It has ended.'] },
  },
  '/api/v1/tokens': {
    get: {
      summary: 'Tokens of programs.',
      id: 'tokens',
      answers: ['200', 'Oldest first.', listOf('tokens', 'TokenRow')],
    },
    post: {
      ...{ summary: 'Makes a token; only for one who has proved who they are.', id: 'makeToken', takes: NewToken },
      answers: ['201', 'The token, shown this once.', schemaOf('FreshToken')],
    },
  },
  '/api/v1/tokens/{id}': {
    delete: {
      ...{ summary: 'Revokes a token at once.', id: 'revokeToken' },
      answers: ['200', 'As it is then.', schemaOf('TokenRow')],
    },
  },
};

/** Schemas that answers of these paths refer to. */
export const peopleSchemas = { FreshToken, PersonRow, TokenRow };

export function peoplePaths(problem: object): object {
  const operation = (path: string, { summary, id, answers, takes }: Way): object => {
    const [status, description, schema] = answers;
    const answered = { description, ...(schema && { content: jsonOf(schema) }) };
    return {
      ...{ summary, operationId: id, ...parametersOf(path) },
      ...(takes && { requestBody: { required: true, content: jsonOf(plain(takes)) } }),
      responses: { [status]: answered, default: problem },
    };
  };
  return Object.fromEntries(
    Object.entries(paths).map(([path, ways]) => [
      path,
      Object.fromEntries(Object.entries(ways).map(([method, way]) => [method, operation(path, way)])),
    ]),
  );
}

function parametersOf(path: string): object {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } };
  });
  return named.length === 0 ? {} : { parameters: named };
}
