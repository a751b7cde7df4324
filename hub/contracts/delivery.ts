// A notification on its way to one receiver, as the outbox keeps it and the API tells it.
import { Type } from 'typebox';
import { Millis } from './ids.ts';

export const DeliveryState = Type.Enum(['waiting', 'delivered', 'dead']);

const Labels = Type.Record(Type.String(), Type.String());
const Status = Type.Enum(['firing', 'resolved']);

/** An alert as Alertmanager's webhook tells it, version 4. `endsAt` of one that goes on is the year 1. */
const NotifiedAlert = Type.Object(
  {
    status: Status,
    labels: Labels,
    annotations: Labels,
    startsAt: Type.String(),
    endsAt: Type.String(),
    generatorURL: Type.String(),
    fingerprint: Type.String(),
  },
  { additionalProperties: false },
);

/** Alertmanager's webhook payload, version 4. */
export const Notified = Type.Object(
  {
    version: Type.Literal('4'),
    groupKey: Type.String(),
    truncatedAlerts: Type.Integer({ minimum: 0 }),
    status: Status,
    receiver: Type.String(),
    groupLabels: Labels,
    commonLabels: Labels,
    commonAnnotations: Labels,
    externalURL: Type.String(),
    alerts: Type.Array(NotifiedAlert),
  },
  { additionalProperties: false },
);
export type Notified = Type.Static<typeof Notified>;

/**
 * `way` is a receiver, a kind and a number in the routing file; `key` the same for every try of it. `waiting` is tried
 * again at `nextAt`; `says` is how the last try went, in words without a secret.
 */
export const Delivery = Type.Object(
  {
    id: Type.Integer({ minimum: 1 }),
    key: Type.String(),
    group: Type.String(),
    way: Type.String(),
    state: DeliveryState,
    madeAt: Millis,
    tries: Type.Integer({ minimum: 0 }),
    nextAt: Type.Optional(Millis),
    endedAt: Type.Optional(Millis),
    says: Type.Optional(Type.String()),
    alerts: Type.Array(Type.String()),
    body: Notified,
  },
  { additionalProperties: false },
);
export type Delivery = Type.Static<typeof Delivery>;
