// What to do about an alert: the time that is left, what may come of it, the steps, and who takes them.
import type { Alert } from '../../hub/contracts/alert.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { rules } from '../state/rules.ts';
import { clockText, withinText } from '../times.ts';
import { type Due, dueOf } from './due.ts';

/** Nothing of a rule that the hub has not told. */
export function WhatToDo({ alert }: { readonly alert: Alert }) {
  const response = rules.value.get(alert.rule)?.response;
  if (response === undefined) return null;
  const { consequence, steps, who } = response;
  const due = dueOf(alert, response, serverNow());
  return (
    <section id="what-to-do" aria-label={t('whatToDo')}>
      <h3>{t('whatToDo')}</h3>
      {due && <TimeLeft due={due} />}
      <p class="because">
        <b>{t('mayLeadTo')}</b>
        {consequence[lang.value]}
      </p>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step.en}>{step[lang.value]}</li>
        ))}
      </ol>
      <p class="muted">{t('whoHandles', { who: t(`role.${who}`) })}</p>
    </section>
  );
}

/** Counted aloud by nobody: a timer is not read out as it changes. */
function TimeLeft({ due: { what, minutes, leftMs } }: { readonly due: Due }) {
  const facts = { within: withinText(lang.value, minutes), left: clockText(Math.abs(leftMs)) };
  return leftMs < 0 ? (
    <p class="trouble due" role="timer">
      ▨ {t(`overdue.${what}`, facts)}
    </p>
  ) : (
    <p class="verdict due" role="timer">
      ◷ {t(`due.${what}`, facts)}
    </p>
  );
}
