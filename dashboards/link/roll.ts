// Asks the hub who there is, and for somebody to be let in, kept out or put out; and for the tokens of programs.
import type { TokenRow } from '../../hub/contracts/api-token.ts';
import type { PersonRow } from '../../hub/contracts/roll.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from './ask.ts';

const of = (name: string, what: string): string => `/api/v1/people/${encodeURIComponent(name)}/${what}`;

export const askRoll = (gone: AbortSignal): Promise<Answer<{ people: PersonRow[] }>> => ask('/api/v1/people', { gone });

export const askTokens = (gone: AbortSignal): Promise<Answer<{ tokens: TokenRow[] }>> =>
  ask('/api/v1/tokens', { gone });

export const putLock = (name: string, what: 'lock' | 'unlock', reason: string): Promise<Answer<PersonRow>> =>
  ask(of(name, what), { body: { reason } });

export const endSessions = (name: string): Promise<Answer<unknown>> => ask(of(name, 'sessions'), { method: 'DELETE' });

export const revokeToken = (id: string): Promise<Answer<unknown>> =>
  ask(`/api/v1/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
