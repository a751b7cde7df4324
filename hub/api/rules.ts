// The rules over REST: what each judges, and what is to be done about its alerts.
import type { RuleRow } from '../contracts/rule-row.ts';
import { found, json, type Route } from './route.ts';

export function ruleRoutes(rules: readonly RuleRow[]): readonly Route[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const path = '/api/v1/rules';
  return [
    { ...{ method: 'get', path, needs: 'see' }, answer: () => json({ rules: [...rules] }) },
    {
      ...{ method: 'get', path: `${path}/:rule`, needs: 'see' },
      answer: ({ params }) => found(byId.get(params['rule'] ?? '')),
    },
  ];
}
