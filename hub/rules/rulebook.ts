// The list of all rules. A new rule is a file of its own, a line here, and its response; without one nothing starts.
import type { Response } from '../contracts/response.ts';
import { agentSilent } from './agent-silent.ts';
import { boxWithoutTag } from './box-without-tag.ts';
import { clockJumped } from './clock-jumped.ts';
import { corridorDeviation } from './corridor-deviation.ts';
import { deviceSilent } from './device-silent.ts';
import { dwellOverLimit } from './dwell-over-limit.ts';
import { epochChanged } from './epoch-changed.ts';
import { eventsLost } from './events-lost.ts';
import { eventsUnjudged } from './events-unjudged.ts';
import { fenceExitWithoutRelease } from './fence-exit-without-release.ts';
import { fenceTurns } from './fence-turns.ts';
import { gateOutWithoutRelease } from './gate-out-without-release.ts';
import { impossibleMotion } from './impossible-motion.ts';
import { answered, responses } from './responses.ts';
import { restrictedEntry } from './restricted-entry.ts';
import { restrictedSighting } from './restricted-sighting.ts';
import type { Rule } from './rule.ts';
import { sealOpenedOutside } from './seal-opened-outside.ts';
import { sealTampered } from './seal-tampered.ts';
import { segmentBlind } from './segment-blind.ts';
import { sequenceGap } from './sequence-gap.ts';

/** In the order in which they are asked. */
const rules = {
  ...{ 'fence-exit-without-release': fenceExitWithoutRelease, 'gate-out-without-release': gateOutWithoutRelease },
  ...{ 'restricted-entry': restrictedEntry, 'restricted-sighting': restrictedSighting },
  ...{ 'corridor-deviation': corridorDeviation, 'dwell-over-limit': dwellOverLimit },
  ...{ 'seal-opened-outside': sealOpenedOutside, 'seal-tampered': sealTampered, 'box-without-tag': boxWithoutTag },
  ...{ 'agent-silent': agentSilent, 'device-silent': deviceSilent, 'segment-blind': segmentBlind },
  ...{ 'events-unjudged': eventsUnjudged, 'clock-jumped': clockJumped },
  ...{ 'events-lost': eventsLost, 'sequence-gap': sequenceGap, 'epoch-changed': epochChanged },
  ...{ 'impossible-motion': impossibleMotion },
};

/** Whoever adds a rule and no response is told here by the compiler already. */
const table: Readonly<Record<keyof typeof rules, Response>> = responses;

// Rule<M> is invariant in its memory; the engine only ever hands a rule the memory that rule returned.
export const rulebook = Object.values(rules) as unknown as readonly Rule[];

const responseById = answered(
  rulebook.map(({ id }) => id),
  table,
);

/** What is to be done about its alerts; undefined of a rule there is no more. */
export const responseOf = (rule: string): Response | undefined => responseById.get(rule);

/** All that is folded of a key: the rules, and what asks for a look at windows. */
export const folds: readonly Rule[] = [...rulebook, fenceTurns as unknown as Rule];
