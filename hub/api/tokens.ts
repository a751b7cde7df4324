// Tokens of programs over REST, for whoever looks after accounts: made and shown once, listed without the secret, revoked.
import { Compile } from 'typebox/compile';
import { NewToken } from '../contracts/api-token.ts';
import type { Tokens } from '../identity/tokens.ts';
import { parsed } from './body.ts';
import { type Answer, type Asked, type Body, json, type Route } from './route.ts';

const tokenCheck = Compile(NewToken);
const takes: Body = { types: ['application/json'], bytes: 8 * 1024, oversized: 'request-oversized' };
const path = '/api/v1/tokens';
const needs = 'people';

export interface TokenParts {
  readonly tokens: Tokens;
  /** Whether the plan has a site of this name. */
  readonly isSite: (site: string) => boolean;
  /** Hears that one was revoked: what is open by it is to be closed. */
  readonly changed: () => void;
}

export function tokenRoutes({ tokens, isSite, changed }: TokenParts): readonly Route[] {
  return [
    { method: 'get', path, needs, answer: () => json({ tokens: tokens.list() }) },
    { method: 'post', path, needs, proved: true, takes, answer: (asked) => made(asked, tokens, isSite) },
    {
      ...{ method: 'delete', path: `${path}/:id`, needs },
      answer: async ({ params, who }) => {
        const row = await tokens.revoke(params['id'] ?? '', who.name);
        changed();
        return typeof row === 'string' ? row : json(row);
      },
    },
  ];
}

/** 201 with the token, which is shown this once. */
async function made({ who, body }: Asked, tokens: Tokens, isSite: TokenParts['isSite']): Promise<Answer> {
  const asked = parsed(body);
  if (asked === undefined) return 'json-malformed';
  if (!tokenCheck.Check(asked)) return 'token-invalid';
  const { sites } = asked;
  if (sites !== 'all' && (sites.length === 0 || !sites.every(isSite))) return 'token-invalid';
  const fresh = await tokens.make(asked, who.name);
  return typeof fresh === 'string' ? fresh : { status: 201, body: fresh };
}
