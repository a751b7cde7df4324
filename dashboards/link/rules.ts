// Asks the hub for its rules, and what is to be done about the alerts of each.
import type { RuleRow } from '../../hub/contracts/rule-row.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from './ask.ts';

export const askRules = (gone: AbortSignal): Promise<Answer<{ readonly rules: readonly RuleRow[] }>> =>
  ask('/api/v1/rules', { gone });
