// How lists are put in the papers: what they answer, and what they may be asked.
import { type Parameter, pageParameters, parametersOf } from './query.ts';

export const listOf = (name: string, items: string): object => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'array', items: { $ref: `#/components/schemas/${items}` } } },
});

/** A list that goes on where its last page ended. */
export const pagesOf = (name: string, items: string): object => {
  const { properties, ...list } = listOf(name, items) as { properties: object };
  const next = { type: 'string', description: 'The cursor of the next page, also a Link; absent on the last one.' };
  return { ...list, properties: { ...properties, next } };
};

/** What a path may be asked, as OpenAPI has it. A track is bounded, and has no pages. */
export function queryOf(path: string): object[] {
  const asked = path.endsWith('/track') ? { limit: pageParameters.limit } : parametersOf[path];
  return Object.entries(asked ?? {}).map(queryParameter);
}

function queryParameter([name, { of, says, many, shown = plain(of) }]: [string, Parameter]): object {
  const schema = many ? { type: 'array', items: shown } : shown;
  return { name, in: 'query', description: says, schema };
}

const plain = (schema: object): object => JSON.parse(JSON.stringify(schema)) as object;
