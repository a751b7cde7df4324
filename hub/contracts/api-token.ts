// Tokens of programs: what one is made for, how it is shown, and how it is shown once with its secret.
import { Type } from 'typebox';
import { Instant, Millis } from './ids.ts';
import { Agency, Right, Role, Sites } from './person.ts';

/** What a token begins with, so that whoever finds one knows what it is. */
export const secretPrefix = 'efh_';

const name = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,47}$' });

/** Without `agency` it is the usual one of the role, without `rights` all that a program of the role may. At most 400 days. */
export const NewToken = Type.Object(
  {
    name,
    role: Role,
    agency: Type.Optional(Agency),
    sites: Sites,
    rights: Type.Optional(Type.Array(Right)),
    until: Type.Union([Millis, Instant]),
  },
  { additionalProperties: false },
);
export type NewToken = Omit<Type.Static<typeof NewToken>, 'sites' | 'rights'> & {
  readonly sites: Sites;
  readonly rights?: readonly Right[];
};

const shown = {
  id: Type.String(),
  name,
  role: Role,
  agency: Agency,
  sites: Sites,
  rights: Type.Array(Right),
  by: Type.String(),
  at: Millis,
  until: Millis,
  used: Type.Optional(Millis),
  revoked: Type.Optional(Millis),
};

/** `used`: when last, to the minute; `revoked`: since when it is worth nothing. */
export const TokenRow = Type.Object(shown, { additionalProperties: false });
export type TokenRow = Omit<Type.Static<typeof TokenRow>, 'sites' | 'rights'> & {
  readonly sites: Sites;
  readonly rights: readonly Right[];
};

/** As it is shown to whoever made it: the secret is nowhere else, and never shown again. */
export const FreshToken = Type.Object({ ...shown, token: Type.String() }, { additionalProperties: false });
export type FreshToken = TokenRow & { readonly token: string };
