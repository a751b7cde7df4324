// The list of all rules. A new rule is a file of its own and a line here.
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
import { restrictedEntry } from './restricted-entry.ts';
import { restrictedSighting } from './restricted-sighting.ts';
import type { Rule } from './rule.ts';
import { sealOpenedOutside } from './seal-opened-outside.ts';
import { sealTampered } from './seal-tampered.ts';
import { segmentBlind } from './segment-blind.ts';
import { sequenceGap } from './sequence-gap.ts';

// Rule<M> is invariant in its memory; the engine only ever hands a rule the memory that rule returned.
export const rulebook = [
  ...[fenceExitWithoutRelease, gateOutWithoutRelease, restrictedEntry, restrictedSighting, corridorDeviation],
  ...[dwellOverLimit, sealOpenedOutside, sealTampered, boxWithoutTag],
  ...[agentSilent, deviceSilent, segmentBlind, eventsUnjudged, clockJumped],
  ...[eventsLost, sequenceGap, epochChanged, impossibleMotion],
] as unknown as readonly Rule[];

/** All that is folded of a key: the rules, and what asks for a look at windows. */
export const folds: readonly Rule[] = [...rulebook, fenceTurns as unknown as Rule];
