// Coming in and going: one's session, a login, its end, its end everywhere, and proving again who one is.
import { Compile } from 'typebox/compile';
import { Login, Proof } from '../contracts/person.ts';
import type { Door } from '../identity/door.ts';
import { parsed } from './body.ts';
import { type Answer, type Asked, type Body, json, type Route } from './route.ts';

const loginCheck = Compile(Login);
const proofCheck = Compile(Proof);
const takes: Body = { types: ['application/json'], bytes: 4 * 1024, oversized: 'request-oversized' };
const path = '/api/v1/session';
const needs = 'nothing';

/** @param left hears that somebody went: what is open in their name is to be closed */
export function sessionRoutes(door: Door, left: () => void): readonly Route[] {
  const gone = (cookie: string): Answer => {
    left();
    return { status: 204, headers: { 'set-cookie': cookie } };
  };
  return [
    { method: 'get', path, needs, answer: ({ headers }) => json(door.session(headers)) },
    { method: 'post', path, needs, takes, answer: (asked) => entered(door, asked, left) },
    { method: 'delete', path, needs, answer: async ({ headers }) => gone(await door.leave(headers)) },
    {
      ...{ method: 'delete', path: `${path}/everywhere`, needs },
      answer: async ({ headers }) => {
        const cookie = await door.leaveEverywhere(headers);
        return cookie === 'login-needed' ? cookie : gone(cookie);
      },
    },
    { method: 'post', path: `${path}/proof`, needs, takes, answer: (asked) => proved(door, asked) },
  ];
}

async function entered(door: Door, { headers, body, address }: Asked, left: () => void): Promise<Answer> {
  const login = parsed(body);
  if (login === undefined) return 'json-malformed';
  if (!loginCheck.Check(login)) return 'login-invalid';
  const answer = cameIn(await door.enter(headers, login, address));
  left();
  return answer;
}

async function proved(door: Door, { headers, body, address }: Asked): Promise<Answer> {
  const proof = parsed(body);
  if (proof === undefined) return 'json-malformed';
  if (!proofCheck.Check(proof)) return 'proof-invalid';
  return cameIn(await door.prove(headers, proof.password, address));
}

function cameIn(answer: Awaited<ReturnType<Door['enter']>>): Answer {
  if (typeof answer === 'string') return answer;
  return { status: 201, headers: { 'set-cookie': answer.cookie }, body: answer.session };
}
