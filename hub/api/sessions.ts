// Coming in and going: one's session, a login, and its end.
import { Compile } from 'typebox/compile';
import { Login, type Session } from '../contracts/person.ts';
import type { Door } from '../identity/door.ts';
import { parsed } from './body.ts';
import { type Answer, type Asked, type Body, json, type Route } from './route.ts';

const check = Compile(Login);
const takes: Body = { types: ['application/json'], bytes: 4 * 1024, oversized: 'request-oversized' };
const path = '/api/v1/session';
const needs = 'nothing';

/** @param left hears that somebody went: what is open in their name is to be closed */
export function sessionRoutes(door: Door, left: () => void): readonly Route[] {
  return [
    { method: 'get', path, needs, answer: ({ headers }) => json(door.session(headers)) },
    { method: 'post', path, needs, takes, answer: (asked) => enter(door, asked, left) },
    {
      method: 'delete',
      path,
      needs,
      answer: async ({ headers }) => {
        const cookie = await door.leave(headers);
        left();
        return { status: 204, headers: { 'set-cookie': cookie } };
      },
    },
  ];
}

async function enter(door: Door, { headers, body }: Asked, left: () => void): Promise<Answer> {
  const login = parsed(body);
  if (login === undefined) return 'json-malformed';
  if (!check.Check(login)) return 'login-invalid';
  const entered = await door.enter(headers, login);
  if (typeof entered === 'string') return entered;
  left();
  const session: Session = { person: entered.person, demo: [] };
  return { status: 201, headers: { 'set-cookie': entered.cookie }, body: session };
}
