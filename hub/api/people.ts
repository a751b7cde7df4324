// People over REST, for whoever looks after accounts: the roll, locking and unlocking with a reason, putting somebody out.
import { Compile } from 'typebox/compile';
import { NewLock, type PersonRow } from '../contracts/roll.ts';
import type { ErrorCode } from '../errors.ts';
import type { Deed, Roll } from '../identity/roll.ts';
import { parsed } from './body.ts';
import { type Answer, type Asked, type Body, json, type Route } from './route.ts';

const lockCheck = Compile(NewLock);
const takes: Body = { types: ['application/json'], bytes: 4 * 1024, oversized: 'request-oversized' };
const path = '/api/v1/people';

/** @param changed hears that somebody may be out: what is open in their name is to be closed */
export function peopleRoutes(roll: Roll, changed: () => void): readonly Route[] {
  const deed = (what: 'lock' | 'unlock'): Route => ({
    ...{ method: 'post', path: `${path}/:name/${what}`, needs: 'people', proved: true, takes },
    answer: (asked) => done(asked, (one) => roll[what](one), changed),
  });
  const out = (way: string): Route => ({
    ...{ method: 'delete', path: `${path}/:name/sessions${way}`, needs: 'people' },
    answer: async ({ params, who }) => {
      const found = await roll.putOut(params['name'] ?? '', who.name, params['id']);
      changed();
      return found ? { status: 204 } : 'not-found';
    },
  });
  return [
    { method: 'get', path, needs: 'people', answer: () => json({ people: roll.list() }) },
    ...[deed('lock'), deed('unlock'), out(''), out('/:id')],
  ];
}

/** 201 with the person as they are then. */
async function done(
  { params, who, body }: Asked,
  act: (deed: Deed) => Promise<PersonRow | ErrorCode>,
  changed: () => void,
): Promise<Answer> {
  const said = parsed(body);
  if (said === undefined) return 'json-malformed';
  if (!lockCheck.Check(said)) return 'lock-invalid';
  const row = await act({ name: params['name'] ?? '', by: who.name, reason: said.reason });
  changed();
  return typeof row === 'string' ? row : { status: 201, body: row };
}
