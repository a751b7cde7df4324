// What is to be done about a kind of alert (rationalisation, ISA-18.2 §8): why it matters, what to do, by when, and who.
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Role } from './person.ts';
import { Name } from './port.ts';

/**
 * `lookWithinMinutes`: somebody has acknowledged it by then, or it goes one level up; `handleWithinMinutes`: from the
 * acknowledgement on its case is disposed by then, or it goes up again. 0: nobody has to hurry, and nothing goes up.
 */
export const Response = Type.Object(
  {
    consequence: Name,
    /** What to do, step by step. */
    steps: Type.Array(Name, { minItems: 1, maxItems: 8 }),
    who: Role,
    lookWithinMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
    handleWithinMinutes: Type.Integer({ minimum: 0, maximum: 14_400 }),
  },
  { additionalProperties: false },
);
export type Response = Type.Static<typeof Response>;

const check = Compile(Response);

/** What is wrong with it, field by field, in words; nothing where it is sound. */
export const responseFaults = (response: unknown): string[] =>
  [...check.Errors(response)].map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
