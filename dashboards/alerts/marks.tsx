// What must not be overlooked about an alert: whose it is, what keeps it from the list, what is due, and what its data is.
import type { Alert } from '../../hub/contracts/alert.ts';
import { isAsking, isVisited, needsSecond } from '../../hub/contracts/law.ts';
import { caseOf, isLatched } from '../../hub/contracts/standing.ts';

import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { me } from '../people/me.ts';
import { standing } from '../state/alerts.ts';
import { rules } from '../state/rules.ts';
import { timeZone } from '../state/screen.ts';
import { ageText, timeNear } from '../times.ts';
import { feedMark } from '../words.ts';
import { dueOf } from './due.ts';

interface Mark {
  readonly says: string;
  /** What it is, for its looks. */
  readonly is?: string;
}

export function Marks({ alert }: { readonly alert: Alert }) {
  return (
    <>
      {marksOf(alert).map(({ says, is = '' }) => (
        <span key={says} class={`mark ${is}`}>
          {says}
        </span>
      ))}
    </>
  );
}

/** What has no place in a row is the last of them. */
const marksOf = (alert: Alert): Mark[] => [
  ...ofFeed(alert),
  ...ofCase(alert),
  ...ofAway(alert),
  ...ofDue(alert),
  ...ofData(alert),
];

const ofFeed = ({ feed }: Alert): Mark[] => when(feed !== 'live', () => feedMark(lang.value, feed), feed);

const when = (cond: boolean, says: () => string, is?: string): Mark[] =>
  cond ? [{ says: says(), ...(is && { is }) }] : [];

function ofCase(alert: Alert): Mark[] {
  const { owner, level, state } = caseOf(alert);
  const { acknowledged, condition } = alert;
  return [
    ...when(standing(alert) === 'again', () => `⟲ ${t('reconfirm')}`, 'again'),
    ...when(owner !== undefined && owner === me.value.by, () => `★ ${t('mark.mine')}`, 'mine'),
    ...when(owner !== undefined && owner !== me.value.by, () => `⚑ ${t('mark.owner', { by: owner ?? '' })}`),
    ...when(state === 'reopened', () => t('case.reopenedMark')),
    ...when(level > 0, () => `⇧ ${t('mark.level', { n: level })}`),
    ...when(owner === undefined && acknowledged !== undefined && state === 'open', () => {
      return `✓ ${t('acknowledged', { by: acknowledged?.by ?? '' })}`;
    }),
    ...when(state === 'disposed' && needsSecond(alert), () => `⚭ ${t('mark.second')}`),
    ...when(condition !== 'active' && state !== 'closed' && isLatched(alert), () => `⊡ ${t('mark.latched')}`),
  ];
}

function ofAway({ suppressed }: Alert): Mark[] {
  if (suppressed === undefined) return [];
  if (suppressed.kind === 'by-design') return [{ says: t('mark.by-design') }];
  const until = timeNear(suppressed.until, serverNow(), timeZone.value);
  if (suppressed.kind === 'shelved') return [{ says: `◷ ${t('mark.shelved', { until })}` }];
  return [{ says: suppressed.agreed === undefined ? t('mark.proposed') : `⊘ ${t('mark.out', { until })}` }];
}

function ofDue(alert: Alert): Mark[] {
  const { asked, visit, state } = caseOf(alert);
  if (state === 'closed') return [];
  const response = rules.value.get(alert.rule)?.response;
  const over = -((response && dueOf(alert, response, serverNow()))?.leftMs ?? 0);
  const left = ageText(lang.value, (asked?.until ?? 0) - serverNow());
  return [
    ...when(over > 0, () => `▨ ${t('mark.overdue', { by: ageText(lang.value, over) })}`, 'again'),
    ...when(isAsking(alert), () => `◷ ${t('mark.asked', { left })}`),
    ...when(asked?.overdue === true && asked.answered === undefined, () => `▨ ${t('mark.late')}`, 'again'),
    ...when(asked?.answered !== undefined && state === 'claimed', () => `✉ ${t('mark.answered')}`),
    ...when(isVisited(alert), () => t('mark.visit', { officer: visit?.officer ?? '' })),
  ];
}

function ofData({ stale, reAlarms = 0, ticket, why, late }: Alert): Mark[] {
  return [
    ...when(stale === true, () => t('mark.stale')),
    ...when(reAlarms > 0, () => `↻ ${t('mark.again', { n: reAlarms })}`),
    ...when(ticket !== undefined, () => `✕ ${t('mark.ticket')}`),
    ...when(why.facts['regularised'] !== undefined, () => t('regularised')),
    ...when(late, () => t('late')),
  ];
}
