// The list of all rules. A new rule is a file of its own and a line here.
import { agentSilent } from './agent-silent.ts';
import { restrictedEntry } from './restricted-entry.ts';
import type { Rule } from './rule.ts';

// Rule<M> is invariant in its memory; the engine only ever hands a rule the memory that rule returned.
export const rulebook: readonly Rule[] = [restrictedEntry as unknown as Rule, agentSilent as unknown as Rule];
