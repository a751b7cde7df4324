// The list of alerts: open ones by severity, then the newest ended; and what it says when there are none.
import { useEffect, useRef } from 'preact/hooks';
import type { Alert } from '../../hub/contracts/alert.ts';
import { sentence } from '../alert-words.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { standing } from '../state/alerts.ts';
import {
  againAlerts,
  alerts,
  nameOf,
  open,
  openAlerts,
  openedAlert,
  order,
  selectedAlert,
  sources,
  stale,
  synced,
  timeZone,
} from '../state/screen.ts';
import { ageText, timeNear } from '../times.ts';
import { Badge } from './badge.tsx';
import { calmOf } from './calm.ts';
import { Marks } from './marks.tsx';

export function AlertList() {
  return (
    <section id="alerts" aria-label={t('alerts')}>
      <header>
        <h2 aria-live="polite">{heading()}</h2>
        <span class="keys muted">{t('keys')}</span>
      </header>
      <Calm />
      <ol>
        {order.value.map((id) => {
          const alert = alerts.value.get(id);
          return alert && <Row key={id} alert={alert} />;
        })}
      </ol>
    </section>
  );
}

function heading(): string {
  const n = openAlerts.value.length;
  const open = n === 0 ? t('alerts') : t(n === 1 ? 'openOne' : 'openCount', { n });
  const again = againAlerts.value.length;
  return again === 0 ? open : `${open} · ${t('againCount', { n: again })}`;
}

function Calm() {
  const { live, of } = sources.value;
  const calm = calmOf({ open: openAlerts.value.length, synced: synced.value, stale: stale.value, live });
  if (calm === 'open') return null;
  if (calm === 'asking') return <p class="calm">{t('notSynced')}</p>;
  const says = { calm: t('noOpen'), unheard: t('unheard'), blind: t('nobodyWatches') }[calm];
  return (
    <p class={calm === 'calm' ? 'calm' : 'calm blind'}>
      {calm !== 'calm' && '▨ '}
      {says} · {t('sourcesLive', { live, of })}
    </p>
  );
}

function Row({ alert }: { readonly alert: Alert }) {
  const button = useRef<HTMLButtonElement>(null);
  const selected = selectedAlert.value === alert.id;
  const isOpened = openedAlert.value === alert.id;
  // The focus follows the selection, for screen readers; and opening the why shortens the list under the row, while
  // closing it by its own button would leave the focus nowhere.
  useEffect(() => {
    if (!selected) return undefined;
    button.current?.focus({ preventScroll: true });
    const show = (): void => button.current?.scrollIntoView({ block: 'nearest' });
    show();
    // A narrower window folds the list under the row.
    addEventListener('resize', show);
    return () => removeEventListener('resize', show);
  }, [selected, isOpened]);
  const now = serverNow();
  return (
    <li data-alert={alert.id} data-condition={alert.condition} data-rule={alert.rule} data-standing={standing(alert)}>
      <button ref={button} type="button" aria-current={selected ? 'true' : undefined} onClick={() => open(alert.id)}>
        <Badge severity={alert.severity} />
        <span class="said">{sentence(lang.value, alert, nameOf)}</span>
        <span class="about">
          <span class="condition">{t(alert.condition)}</span>
          <span class="site">{alert.site}</span>
          <Marks alert={alert} />
          <span class="when">
            <time dateTime={new Date(alert.from).toISOString()}>{timeNear(alert.from, now, timeZone.value)}</time>
            {' · '}
            {t('age', { age: ageText(lang.value, now - alert.from) })}
          </span>
        </span>
      </button>
    </li>
  );
}
