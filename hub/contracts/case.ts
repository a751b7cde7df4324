// What people make of an alert (ISA-18.2 / IEC 62682): the case on it, what keeps it from the list, and each act with what it takes.
import { type TSchema, Type } from 'typebox';
import { Millis } from './ids.ts';
import { Agency, Role } from './person.ts';
import { Written, WrittenName } from './written.ts';

const closed = { additionalProperties: false } as const;
const By = WrittenName;
const Text = Written;

/** Who did it, when, and as what. */
const signed = { at: Millis, by: By, role: Type.Optional(Role), agency: Type.Optional(Agency) };

/** What an alert turned out to be, for whoever learns from it: rules, sensors, the next officer. */
export const Disposition = Type.Enum([
  ...([
    'confirmed_violation',
    'procedural_irregularity',
    'benign_explained',
    'false_sensor',
    'false_rule',
    'false_identity',
    'duplicate',
    'drill_test',
    'insufficient_evidence',
  ] as const),
]);
export type Disposition = Type.Static<typeof Disposition>;

/** Why an alert is put away for a while. */
export const ShelfReason = Type.Enum([
  ...(['chattering', 'known_work', 'weather', 'sensor_fault', 'under_inspection', 'other'] as const),
]);
export type ShelfReason = Type.Static<typeof ShelfReason>;

/**
 * `open`: nobody's. `claimed`: `owner` sees to it. `escalated`: one level up, and nobody's. `disposed`: it is said what it was, and
 * perhaps a second person has to agree. `closed`: done with. `reopened`: it was not.
 */
export const CaseState = Type.Enum([...(['open', 'claimed', 'escalated', 'disposed', 'closed', 'reopened'] as const)]);
export type CaseState = Type.Static<typeof CaseState>;

/** A question to the terminal, until when an answer is due, and the answer: the number of the explanation among the notes. */
export const Asked = Type.Object(
  {
    ...signed,
    text: Text,
    until: Millis,
    answered: Type.Optional(Type.Integer({ minimum: 0 })),
    overdue: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type Asked = Type.Static<typeof Asked>;

/** Somebody went to look, and what they found. */
export const Visit = Type.Object(
  { ...signed, officer: By, place: Text, result: Type.Optional(Type.Object({ ...signed, text: Text }, closed)) },
  closed,
);
export type Visit = Type.Static<typeof Visit>;

/** Absent on an alert: open, and nobody's. `level`: how often it went up. */
export const Case = Type.Object(
  {
    state: CaseState,
    level: Type.Integer({ minimum: 0, maximum: 9 }),
    since: Millis,
    owner: Type.Optional(By),
    reopened: Type.Optional(Type.Integer({ minimum: 1 })),
    disposed: Type.Optional(
      Type.Object({ ...signed, code: Disposition, text: Text, owner: Type.Optional(By) }, closed),
    ),
    closedBy: Type.Optional(Type.Object({ ...signed, text: Type.Optional(Text) }, closed)),
    asked: Type.Optional(Asked),
    visit: Type.Optional(Visit),
  },
  closed,
);
export type Case = Type.Static<typeof Case>;

/**
 * Kept from the list: `shelved` by a person, `by-design` because another alert says it all, `out-of-service` while its device
 * is worked on. It goes on being judged and recorded, is not acknowledged by it, and comes back at `until`.
 */
export const Suppression = Type.Union([
  Type.Object(
    { kind: Type.Literal('shelved'), ...signed, until: Millis, reason: ShelfReason, text: Type.Optional(Text) },
    closed,
  ),
  Type.Object({ kind: Type.Literal('by-design'), at: Millis, because: Type.String() }, closed),
  Type.Object(
    {
      kind: Type.Literal('out-of-service'),
      ...signed,
      until: Millis,
      order: Text,
      /** Only once a second person has agreed does it count. */
      agreed: Type.Optional(Type.Object(signed, closed)),
    },
    closed,
  ),
]);
export type Suppression = Type.Static<typeof Suppression>;

/** A sensor that is not to be trusted, as somebody found by this alert. It counts against the device. */
export const Ticket = Type.Object({ ...signed, device: Type.String(), text: Type.Optional(Text) }, closed);
export type Ticket = Type.Static<typeof Ticket>;

/** Somebody said of a latched alert that things are as they should be. */
export const Reset = Type.Object({ ...signed, text: Text }, closed);
export type Reset = Type.Static<typeof Reset>;

const optionalBy = { by: Type.Optional(By) };
const taking = <T extends Record<string, TSchema>>(fields: T) => Type.Object({ ...fields, ...optionalBy }, closed);

/** What each act takes besides the alert; `by` only where nobody has to log in. Times are moments in ms. */
export const actBodies = {
  acknowledge: taking({}),
  claim: taking({}),
  release: taking({ text: Type.Optional(Text) }),
  'hand-over': taking({ to: By, text: Text }),
  escalate: taking({ text: Text }),
  ask: taking({ text: Text, until: Millis }),
  dispatch: taking({ officer: By, place: Text }),
  report: taking({ text: Text }),
  shelve: taking({ reason: ShelfReason, until: Millis, text: Type.Optional(Text) }),
  unshelve: taking({ text: Type.Optional(Text) }),
  'take-out': taking({ until: Millis, order: Text }),
  agree: taking({ text: Type.Optional(Text) }),
  'put-back': taking({ text: Type.Optional(Text) }),
  reset: taking({ text: Text }),
  dispose: taking({ code: Disposition, text: Text }),
  close: taking({ text: Type.Optional(Text) }),
  reopen: taking({ text: Text }),
  ticket: taking({ text: Type.Optional(Text) }),
} as const satisfies Record<string, TSchema>;
export type ActName = keyof typeof actBodies;

/** What an act makes of an alert, in a word: how its transition is called. */
export const actChanges = {
  acknowledge: 'acknowledged',
  claim: 'claimed',
  release: 'released',
  'hand-over': 'handed-over',
  escalate: 'escalated',
  ask: 'asked',
  dispatch: 'dispatched',
  report: 'reported',
  shelve: 'shelved',
  unshelve: 'returned',
  'take-out': 'taken-out',
  agree: 'agreed',
  'put-back': 'returned',
  reset: 'reset',
  dispose: 'disposed',
  close: 'closed',
  reopen: 'reopened',
  ticket: 'ticketed',
} as const satisfies Record<ActName, string>;

/** What people, cameras and the clock add to an alert; no fold concluded it. `answered`: the terminal's, to a question. */
export type Added =
  | (typeof actChanges)[ActName]
  | 'noted'
  | 'answered'
  | 'pictured'
  | 'overdue'
  | 'stale'
  | 'suppressed';

/** Whoever does something: with what standing, and whether they have just proved again who they are. */
export interface Actor {
  readonly by: string;
  readonly role?: Role | undefined;
  readonly agency?: Agency | undefined;
  readonly proved?: boolean | undefined;
}

/** One act as it is asked for. `version`: of the alert as whoever acts saw it. */
export type Act = {
  readonly [A in ActName]: { readonly act: A } & Omit<Type.Static<(typeof actBodies)[A]>, 'by'>;
}[ActName] & { readonly version?: number | undefined };
