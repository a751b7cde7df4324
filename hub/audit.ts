// What someone must answer for: a word without the authority for it, and what a person did.
import type { Actor } from './contracts/case.ts';
import type { Audited, Settled } from './flow.ts';

/** Committed with the arrival it is of. */
export function auditOf({ arrival, refusals, transitions, trust, replayed, located = 0 }: Settled): Audited[] {
  const at = arrival.receivedAt;
  if (arrival.kind === 'slept')
    return [{ at, who: 'hub', what: 'slept', outcome: 'noticed', detail: sleptText(arrival) }];
  if (trust !== undefined && (arrival.kind === 'lottery-day' || arrival.kind === 'check')) return trustAudit(trust, at);
  if (arrival.kind === 'note')
    return transitions.map(({ alert: { id, notes = [] } }) => {
      const note = notes.at(-1);
      return { at, who: note?.by ?? '', what: note?.explains ? 'explanation' : 'note', outcome: 'done', detail: id };
    });
  if (arrival.kind === 'act') return actAudit(arrival.payload, transitions, at);
  if (arrival.kind === 'clock') return transitions.flatMap((one) => hubsAudit(one, at));
  if (replayed !== undefined) {
    const detail = `quarantine ${replayed.quarantine}: ${located} heard, ${refusals.length} refused`;
    return [{ at, who: replayed.by, what: 'replay', outcome: 'done', detail }];
  }
  const who = 'agent' in arrival ? `${arrival.site}/${arrival.agent}` : 'account' in arrival ? arrival.account : 'hub';
  const refused = refusals.filter(({ code }) => code === 'authority-missing');
  return refused.map(({ code, detail }) => ({ at, who, what: 'fact', outcome: code, detail }));
}

/** Who did what on which alert, with what was said, and in which version it was then; nothing of one that came to nothing. */
function actAudit(payload: Buffer, transitions: Settled['transitions'], at: number): Audited[] {
  const { act: said, who } = JSON.parse(payload.toString('utf8')) as { act: Record<string, unknown>; who: Actor };
  const { act, version: _, ...what } = said;
  // In quotes: what somebody wrote must not pass for something else that was done.
  const details = Object.entries(what).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return transitions.slice(0, 1).map(({ alert: { id, version = 1 } }) => {
    return {
      at,
      who: who.by,
      what: String(act),
      outcome: 'done',
      detail: [id, `version ${version}`, ...details].join('; '),
    };
  });
}

const byTheHub: readonly string[] = ['escalated', 'overdue', 'returned', 'stale'];

/** What the clock made of an alert. */
const hubsAudit = ({ change, alert }: Settled['transitions'][number], at: number): Audited[] =>
  byTheHub.includes(change) ? [{ at, who: 'hub', what: change, outcome: 'done', detail: alert.id }] : [];

/** Since when the hub heard nobody. */
const sleptText = ({ payload }: Extract<Settled['arrival'], { kind: 'slept' }>): string => {
  const { from } = JSON.parse(payload.toString('utf8')) as { from: number };
  return `since ${new Date(from).toISOString()}`;
};

/** A day by its commitment and never by its key. */
function trustAudit({ days, checks }: NonNullable<Settled['trust']>, at: number): Audited[] {
  const done = checks.filter(({ state }) => state === 'done');
  return [
    ...days.map(({ day, commitment }) => {
      return { at, who: 'hub', what: 'lottery-day', outcome: 'committed', detail: `${day} ${commitment}` };
    }),
    ...done.map(({ id, by = '', result = '' }) => ({ at, who: by, what: 'check', outcome: result, detail: id })),
  ];
}
