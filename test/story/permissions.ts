// Who may do what: every route and every message of the socket, for every role. A real hub is held to it, cell by cell.
import type { Role } from '../../hub/contracts/person.ts';
import type { ClientEvents, ServerEvents } from '../../hub/contracts/socket.ts';
import type { ErrorCode } from '../../hub/errors.ts';

export interface Asker {
  readonly role: Role;
  readonly sites: readonly string[] | 'all';
  readonly agency?: 'frontier' | 'terminal';
  /** They have just proved again who they are. */
  readonly proved?: boolean;
  /** A program. */
  readonly token?: boolean;
}

export const ownSite = 'shatian-wharf';
export const otherSite = 'bonded-centre';
const [here, everywhere] = [[ownSite], 'all'] as const;

/** By column. Capitals are there for the whole port; `t` is a token. `no` is nobody who has come in. */
export const askers = {
  no: undefined,
  mo: { role: 'monitor', sites: here },
  op: { role: 'operator', sites: here },
  su: { role: 'supervisor', sites: here },
  au: { role: 'auditor', sites: here },
  fr: { role: 'monitor', sites: here, agency: 'frontier' },
  MO: { role: 'monitor', sites: everywhere },
  SU: { role: 'supervisor', sites: everywhere, proved: true },
  AU: { role: 'auditor', sites: everywhere },
  FR: { role: 'monitor', sites: everywhere, agency: 'frontier' },
  TE: { role: 'monitor', sites: everywhere, agency: 'terminal' },
  AD: { role: 'admin', sites: everywhere, proved: true },
  ad: { role: 'admin', sites: everywhere },
  IN: { role: 'integration', sites: everywhere },
  tmo: { role: 'monitor', sites: here, token: true },
  top: { role: 'operator', sites: here, token: true },
  tsu: { role: 'supervisor', sites: here, token: true },
  tau: { role: 'auditor', sites: here, token: true },
  tad: { role: 'admin', sites: everywhere, token: true },
  tin: { role: 'integration', sites: everywhere, token: true },
} as const satisfies Record<string, Asker | undefined>;
export type Who = keyof typeof askers;
export const whos = Object.keys(askers) as Who[];

/**
 * `own`: done or shown of one's sites; of another there is nothing to be found, and no list has a word of it.
 * `yes`: done or shown, and of no site. All else is refused, with the code.
 */
export const refusals = {
  '-': 'right-missing',
  L: 'login-needed',
  O: 'owner-only',
  S: 'supervisor-needed',
  P: 'proof-needed',
  A: 'active-still',
  /** Of four eyes: of whose alert it is, is looked at first. */
  F: 'proof-needed',
} as const satisfies Record<string, ErrorCode>;
export type Cell = 'own' | 'yes' | keyof typeof refusals;

