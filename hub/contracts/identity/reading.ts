// What reading an identity answers: the value, or one coded reason why the text is not one. Nothing here ever throws.

/** `why` is a code of the identity that was read; each reader lists its own. */
export type Reading<Value, Why extends string> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly why: Why;
      /** Position in the normalised text, from 1, where the first wrong thing begins; only where it helps a person. */
      readonly at?: number;
    };

export const good = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

export const bad = <Why extends string>(why: Why): { readonly ok: false; readonly why: Why } => ({ ok: false, why });
