// Trust over REST: parties with their tiers, remote checks and their answers, the lottery's days for whoever draws them again.
import { Compile } from 'typebox/compile';
import { type Person, seesSite } from '../contracts/person.ts';
import { type Check, type LotteryDay, type LotteryPage, NewCheckResult, type PartyRow } from '../contracts/trust.ts';
import type { ErrorCode } from '../errors.ts';
import { ofSites, type Sees, seeing } from '../identity/wall.ts';
import { parsed } from './body.ts';
import { type Answer, type Asked, json, type Route } from './route.ts';
import { noteBody, signed } from './signed.ts';

/** What is on disk of trust. */
export interface TrustSeam {
  parties(): PartyRow[];
  party(id: string): PartyRow | undefined;
  checks(sees: Sees, limit: number): Check[];
  check(id: string): Check | undefined;
  days(limit: number): LotteryDay[];
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
    get('/api/v1/checks', ({ who, limit }) => json({ checks: trust.checks(seeing(who), limit) })),
    {
      ...{ method: 'post', path: '/api/v1/checks/:id', needs: 'check', takes: noteBody },
      answer: (asked) => answerOf(asked, trust, keep),
    },
    // Whoever may be drawn notes beforehand what the day was promised by, and can hold customs to it.
    get('/api/v1/lottery', ({ limit }) => json({ days: trust.days(limit) }), 'see'),
    get('/api/v1/lottery/:day', ({ who, params }) => {
      const page = trust.day(params['day'] ?? '');
      return found(page && { ...page, movements: ofSites(seeing(who), page.movements) });
    }),
  ];
}

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

const found = (one: object | undefined): Answer => (one === undefined ? 'not-found' : json(one));
