// A line of the audit about people: who did what, or tried to, and what came of it.

export interface Told {
  readonly who: string;
  readonly what: string;
  /** `done`, or the code of why not. */
  readonly outcome: string;
  readonly detail: string;
}
