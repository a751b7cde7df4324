// In the why of an alert: who is responsible, their tier with its factors, and what that did to the severity.
import type { Alert } from '../../hub/contracts/alert.ts';
import { lang, t } from '../language.ts';
import { effectText, factorText } from './trust-words.ts';

export function AlertTrust({ alert }: { readonly alert: Alert }) {
  const { trust } = alert;
  if (trust === undefined) return null;
  return (
    <section id="alert-trust" aria-label={t('trustOf')}>
      <h3>{t('trustOf')}</h3>
      <p>
        <b>{trust.name[lang.value]}</b> · <span class="tier">{trust.tier}</span>
      </p>
      <p class="verdict">{effectText(lang.value, alert)}</p>
      <ul class="factors">
        {trust.factors.map((factor) => (
          <li key={factor.code}>{factorText(lang.value, factor)}</li>
        ))}
      </ul>
    </section>
  );
}
