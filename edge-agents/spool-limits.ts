// How much a spool may hold, what it costs to hold something, and what makes room at a bound.

/** `bytes` of observations with what each costs besides; `ageMs` since it was kept, by this machine's clock. */
export interface SpoolLimits {
  readonly bytes: number;
  readonly ageMs: number;
}
export const spoolLimits: SpoolLimits = { bytes: 512 * 1024 * 1024, ageMs: 7 * 86_400_000 };

/** What a record costs besides its observation: its numbers, its place in the index. */
export const besides = 64;
export const costOf = (body: string): number => Buffer.byteLength(body) + besides;
/** Records looked at together when some must go. */
export const goingAtATime = 64;
/** A declaration costs no more. */
export const declarationMost = 512;
/** What is let go of at least when the disk is full, and what a spool has there at least: else it would keep nothing till it is sent. */
export const roomLeast = 64 * 1024;
/** What may be held at least with the reserve given: half of it, the other half is the log's. */
export const reservedRoom = 1024 * 1024;
/** Which class makes room for the other. */
export const goesFirst = ['routine', 'urgent'] as const;
