// Who asks: a person with a role and the sites they are there for; how they come in, and what they may.
import { Type } from 'typebox';
import { SiteId } from './ids.ts';

/** Customs' own officer; the terminal's; a program that brings and fetches facts. */
export const Role = Type.Enum(['monitor', 'operator', 'integration']);
export type Role = Type.Static<typeof Role>;

/**
 * What one may do. `see`: alerts, assets, stories and tracks of one's sites. `note`, `acknowledge`, `explain`: on an alert.
 * `watch`: live video and pictures. `trust`: parties, tiers and the lottery; `check`: answer a remote check. `told`: who
 * was notified. `inspect`: status, audit and quarantine of the whole port. `replay`: have
 * heard again what was refused. `exchange`: EPCIS, in and out.
 */
export const Right = Type.Enum([
  ...([
    'see',
    'note',
    'acknowledge',
    'explain',
    'watch',
    'trust',
    'check',
    'told',
    'inspect',
    'replay',
    'exchange',
  ] as const),
]);
export type Right = Type.Static<typeof Right>;

/** Every site of the port, or the ones named: nothing of another is ever sent. */
export const Sites = Type.Union([Type.Literal('all'), Type.Array(SiteId)]);
export type Sites = 'all' | readonly string[];

/** `role` is `local` where nobody is named: whoever is on the hub's own machine may do everything. */
export const Person = Type.Object(
  {
    name: Type.String(),
    role: Type.Union([Role, Type.Literal('local')]),
    sites: Sites,
    rights: Type.Array(Right),
  },
  { additionalProperties: false },
);
export type Person = Omit<Type.Static<typeof Person>, 'sites' | 'rights'> & {
  readonly sites: Sites;
  readonly rights: readonly Right[];
};

export const personName = { minLength: 1, maxLength: 64 } as const;

/** What is sent to come in. */
export const Login = Type.Object(
  { name: Type.String(personName), password: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
);
export type Login = Type.Static<typeof Login>;

/** Who one is to the hub; `demo` are accounts of a simulated port, whose password is their name. */
export const Session = Type.Object(
  {
    person: Type.Union([Person, Type.Null()]),
    demo: Type.Array(Type.Object({ name: Type.String(), role: Role, sites: Sites }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export interface Session {
  readonly person: Person | null;
  readonly demo: readonly { readonly name: string; readonly role: Role; readonly sites: Sites }[];
}

export const seesSite = ({ sites }: Pick<Person, 'sites'>, site: string): boolean =>
  sites === 'all' || sites.includes(site);
