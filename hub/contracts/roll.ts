// The roll: people as whoever looks after accounts sees them, with their sessions and locks, and never a password's hash.
import { Type } from 'typebox';
import { Millis } from './ids.ts';
import { Agency, Role, Sites } from './person.ts';
import { WrittenReason } from './written.ts';

/** Why and by whom somebody is kept out. */
export const Lock = Type.Object(
  { by: Type.String(), at: Millis, reason: Type.String() },
  { additionalProperties: false },
);
export type Lock = Type.Static<typeof Lock>;

/** One session that is not over: since when, when they were there last, until when at most. `id` is no secret. */
export const SessionShown = Type.Object(
  { id: Type.String(), began: Millis, seen: Millis, until: Millis },
  { additionalProperties: false },
);
export type SessionShown = Type.Static<typeof SessionShown>;

/** A person by name; without a role it is one whom nobody names any more, and who is locked still. */
export const PersonRow = Type.Object(
  {
    name: Type.String(),
    role: Type.Optional(Role),
    agency: Type.Optional(Agency),
    sites: Type.Optional(Sites),
    lock: Type.Optional(Lock),
    sessions: Type.Array(SessionShown),
  },
  { additionalProperties: false },
);
export type PersonRow = Omit<Type.Static<typeof PersonRow>, 'sites' | 'sessions'> & {
  readonly sites?: Sites;
  readonly sessions: readonly SessionShown[];
};

/** What is said to lock or unlock somebody. */
export const NewLock = Type.Object({ reason: WrittenReason }, { additionalProperties: false });
export type NewLock = Type.Static<typeof NewLock>;
