// A rule as the API tells it: what it judges, how grave it is, and what is to be done about its alerts.
import { Type } from 'typebox';
import { Severity } from './alert.ts';
import { keyKinds } from './key-kind.ts';
import { Response } from './response.ts';

/**
 * `severity` is the rule's own: single findings of it may be graver or lighter, and trust may move those that are not of
 * `integrity`. `latched`: its alerts end by a person's word only. `keys`: the kinds of things it judges.
 */
export const RuleRow = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    severity: Severity,
    integrity: Type.Boolean(),
    latched: Type.Boolean(),
    keys: Type.Array(Type.Enum(keyKinds)),
    response: Response,
  },
  { additionalProperties: false },
);
export type RuleRow = Type.Static<typeof RuleRow>;

/** Its two paths in the paper. */
export function rulePaths(problem: object): object {
  const row = { $ref: '#/components/schemas/RuleRow' };
  const rules = { type: 'object', required: ['rules'], properties: { rules: { type: 'array', items: row } } };
  const named = { name: 'rule', in: 'path', required: true, schema: { type: 'string' } };
  const get = (summary: string, operationId: string, schema: object, parameters: object[] = []) => ({
    get: {
      ...{ summary, operationId, parameters },
      responses: { '200': { description: summary, content: { 'application/json': { schema } } }, default: problem },
    },
  });
  return {
    '/api/v1/rules': get('Every rule, and what is to be done about its alerts.', 'rules', rules),
    '/api/v1/rules/{rule}': get('One rule by its id.', 'rule', row, [named]),
  };
}
