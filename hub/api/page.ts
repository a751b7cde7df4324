// Lists by pages: `limit` and `cursor` in, `next` out, in the body and as a link (RFC 8288). The same for every list.
import { type pageParameters, pageParameters as pages, pageUsual } from '../contracts/query.ts';
import { isTrouble, type Query, queryOver, wrongQuery } from './query.ts';
import type { Answer, Asked, Reply, Route, Trouble } from './route.ts';

/** Rows of a list in its order; `next` is the cursor of what follows, and absent at the end. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string | undefined;
}

/** Rows before a number, the newest first, at most so many. */
export type Newest<Row> = (most: number, before?: number) => readonly Row[];

export const limitOf = ({ limit }: Query<Pick<typeof pageParameters, 'limit'>>): number =>
  Number(limit?.[0] ?? pageUsual);

export const cursorOf = ({ cursor }: Query<Pick<typeof pageParameters, 'cursor'>>): string | undefined => cursor?.[0];

export const wrongCursor = (): Trouble => wrongQuery('cursor', 'not what a page of this list called next');

/** @param asked whose query comes again in the link, but for the cursor */
export function pageAnswer<Row>(name: string, asked: Asked, page: Page<Row> | Trouble): Answer {
  if (isTrouble(page)) return page;
  const { rows, next } = page;
  return next === undefined
    ? { body: { [name]: rows } }
    : { body: { [name]: rows, next }, headers: linkTo(asked, next) };
}

function linkTo({ query }: Asked, next: string): NonNullable<Reply['headers']> {
  const again = Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value]));
  const parameters = new URLSearchParams(again.filter(([name]) => name !== 'cursor'));
  parameters.append('cursor', next);
  return { link: `<?${parameters}>; rel="next"` };
}

const pageQuery = queryOver(pages);

/** A list that is asked for nothing but its pages. @param take trouble where the cursor is none of its own */
export function listRoute<Row>(
  { path, needs, name }: Pick<Route, 'path' | 'needs'> & { readonly name: string },
  take: (asked: Asked, limit: number, cursor: string | undefined) => Page<Row> | Trouble | 'not-found',
): Route {
  const answer = (asked: Asked): Answer => {
    const query = pageQuery(asked);
    if (isTrouble(query)) return query;
    const page = take(asked, limitOf(query), cursorOf(query));
    return page === 'not-found' ? page : pageAnswer(name, asked, page);
  };
  return { method: 'get', path, needs, answer };
}

/** A page of a list that is numbered; its cursor is the number of its last row. */
export function numberedPage<Row extends { readonly id: number }>(
  newest: Newest<Row>,
  limit: number,
  cursor: string | undefined,
): Page<Row> | Trouble {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) return wrongCursor();
  const rows = newest(limit + 1, cursor === undefined ? undefined : Number(cursor));
  return pageOf(rows, limit, ({ id }) => String(id));
}

/** @param rows one more than fits, where there is one more */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorAt: (last: Row) => string): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return rows.length <= limit || last === undefined ? { rows: page } : { rows: page, next: cursorAt(last) };
}
