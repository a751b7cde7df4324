// Sites are walls: what a person sees of a row, a list or an alert. REST and sockets ask here, and nothing else decides.
import { createHash } from 'node:crypto';
import type { Alert, Evidence, Reason } from '../contracts/alert.ts';
import type { Asked } from '../contracts/case.ts';
import { type Person, seesSite } from '../contracts/person.ts';
import { may } from './rights.ts';

/** Of which sites something may be shown. */
export type Sees = (site: string) => boolean;

export const everything: Sees = () => true;

export function seeing(person: Person): Sees {
  return person.sites === 'all' ? everything : (site) => seesSite(person, site);
}

export const ofSites = <T extends { readonly site: string }>(sees: Sees, rows: readonly T[]): T[] =>
  rows.filter(({ site }) => sees(site));

/** An alert of a site that is seen; what it rests on that another site told is left at its time. Undefined for another's. */
export function shownAlert(alert: Alert, sees: Sees): Alert | undefined {
  if (sees === everything) return alert;
  if (!sees(alert.site)) return undefined;
  const { why, reason } = alert;
  const evidence = why.evidence.map((one) => (isSeen(one, sees) ? one : { ...elsewhere, time: one.time }));
  const known = reason === undefined || isSeen(reason, sees) ? reason : { ...reason, ...elsewhere };
  const pictures = alert.pictures && { pictures: ofSites(sees, alert.pictures) };
  return { ...alert, ...pictures, why: { ...why, evidence }, ...(known !== undefined && { reason: known }) };
}

/** What this person sees of it. What customs think of the party behind it only they may read who may know of trust. */
export function alertFor(person: Person, alert: Alert): Alert | undefined {
  const seen = shownAlert(alert, seeing(person));
  if (seen === undefined || may(person, 'trust')) return seen;
  return knowsCases(person) ? withoutTrust(seen) : withoutHandling(withoutTrust(seen));
}

/** How customs see to a case is theirs and other authorities' to know; a terminal is a party to it. */
const knowsCases = ({ agency }: Person): boolean => agency !== 'terminal';

/** What a terminal may know: whether somebody sees to it, what they were asked, and what they wrote themselves. */
export function withoutHandling({ suppressed: _s, ticket: _t, reset: _r, notes, ...alert }: Alert): Alert {
  const theirs = notes?.filter(({ role }) => role === 'operator');
  const shown = { ...alert, ...(theirs !== undefined && theirs.length > 0 && { notes: theirs }) };
  if (alert.case === undefined) return shown;
  const { state, since, asked } = alert.case;
  const word = state === 'open' || state === 'closed' ? state : 'claimed';
  const question = asked && questionWith(asked, notes, theirs);
  return { ...shown, case: { state: word, level: 0, since, ...question } };
}

/** Among fewer notes the answer has another number. */
function questionWith({ answered, ...asked }: Asked, notes: Alert['notes'] = [], theirs: Alert['notes'] = []) {
  const answer = answered === undefined ? undefined : notes[answered];
  const number = answer === undefined ? -1 : theirs.indexOf(answer);
  return { asked: { ...asked, ...(number >= 0 && { answered: number }) } };
}

/** As its rule has it: a severity that was weighed tells the tier to whoever knows the rule. */
export function withoutTrust({ trust, ...alert }: Alert): Alert {
  return trust === undefined ? alert : { ...alert, severity: trust.severity };
}

export const alertsFor = (person: Person, alerts: readonly Alert[]): Alert[] =>
  alerts.flatMap((alert) => alertFor(person, alert) ?? []);

const elsewhere = { event: 'of another site', says: 'another site' } as const;

const isSeen = ({ site }: Evidence | Reason, sees: Sees): boolean => site === undefined || sees(site);

/** One name for all who see the same of the same sites; no site can be called so. */
export function groupOf(person: Person): string {
  const { sites } = person;
  const where = sites === 'all' ? '*' : [...sites].sort().join(' ');
  if (may(person, 'trust')) return `${where} +trust`;
  return knowsCases(person) ? `${where} +cases` : where;
}

/**
 * The generation of a stream as those who see only some sites know it: who comes back seeing others is given everything
 * anew, and not what has changed since.
 */
export function epochFor(person: Person, epoch: string): string {
  if (person.sites === 'all' && may(person, 'trust')) return epoch;
  return createHash('sha256')
    .update(`${epoch} ${groupOf(person)}`)
    .digest('hex')
    .slice(0, 16);
}
