// How much more an agent may send: the widest window while the hub keeps up, and the narrower the further it is behind.
import { ackWindow } from '../contracts/ack.ts';

/** Frames said and not on disk yet that are no sign of being behind: what one commit takes along. */
const calm = 64;
/** One frame of an agent: with less nobody would learn that the window is wide again. */
const narrowest = 32;

/**
 * Inversely to how far the hub is behind, so that what all agents have under way together grows with the root of their
 * number only, and the wait for the disk with it. What they hold back lies in their spools.
 * @param behind frames said and not on disk yet
 * @returns events of the routine class that an agent may have unacked
 */
export const windowAt = (behind: number): number =>
  Math.max(narrowest, Math.min(ackWindow, Math.floor((ackWindow * calm) / Math.max(behind, 1))));
