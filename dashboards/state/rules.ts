// The hub's rules as it told them last, by id; none before it has.
import { signal } from '@preact/signals';
import type { RuleRow } from '../../hub/contracts/rule-row.ts';

export const rules = signal<ReadonlyMap<string, RuleRow>>(new Map());
