// What was asked of a list, read strictly: a parameter or a value that is not known is refused by name, and never passed over.
import { Compile } from 'typebox/compile';
import type { Parameters } from '../contracts/query.ts';
import type { Asked, Trouble } from './route.ts';

/** Values by parameter, each sound, as text; one of which there may be only one is a list of one. */
export type Query<P extends Parameters> = { readonly [N in keyof P]?: readonly string[] };

/** @returns reads a query; trouble is a `query-invalid` that names the parameter */
export function queryOver<P extends Parameters>(parameters: P): (asked: Pick<Asked, 'query'>) => Query<P> | Trouble {
  const known = new Map(
    Object.entries(parameters).map(([name, { of, many = false }]) => [name, { of: Compile(of), many }]),
  );
  const faultOf = (name: string, values: readonly string[]): string | undefined => {
    const parameter = known.get(name);
    if (parameter === undefined) return `no such parameter here; there are ${[...known.keys()].join(', ')}`;
    if (values.length > 1 && !parameter.many) return 'it is there more than once';
    if (values.length > valuesMost) return `it is there more than ${valuesMost} times`;
    const wrong = values.find((value) => !isSound(parameter.of, value));
    return wrong === undefined ? undefined : `not a value of it: ${JSON.stringify(wrong.slice(0, shownMost))}`;
  };
  return ({ query }) => {
    for (const [name, values] of Object.entries(query)) {
      const fault = faultOf(name, values);
      if (fault !== undefined) return wrongQuery(name.slice(0, shownMost), fault);
    }
    return query as Query<P>;
  };
}

/** Values of one parameter, and of a name or value that is told back so much. */
const valuesMost = 64;
const shownMost = 64;

export const wrongQuery = (parameter: string, says: string): Trouble => ({
  code: 'query-invalid',
  detail: `${parameter}: ${says}`,
  more: { parameter },
});

export const isTrouble = (one: object): one is Trouble => 'code' in one && typeof one.code === 'string';

/** As a plain answer: what a schema in general makes of a text says nothing of its type. */
const isSound = (of: { Check(value: unknown): boolean }, value: string): boolean => of.Check(value);