/** Acts are on alerts that another has claimed, disposed of, shelved or taken out before, where that is what the act is about. */
export const routeTable = `
method  route                                  no  mo  op  su  au  fr  MO  SU  AU  FR  TE  AD  ad  IN  tmo top tsu tau tad tin
# alerts: what there is
get     /api/v1/alerts                         L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/alerts/counts                  L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/alerts/:id                     L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/alerts/:id/pictures/:sha256    L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/alerts/:id/officers            L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
get     /api/v1/alerts/:id/audit               L   own -   own own -   own own own -   -   -   -   -   own -   own own -   -
get     /api/v1/alerts/:id/deliveries          L   -   -   -   -   -   own own own -   -   -   -   -   -   -   -   -   -   -

# alerts: what is said of them
post    /api/v1/alerts/:id/notes               L   own own own -   own own own -   own own -   -   -   own own own -   -   -
post    /api/v1/alerts/:id/attachments         L   own own own -   own own own -   own own -   -   -   own own own -   -   -
post    /api/v1/alerts/:id/explanations        L   -   own -   -   -   -   -   -   -   -   -   -   -   -   own -   -   -   -
post    /api/v1/alerts/:id/ticket              L   own -   own -   own own own -   own own -   -   -   own -   own -   -   -

# alerts: what is done about them, by customs and by people
post    /api/v1/alerts/:id/acknowledgement     L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/claim               L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/escalate            L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/report              L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/reopen              L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/unshelve            L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/take-out            L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/put-back            L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/release             L   O   -   own -   -   O   own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/hand-over           L   O   -   own -   -   O   own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/ask                 L   O   -   own -   -   O   own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/dispatch            L   O   -   own -   -   O   own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/dispose             L   O   -   own -   -   O   own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/reset               L   A   -   A   -   -   A   A   -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/close               L   A   -   A   -   -   A   A   -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/shelve              L   S   -   own -   -   S   own -   -   -   -   -   -   -   -   -   -   -   -
post    /api/v1/alerts/:id/agree               L   -   -   F   -   -   -   own -   -   -   -   -   -   -   -   -   -   -   -

# the port
get     /api/v1/port                           L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/cameras                        L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/assets                         L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/assets/:key/story              L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/assets/:key/track              L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/agents                         L   own own own own own own own own own own -   -   -   own own own own -   -
get     /api/v1/segments                       L   own own own own own own own own own own -   -   -   own own own own -   -
post    /api/v1/fences/check                   L   yes yes yes yes yes yes yes yes yes yes -   -   -   yes yes yes yes -   -
get     /api/v1/rules                          L   yes yes yes yes yes yes yes yes yes yes -   -   -   yes yes yes yes -   -
get     /api/v1/rules/:rule                    L   yes yes yes yes yes yes yes yes yes yes -   -   -   yes yes yes yes -   -
get     /api/v1/lottery                        L   yes yes yes yes yes yes yes yes yes yes -   -   -   yes yes yes yes -   -
get     /api/v1/measures                       L   own -   own own own own own own own own -   -   -   own -   own own -   -

# trust, which terminals and other authorities know nothing of
get     /api/v1/parties                        L   own -   own own -   own own own -   -   -   -   -   own -   own own -   -
get     /api/v1/parties/:party                 L   own -   own own -   own own own -   -   -   -   -   own -   own own -   -
get     /api/v1/checks                         L   own -   own own -   own own own -   -   -   -   -   own -   own own -   -
get     /api/v1/lottery/:day                   L   own -   own own -   own own own -   -   -   -   -   own -   own own -   -
post    /api/v1/checks/:id                     L   own -   own -   -   own own -   -   -   -   -   -   -   -   -   -   -   -

# the hub, for who is there for the whole port
get     /api/v1/status                         L   -   -   -   -   -   yes yes yes -   -   yes yes -   -   -   -   -   yes -
get     /api/v1/deliveries                     L   -   -   -   -   -   yes yes yes -   -   yes yes -   -   -   -   -   yes -
get     /api/v1/audit                          L   -   -   -   -   -   yes yes yes -   -   yes yes -   -   -   -   -   yes -
get     /api/v1/quarantine                     L   -   -   -   -   -   yes yes yes -   -   yes yes -   -   -   -   -   yes -
get     /api/v1/quarantine/:number             L   -   -   -   -   -   yes yes yes -   -   yes yes -   -   -   -   -   yes -
get     /metrics                               L   -   -   -   -   -   yes yes yes -   -   yes yes -   -   -   -   -   yes -
post    /api/v1/quarantine/:number/replay      L   -   -   -   -   -   yes yes -   -   -   -   -   -   -   -   -   -   -   -

# accounts
get     /api/v1/people                         L   -   -   -   -   -   -   -   -   -   -   yes yes -   -   -   -   -   yes -
post    /api/v1/people/:name/lock              L   -   -   -   -   -   -   -   -   -   -   yes P   -   -   -   -   -   P   -
post    /api/v1/people/:name/unlock            L   -   -   -   -   -   -   -   -   -   -   yes P   -   -   -   -   -   P   -
delete  /api/v1/people/:name/sessions          L   -   -   -   -   -   -   -   -   -   -   yes yes -   -   -   -   -   yes -
delete  /api/v1/people/:name/sessions/:id      L   -   -   -   -   -   -   -   -   -   -   yes yes -   -   -   -   -   yes -
get     /api/v1/tokens                         L   -   -   -   -   -   -   -   -   -   -   yes yes -   -   -   -   -   yes -
post    /api/v1/tokens                         L   -   -   -   -   -   -   -   -   -   -   yes P   -   -   -   -   -   P   -
delete  /api/v1/tokens/:id                     L   -   -   -   -   -   -   -   -   -   -   yes yes -   -   -   -   -   yes -

# EPCIS
post    /epcis/capture                         L   -   -   -   -   -   -   -   -   -   -   -   -   yes -   -   -   -   -   yes
get     /epcis/capture                         L   -   -   -   -   -   -   -   -   -   -   -   -   yes -   -   -   -   -   yes
get     /epcis/capture/:captureID              L   -   -   -   -   -   -   -   -   -   -   -   -   yes -   -   -   -   -   yes
post    /epcis/events                          L   -   -   -   -   -   -   -   -   -   -   -   -   yes -   -   -   -   -   yes
get     /epcis/events                          L   -   -   -   -   -   -   -   -   -   -   -   -   yes -   -   -   -   -   yes
get     /epcis/events/:eventID                 L   -   -   -   -   -   -   -   -   -   -   -   -   yes -   -   -   -   -   yes
get     /epcis/eventTypes                      L   -   -   -   -   -   -   -   -   -   -   -   -   yes -   -   -   -   -   yes
options /epcis/capture                         yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
options /epcis/capture/:captureID              yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
options /epcis/events                          yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
options /epcis/events/:eventID                 yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
options /epcis/eventTypes                      yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes

# for everybody
get     /livez                                 yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
get     /readyz                                yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
get     /api/v1/sign-on                        yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
get     /api/v1/sign-on/proof                  yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
get     /api/v1/sign-on/callback               yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
get     /api/v1/session                        yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
post    /api/v1/session                        yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
post    /api/v1/session/proof                  L   yes yes yes yes yes yes yes yes yes yes yes yes yes L   L   L   L   L   L
delete  /api/v1/session/everywhere             L   yes yes yes yes yes yes yes yes yes yes yes yes yes L   L   L   L   L   L
delete  /api/v1/session                        yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes
`;

