// What is to be done about each kind of alert, by the rule that finds it: one table, and why a table will not do.
import { type Response, responseFaults } from '../contracts/response.ts';
import { StartError } from '../errors.ts';
import { may, personOf } from '../identity/rights.ts';
import { intrusionResponses } from './responses-intrusions.ts';
import { movementResponses } from './responses-movements.ts';
import { watchResponses } from './responses-watch.ts';

export const responses = { ...movementResponses, ...intrusionResponses, ...watchResponses };

/** `response-invalid`: a text is blank, a step or a field lacks, or a time is out of bounds. */
export type ResponseFault = 'response-missing' | 'response-invalid' | 'response-unable' | 'rule-unknown' | 'rule-twice';

/**
 * @returns the response of each rule. @throws StartError with every fault, one a line: the rule, the code of the fault, and in
 * words what is wrong
 */
export function answered(
  rules: readonly string[],
  table: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Response> {
  const faults: string[] = [];
  const fault = (rule: string, code: ResponseFault, says: string) => void faults.push(`rule ${rule}: ${code}: ${says}`);
  for (const rule of Object.keys(table)) if (!rules.includes(rule)) fault(rule, 'rule-unknown', 'no such rule');
  const all = new Map<string, Response>();
  for (const rule of rules) {
    if (all.has(rule)) fault(rule, 'rule-twice', 'two rules have this id');
    const response = Object.hasOwn(table, rule) ? table[rule] : undefined;
    const wrong = wrongWith(response);
    if (wrong !== undefined) fault(rule, ...wrong);
    else all.set(rule, response as Response);
  }
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  return all;
}

function wrongWith(response: unknown): readonly [ResponseFault, string] | undefined {
  if (response === undefined) return ['response-missing', 'nobody is told what to do about its alerts'];
  const [first] = responseFaults(response);
  if (first !== undefined) return ['response-invalid', first];
  const { who } = response as Response;
  return may(personOf('', who, 'all'), 'handle') ? undefined : ['response-unable', `a ${who} may not handle alerts`];
}
