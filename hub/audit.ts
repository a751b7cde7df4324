// What someone must answer for: a word without the authority for it, and what a person did.
import type { Audited, Settled } from './flow.ts';

/** Committed with the arrival it is of. */
export function auditOf({ arrival, refusals, transitions, trust, replayed, located = 0 }: Settled): Audited[] {
  const at = arrival.receivedAt;
  if (arrival.kind === 'slept')
    return [{ at, who: 'hub', what: 'slept', outcome: 'noticed', detail: sleptText(arrival) }];
  if (trust !== undefined && (arrival.kind === 'lottery-day' || arrival.kind === 'check')) return trustAudit(trust, at);
  if (arrival.kind === 'note' || arrival.kind === 'acknowledge')
    return transitions.map(({ alert: { id, notes = [], acknowledged } }) => {
      const [note, what] = [notes.at(-1), arrival.kind];
      if (what === 'acknowledge') return { at, who: acknowledged?.by ?? '', what, outcome: 'done', detail: id };
      return { at, who: note?.by ?? '', what: note?.explains ? 'explanation' : what, outcome: 'done', detail: id };
    });
  if (replayed !== undefined) {
    const detail = `quarantine ${replayed.quarantine}: ${located} heard, ${refusals.length} refused`;
    return [{ at, who: replayed.by, what: 'replay', outcome: 'done', detail }];
  }
  const who = 'agent' in arrival ? `${arrival.site}/${arrival.agent}` : 'account' in arrival ? arrival.account : 'hub';
  const refused = refusals.filter(({ code }) => code === 'authority-missing');
  return refused.map(({ code, detail }) => ({ at, who, what: 'fact', outcome: code, detail }));
}

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
