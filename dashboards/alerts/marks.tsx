// What must not be overlooked about an alert's origin: simulated, historical, or told late.
import type { Alert } from '../../hub/contracts/alert.ts';
import { lang, t } from '../language.ts';
import { feedMark } from '../words.ts';

export function Marks({ alert }: { readonly alert: Alert }) {
  return (
    <>
      {alert.feed !== 'live' && <span class={`mark ${alert.feed}`}>{feedMark(lang.value, alert.feed)}</span>}
      {alert.late && <span class="mark">{t('late')}</span>}
    </>
  );
}
