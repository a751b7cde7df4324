// What must not be overlooked about an alert: to be looked at again, regularised afterwards, simulated, historical, late.
import type { Alert } from '../../hub/contracts/alert.ts';
import { lang, t } from '../language.ts';
import { standing } from '../state/alerts.ts';
import { feedMark } from '../words.ts';

export function Marks({ alert }: { readonly alert: Alert }) {
  return (
    <>
      {standing(alert) === 'again' && <span class="mark again">⟲ {t('reconfirm')}</span>}
      {alert.acknowledged && <span class="mark">✓ {t('acknowledged', { by: alert.acknowledged.by })}</span>}
      {alert.why.facts['regularised'] !== undefined && <span class="mark">{t('regularised')}</span>}
      {alert.feed !== 'live' && <span class={`mark ${alert.feed}`}>{feedMark(lang.value, alert.feed)}</span>}
      {alert.late && <span class="mark">{t('late')}</span>}
    </>
  );
}
