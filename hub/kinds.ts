// What the alert book must know of each rule: how occurrences join, whether they latch, who hurries, and what says it already.
import type { Kind } from './alerts/alert-book.ts';
import { hurryOf } from './contracts/hurry.ts';
import { folds, responseOf } from './rules/rulebook.ts';

/** Of a rule that is no more an old alert may still speak: it is taken gravely, and hurries nobody. */
const unknown: Kind = { mergeGapMs: 0, integrity: true };

const kinds = new Map(
  folds.map(({ id, mergeGapMs, integrity, latched, impliedBy = {} }): [string, Kind] => {
    const response = responseOf(id);
    const implies = folds.filter((one) => Object.hasOwn(one.impliedBy ?? {}, id)).map((one) => one.id);
    return [id, { mergeGapMs, integrity, latched, impliedBy, implies, ...(response && hurryOf(response)) }];
  }),
);

export const kindOf = (rule: string): Kind => kinds.get(rule) ?? unknown;
