// The rulebook as it is told: each rule without its fold, with what is to be done about its alerts.
import type { RuleRow } from '../contracts/rule-row.ts';
import { responseOf, rulebook } from './rulebook.ts';

export const ruleRows: readonly RuleRow[] = rulebook.flatMap(
  ({ id, version, severity, integrity, latched, keys }): RuleRow[] => {
    const response = responseOf(id);
    return response === undefined ? [] : [{ id, version, severity, integrity, latched, keys: [...keys], response }];
  },
);
