// What Frigate says over MQTT, as far as we use it: strict on that, and deaf to every other field, which come and go by version.
import { Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

const Id = Type.String({ pattern: '^[^\\s\\x00-\\x1f]{1,64}$' });
const Name = Type.String({ minLength: 1, maxLength: 128 });
/** Seconds since 1970 UTC, with a fraction. */
const Seconds = Type.Number({ minimum: 0, maximum: 8.64e12 });
const Score = Type.Number({ minimum: 0, maximum: 1 });
/** What was recognised: alone, or with how sure Frigate is of it. */
const Recognised = Type.Optional(
  Type.Union([Type.Null(), Type.String(), Type.Tuple([Type.String(), Type.Union([Type.Number(), Type.Null()])])]),
);
const Zones = Type.Optional(Type.Array(Name, { maxItems: 256 }));

/** A tracked object as it is by now. */
const Tracked = Type.Object({
  id: Id,
  camera: Name,
  label: Name,
  sub_label: Recognised,
  frame_time: Seconds,
  score: Type.Optional(Type.Union([Type.Null(), Score])),
  top_score: Type.Optional(Type.Union([Type.Null(), Score])),
  false_positive: Type.Optional(Type.Boolean()),
  current_zones: Zones,
  entered_zones: Zones,
  recognized_license_plate: Recognised,
});
export type Tracked = Type.Static<typeof Tracked>;

/** On `events`: the first comes once Frigate believes it is no false positive. `before` tells us nothing that we use. */
const TrackedEvent = Type.Object({ type: Type.Enum(['new', 'update', 'end']), after: Tracked });
export type TrackedEvent = Type.Static<typeof TrackedEvent>;

/** On `reviews`: an incident, with the ids of what was tracked in it. It may grow from `detection` to `alert`. */
const Review = Type.Object({
  type: Type.Enum(['new', 'update', 'end', 'genai']),
  after: Type.Object({
    camera: Name,
    severity: Type.String(),
    data: Type.Object({ detections: Type.Array(Id, { maxItems: 4096 }) }),
  }),
});
export type Review = Type.Static<typeof Review>;

/** On `tracked_object_update`: a plate that was read. Faces and descriptions come there too, and are not ours to know. */
const PlateRead = Type.Object({
  type: Type.Literal('lpr'),
  id: Id,
  camera: Name,
  plate: Type.String(),
  timestamp: Seconds,
});
export type PlateRead = Type.Static<typeof PlateRead>;

export type Said =
  | { readonly kind: 'available'; readonly online: boolean }
  | { readonly kind: 'event'; readonly event: TrackedEvent }
  | { readonly kind: 'review'; readonly review: Review }
  | { readonly kind: 'plate'; readonly plate: PlateRead }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly code: 'oversized' | 'not-json' | 'malformed' };

export const topics = ['available', 'events', 'reviews', 'tracked_object_update'] as const;

/** An object's path may make it long; what is longer is none of Frigate's messages. */
const bytesMost = 256 * 1024;
const none: Said = { kind: 'none' };
const refused = (code: Extract<Said, { kind: 'refused' }>['code']): Said => ({ kind: 'refused', code });

const [isEvent, isReview, isPlateRead] = [Compile(TrackedEvent), Compile(Review), Compile(PlateRead)];

/** @param topic without the prefix */
export function readMessage(topic: string, payload: Buffer): Said {
  if (payload.length > bytesMost) return refused('oversized');
  if (topic === 'available') return availability(payload.toString('utf8').trim());
  const value = parsed(payload);
  if (value === undefined) return refused('not-json');
  if (topic === 'events') return as(isEvent, value, (event: TrackedEvent) => ({ kind: 'event', event }));
  if (topic === 'reviews') return as(isReview, value, (review: Review) => ({ kind: 'review', review }));
  if (topic !== 'tracked_object_update' || (value as { type?: unknown } | null)?.type !== 'lpr') return none;
  return as(isPlateRead, value, (plate: PlateRead) => ({ kind: 'plate', plate }));
}

/** `stopped` is said by older versions. */
function availability(word: string): Said {
  if (word === 'online') return { kind: 'available', online: true };
  return word === 'offline' || word === 'stopped' ? { kind: 'available', online: false } : refused('malformed');
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

function as<T>(check: Pick<Validator, 'Check'>, value: unknown, said: (value: T) => Said): Said {
  return check.Check(value) ? said(value as T) : refused('malformed');
}
