// Trust over REST: parties with their tiers, remote checks and their answers, the lottery's days for whoever draws them again.
import { Compile } from 'typebox/compile';
import { type Person, seesSite } from '../contracts/person.ts';
import { type Check, type LotteryDay, type LotteryPage, NewCheckResult, type PartyRow } from '../contracts/trust.ts';
import type { ErrorCode } from '../errors.ts';
import { ofSites, type Sees, seeing } from '../identity/wall.ts';
import type { CheckPlace } from '../journal/trust-store.ts';
import { parsed } from './body.ts';
import { listRoute, type Page, pageOf, wrongCursor } from './page.ts';
import { type Answer, type Asked, found, json, type Route, type Trouble } from './route.ts';
import { noteBody, signed } from './signed.ts';

/** What is on disk of trust. */
export interface TrustSeam {
  parties(): PartyRow[];
  party(id: string): PartyRow | undefined;
  /** Open ones before ended ones, the newest first, whoever may see them. */
  checksAfter(after: CheckPlace | undefined, most: number): Check[];
  check(id: string): Check | undefined;
  days(most: number, before?: string): LotteryDay[];
  day(day: string): LotteryPage | undefined;
}

/** Resolves once it is on disk. */
type Keep = (id: string, said: NewCheckResult & { readonly by: string }) => Promise<Check | ErrorCode>;

const resultCheck = Compile(NewCheckResult);

export function trustRoutes(trust: TrustSeam, keep: Keep): readonly Route[] {
  const get = (path: string, answer: Route['answer'], needs: Route['needs'] = 'trust'): Route => ({
    ...{ method: 'get', path, needs, answer },
  });
  return [
    get('/api/v1/parties', ({ who }) => json({ parties: partiesFor(who, trust.parties()) })),
    get('/api/v1/parties/:party', ({ who, params }) => {
      const party = trust.party(params['party'] ?? '');
      return found(party && partiesFor(who, [party])[0]);
    }),
    listRoute({ path: '/api/v1/checks', needs: 'trust', name: 'checks' }, ({ who }, limit, cursor) =>
      checkPage(trust, seeing(who), limit, cursor),
    ),
    {
      ...{ method: 'post', path: '/api/v1/checks/:id', needs: 'check', takes: noteBody },
      answer: (asked) => answerOf(asked, trust, keep),
    },
    // Whoever may be drawn notes beforehand what the day was promised by, and can hold customs to it.
    listRoute({ path: '/api/v1/lottery', needs: 'see', name: 'days' }, (_, limit, cursor) =>
      dayPage(trust, limit, cursor),
    ),
    get('/api/v1/lottery/:day', ({ who, params }) => {
      const page = trust.day(params['day'] ?? '');
      return found(page && { ...page, movements: ofSites(seeing(who), page.movements) });
    }),
  ];
}

function dayPage(trust: TrustSeam, limit: number, cursor: string | undefined): Page<LotteryDay> | Trouble {
  if (cursor !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(cursor)) return wrongCursor();
  return pageOf(trust.days(limit + 1, cursor), limit, ({ day }) => day);
}

/** Checks looked at for one page: whoever sees few of them gets short pages. */
const lookedAt = 1001;

function checkPage(trust: TrustSeam, sees: Sees, limit: number, cursor: string | undefined): Page<Check> | Trouble {
  const [, where, drawn, id = ''] = /^(open|ended)\.(\d{1,15})\.([0-9a-f]{16})$/.exec(cursor ?? '') ?? [];
  if (cursor !== undefined && where === undefined) return wrongCursor();
  const after = where === undefined ? undefined : { open: where === 'open', drawn: Number(drawn), id };
  const looked = trust.checksAfter(after, lookedAt);
  const seen = ofSites(sees, looked);
  const last = looked.at(-1);
  if (seen.length > limit || looked.length < lookedAt || last === undefined) return pageOf(seen, limit, placeOf);
  return { rows: seen, next: placeOf(last) };
}

const placeOf = ({ state, drawnAt, id }: Check): string => `${state === 'open' ? 'open' : 'ended'}.${drawnAt}.${id}`;

/** 201 with the check as it is then. A check of a site that one does not see is none. */
async function answerOf({ params, who, body }: Asked, trust: TrustSeam, keep: Keep): Promise<Answer> {
  const known = trust.check(params['id'] ?? '');
  if (known === undefined || !seesSite(who, known.site)) return 'not-found';
  const said = parsed(body);
  if (said === undefined) return 'json-malformed';
  if (!resultCheck.Check(said)) return 'check-invalid';
  const by = signed(who, said);
  if (by === undefined) return 'check-invalid';
  const { result, text } = said;
  const answered = await keep(known.id, { result, ...(text !== undefined && { text }), by: by.by });
  return typeof answered === 'string' ? answered : { status: 201, body: answered };
}

/** A haulier is of the whole port; who is of some sites is shown to those who see one of them. */
const partiesFor = (who: Person, rows: readonly PartyRow[]): PartyRow[] =>
  rows.filter(({ sites }) => sites === undefined || sites.some((site) => seesSite(who, site)));
