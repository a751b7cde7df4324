// Who asks: a person with a role and the sites they are there for; how they come in, and what they may.
import { Type } from 'typebox';
import { Millis, SiteId } from './ids.ts';

/**
 * An officer who watches; the terminal's; an officer who answers for a shift; who looks after accounts and may do nothing else;
 * who reads everything and changes nothing; a program that brings and fetches facts.
 */
export const Role = Type.Enum([...(['monitor', 'operator', 'supervisor', 'admin', 'auditor', 'integration'] as const)]);
export type Role = Type.Static<typeof Role>;

/** Whom they are of: customs, frontier inspection, the maritime administration, the port's authority, a terminal. */
export const Agency = Type.Enum([...(['customs', 'frontier', 'maritime', 'port', 'terminal'] as const)]);
export type Agency = Type.Static<typeof Agency>;

/**
 * What one may do. `see`: alerts, assets, stories and tracks of one's sites. `note`, `acknowledge`, `explain`: on an alert.
 * `watch`: live video and pictures. `trust`: parties, tiers and the lottery; `check`: answer a remote check. `told`: who
 * was notified. `inspect`: status, audit and quarantine of the whole port. `replay`: have
 * heard again what was refused. `exchange`: EPCIS, in and out. `handle`: claim, ask, dispose and close; `shelve`: put away for a while;
 * `oversee`: what a supervisor may besides; `ticket`: call a sensor bad; `measure`: how alerts are coped with. `people`: accounts and keys.
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
    'handle',
    'shelve',
    'oversee',
    'ticket',
    'measure',
    'people',
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
    agency: Agency,
    sites: Sites,
    rights: Type.Array(Right),
  },
  { additionalProperties: false },
);
export type Person = Omit<Type.Static<typeof Person>, 'sites' | 'rights'> & {
  readonly sites: Sites;
  readonly rights: readonly Right[];
  /** They have just proved again who they are. */
  readonly proved?: boolean;
};

/** Begins the name of whoever comes by a token, and nobody else's: who wrote or did something is never in doubt. */
export const tokenPrefix = 'token:';

/** What is sent to come in. */
export const Login = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 64 }), password: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
);
export type Login = Type.Static<typeof Login>;

/** What is sent to prove again who one is. */
export const Proof = Type.Object(
  { password: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
);
export type Proof = Type.Static<typeof Proof>;

/** Who asks: a person, and whether they have proved just now, again, who they are. */
export type Asker = Person & { readonly proved: boolean };

/** Who one is to the hub; `provedUntil`, ms: until then one counts as having proved it again; `signOn`: one may sign on at one's organisation;
 * `demo` are accounts of a simulated port, whose password is their name. */
export const Session = Type.Object(
  {
    person: Type.Union([Person, Type.Null()]),
    provedUntil: Type.Optional(Millis),
    signOn: Type.Optional(Type.Boolean()),
    demo: Type.Array(Type.Object({ name: Type.String(), role: Role, sites: Sites }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export interface Session {
  readonly person: Person | null;
  readonly provedUntil?: number;
  readonly signOn?: boolean;
  readonly demo: readonly { readonly name: string; readonly role: Role; readonly sites: Sites }[];
}

export const seesSite = ({ sites }: Pick<Person, 'sites'>, site: string): boolean =>
  sites === 'all' || sites.includes(site);