/** In the order of `askers`. Whoever is not let in has no `sync` either. */
export const socketTable: Readonly<Record<keyof (ClientEvents & ServerEvents), string>> = {
  // no  mo  op  su  au  fr  MO  SU  AU  FR  TE  AD  ad  IN  tmo top tsu tau tad tin
  sync: '-   own own own own own own own own own own -   -   -   own own own own -   -',
  live: '-   own own own own own own own own own own -   -   -   own own own own -   -',
  alerts: '-   own own own own own own own own own own -   -   -   own own own own -   -',
  checks: '-   own -   own own -   own own own -   -   -   -   -   own -   own own -   -',
  beat: '-   yes yes yes yes yes yes yes yes yes yes -   -   -   yes yes yes yes -   -',
};

export type Row = Readonly<Record<Who, Cell>>;

/** By route, as `get /livez`. */
export const routeRows: ReadonlyMap<string, Row> = new Map(
  routeTable
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('method'))
    .map((line) => {
      const [method = '', path = '', ...cells] = line.trim().split(/ +/);
      return [`${method} ${path}`, rowOf(cells)];
    }),
);

export const socketRows: ReadonlyMap<string, Row> = new Map(
  Object.entries(socketTable).map(([message, cells]) => [message, rowOf(cells.split(/ +/))]),
);

function rowOf(cells: readonly string[]): Row {
  if (cells.length !== whos.length) throw new Error(`a row has ${cells.length} cells: ${cells.join(' ')}`);
  return Object.fromEntries(whos.map((who, i) => [who, cells[i]])) as Row;
}

/** What there is and has no row, and what has a row and is not there. */
export function gaps(there: readonly string[], rows: ReadonlyMap<string, unknown>): string[] {
  const named = new Set(there);
  const untold = there.filter((one) => !rows.has(one)).map((one) => `${one} has no row`);
  return [...untold, ...[...rows.keys()].filter((one) => !named.has(one)).map((one) => `${one} is not there`)];
}

export const isEverywhere = (who: Who): boolean => askers[who]?.sites === 'all';
