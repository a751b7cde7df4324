// What happened to an alert, in the order of time, out of what it bears: people's acts, notes and answers, and what the hub did. Pure.
import type { Alert, Attached } from '../../hub/contracts/alert.ts';
import type { Role } from '../../hub/contracts/person.ts';
import { caseOf } from '../../hub/contracts/standing.ts';
import type { Word } from '../words/zh.ts';
import { type Lang, say } from '../words.ts';
import type { AtText } from './case-words.ts';

export interface Deed {
  readonly at: number;
  /** Absent: the hub's. */
  readonly by?: string;
  readonly role?: Role | undefined;
  readonly says: string;
  readonly pictures?: readonly Attached[] | undefined;
}

interface Signed {
  readonly at: number;
  readonly by: string;
  readonly role?: Role | undefined;
}

/** Only what it still bears: an act that a later one took the place of is in the journal, and not here. */
export function deedsOf(lang: Lang, alert: Alert, at: AtText): Deed[] {
  const tell = (word: Word, facts: Record<string, string | number> = {}): string => say(lang, word, facts);
  const deeds = [...ofHub(alert, tell), ...ofCase(lang, alert, at, tell), ...ofRest(lang, alert, at, tell)];
  return [...deeds, ...notesOf(alert, tell)].sort((a, b) => a.at - b.at);
}

type Tell = (word: Word, facts?: Record<string, string | number>) => string;

const signedBy = ({ at, by, role }: Signed, says: string): Deed => ({ at, by, role, says });

function ofHub({ raisedAt, to, suppressed }: Alert, tell: Tell): Deed[] {
  const out: Deed[] = [{ at: raisedAt, says: tell('did.raised') }];
  if (to !== undefined) out.push({ at: Math.max(to, raisedAt), says: tell('did.ended') });
  if (suppressed?.kind === 'by-design') out.push({ at: suppressed.at, says: tell('did.suppressed') });
  return out;
}

function ofCase(lang: Lang, alert: Alert, at: AtText, tell: Tell): Deed[] {
  const { state, since, owner, level, disposed, closedBy, asked, visit } = caseOf(alert);
  const out: Deed[] = [];
  if (state === 'claimed' && owner !== undefined) out.push({ at: since, by: owner, says: tell('did.claimed') });
  if (state === 'escalated') out.push({ at: since, says: tell('did.escalated', { n: level }) });
  if (state === 'reopened') out.push({ at: since, says: tell('did.reopened') });
  if (asked !== undefined) out.push(signedBy(asked, tell('did.asked', { until: at(asked.until), text: asked.text })));
  if (visit !== undefined) {
    out.push(signedBy(visit, tell('did.dispatched', { officer: visit.officer, place: visit.place })));
    if (visit.result !== undefined) out.push(signedBy(visit.result, tell('did.reported', { text: visit.result.text })));
  }
  if (disposed !== undefined) {
    const code = say(lang, `code.${disposed.code}`);
    out.push(signedBy(disposed, tell('did.disposed', { code, text: disposed.text })));
  }
  if (closedBy !== undefined) {
    const { text } = closedBy;
    out.push(signedBy(closedBy, text === undefined ? tell('did.closed') : tell('did.closedSaying', { text })));
  }
  return out;
}

function ofRest(lang: Lang, alert: Alert, at: AtText, tell: Tell): Deed[] {
  const { acknowledged, reset, ticket, suppressed } = alert;
  const out: Deed[] = [];
  if (acknowledged !== undefined) out.push(signedBy(acknowledged, tell('did.acknowledged')));
  if (reset !== undefined) out.push(signedBy(reset, tell('did.reset', { text: reset.text })));
  if (ticket !== undefined) {
    const { device, text } = ticket;
    const says = text === undefined ? tell('did.ticketed', { device }) : tell('did.ticketedSaying', { device, text });
    out.push(signedBy(ticket, says));
  }
  if (suppressed?.kind === 'shelved') {
    const reason = say(lang, `reason.${suppressed.reason}`);
    out.push(signedBy(suppressed, tell('did.shelved', { until: at(suppressed.until), reason })));
  }
  if (suppressed?.kind === 'out-of-service') {
    const { until, order, agreed } = suppressed;
    out.push(signedBy(suppressed, tell('did.proposed', { until: at(until), order })));
    if (agreed !== undefined) out.push(signedBy(agreed, tell('did.agreed')));
  }
  return out;
}

function notesOf(alert: Alert, tell: Tell): Deed[] {
  const answer = caseOf(alert).asked?.answered;
  return (alert.notes ?? []).map(({ at, by, role, text, explains, pictures }, number) => {
    const word = number === answer ? 'did.answered' : explains === true ? 'did.explained' : 'did.noted';
    return { at, by, role, says: tell(word, { text }), pictures };
  });
}
