// A case in words: how it stands, what keeps it from the list, and what changed about it between two looks. Pure.
import type { Alert } from '../../hub/contracts/alert.ts';
import { caseOf, isaState } from '../../hub/contracts/standing.ts';
import type { Me } from '../people/me.ts';
import { type Lang, say } from '../words.ts';

/** How a moment is written. */
export type AtText = (time: number) => string;

/** Whose it is, since when and how far up; with the state in ISA-18.2's word. */
export function caseText(lang: Lang, alert: Alert, me: Me, at: AtText): string {
  const { level, reopened = 0 } = caseOf(alert);
  const more = [
    level > 0 && say(lang, 'case.level', { n: level }),
    reopened > 0 && say(lang, 'case.reopenedTimes', { n: reopened }),
  ];
  return [stateText(lang, alert, me, at), ...more].filter((part) => part !== false).join(' · ');
}

function stateText(lang: Lang, alert: Alert, me: Me, at: AtText): string {
  const { state, since, owner = '', disposed, closedBy } = caseOf(alert);
  const facts = { since: at(since), owner };
  // A terminal is not told whose it is.
  if (state === 'claimed' && owner === '') return say(lang, 'case.claimed.somebody', facts);
  if (state === 'claimed') return say(lang, owner === me.by ? 'case.claimed.mine' : 'case.claimed', facts);
  if (state === 'disposed' && disposed !== undefined)
    return say(lang, 'case.disposed', { ...facts, by: disposed.by, code: say(lang, `code.${disposed.code}`) });
  if (state === 'closed')
    return closedBy === undefined
      ? say(lang, 'case.closed.somebody', facts)
      : say(lang, 'case.closed', { ...facts, by: closedBy.by });
  return state === 'disposed' ? say(lang, 'case.claimed.somebody', facts) : say(lang, `case.${state}`, facts);
}

/** `over, not acknowledged (RTN_UNACK)`. */
export function isaText(lang: Lang, alert: Alert): string {
  const code = isaState(alert);
  return say(lang, 'trouble', { what: say(lang, `isa.${code}`), code });
}

/** What keeps it from the list, or is proposed to; of one that another alert says, whoever shows it names that other one. */
export function awayText(lang: Lang, { suppressed }: Alert, at: AtText): string | undefined {
  if (suppressed === undefined) return undefined;
  if (suppressed.kind === 'by-design') return say(lang, 'away.by-design');
  const { by } = suppressed;
  const until = at(suppressed.until);
  if (suppressed.kind === 'shelved') {
    const said = say(lang, 'away.shelved', { by, until, reason: say(lang, `reason.${suppressed.reason}`) });
    return suppressed.text === undefined ? said : `${said} · ${suppressed.text}`;
  }
  const { order, agreed } = suppressed;
  if (agreed === undefined) return say(lang, 'away.proposed', { by, until, order });
  return say(lang, 'away.out', { by, until, order, agreed: agreed.by });
}

/** What is another between two looks at one alert, in words. */
export function changesText(lang: Lang, was: Alert, is: Alert): string {
  const said = [...ofCase(lang, was, is), ...ofRest(lang, was, is)];
  return said.length === 0 ? say(lang, 'changedUnknown') : said.join(say(lang, 'listComma'));
}

function ofCase(lang: Lang, was: Alert, is: Alert): string[] {
  const [before, now] = [caseOf(was), caseOf(is)];
  const out: string[] = [];
  if (now.owner !== undefined && now.owner !== before.owner) out.push(say(lang, 'changed.owner', { by: now.owner }));
  else if (now.owner !== before.owner && now.state !== 'disposed') out.push(say(lang, 'changed.nobodys'));
  if (now.level > before.level) out.push(say(lang, 'changed.level', { n: now.level }));
  if (now.state !== before.state) {
    const { disposed, closedBy } = now;
    if (now.state === 'disposed' && disposed !== undefined)
      out.push(say(lang, 'changed.disposed', { by: disposed.by, code: say(lang, `code.${disposed.code}`) }));
    if (now.state === 'closed' && closedBy !== undefined) out.push(say(lang, 'changed.closed', { by: closedBy.by }));
    if (now.state === 'reopened') out.push(say(lang, 'changed.reopened'));
  }
  const { asked, visit } = now;
  if (asked !== undefined && asked.at !== before.asked?.at) out.push(say(lang, 'changed.asked', { by: asked.by }));
  if (asked?.answered !== undefined && before.asked?.answered === undefined) out.push(say(lang, 'changed.answered'));
  if (visit !== undefined && visit.at !== before.visit?.at) out.push(say(lang, 'changed.visit', { by: visit.by }));
  if (visit?.result !== undefined && before.visit?.result === undefined) out.push(say(lang, 'changed.reported'));
  return out;
}

function ofRest(lang: Lang, was: Alert, is: Alert): string[] {
  const out: string[] = [];
  const { acknowledged, condition, reset, ticket, suppressed } = is;
  if (condition !== was.condition) out.push(say(lang, 'changed.condition', { condition: say(lang, condition) }));
  if (acknowledged !== undefined && was.acknowledged === undefined)
    out.push(say(lang, 'changed.acknowledged', { by: acknowledged.by }));
  if (reset !== undefined && was.reset === undefined) out.push(say(lang, 'changed.reset', { by: reset.by }));
  if (ticket !== undefined && was.ticket === undefined) out.push(say(lang, 'changed.ticket', { by: ticket.by }));
  if (suppressed !== undefined && was.suppressed === undefined) out.push(say(lang, 'changed.away'));
  if (suppressed === undefined && was.suppressed !== undefined) out.push(say(lang, 'changed.back'));
  const agreed = suppressed?.kind === 'out-of-service' ? suppressed.agreed : undefined;
  if (agreed !== undefined && !(was.suppressed?.kind === 'out-of-service' && was.suppressed.agreed !== undefined))
    out.push(say(lang, 'changed.agreed', { by: agreed.by }));
  return out;
}
