// The list of alerts: open ones by severity, then the newest ended; and what it says when there are none.
import { useEffect, useRef } from 'preact/hooks';
import type { Alert } from '../../hub/contracts/alert.ts';
import { sentence } from '../alert-words.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { alerts, open, openAlerts, order, port, selectedAlert, sources, stale, synced } from '../state/screen.ts';
import { ageText, timeNear } from '../times.ts';
import { Badge } from './badge.tsx';
import { Marks } from './marks.tsx';

export function AlertList() {
  return (
    <section id="alerts" aria-label={t('alerts')}>
      <header>
        <h2 aria-live="polite">{heading()}</h2>
        <span class="muted">{t('keys')}</span>
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

const heading = (): string =>
  openAlerts.value.length === 0 ? t('alerts') : t('openCount', { n: openAlerts.value.length });

/** Nothing open is only good news from sources that see and a hub that is heard. */
function Calm() {
  if (openAlerts.value.length > 0) return null;
  const { live, of } = sources.value;
  const blind = stale.value || !synced.value || live === 0;
  if (!blind)
    return (
      <p class="calm">
        {t('noOpen')} · {t('sourcesLive', { live, of })}
      </p>
    );
  return (
    <p class="calm blind">
      ▨ {synced.value ? t('nobodyWatches') : t('notSynced')} · {t('sourcesLive', { live, of })}
    </p>
  );
}

function Row({ alert }: { readonly alert: Alert }) {
  const button = useRef<HTMLButtonElement>(null);
  const selected = selectedAlert.value === alert.id;
  // The focus follows the selection, so that a screen reader and the scroll position follow the keys.
  useEffect(() => {
    if (selected) button.current?.focus();
  }, [selected]);
  const now = serverNow();
  const timeZone = port.value?.timeZone ?? 'UTC';
  return (
    <li data-alert={alert.id} data-condition={alert.condition} data-rule={alert.rule}>
      <button ref={button} type="button" aria-current={selected ? 'true' : undefined} onClick={() => open(alert.id)}>
        <Badge severity={alert.severity} />
        <span class="said">{sentence(lang.value, alert)}</span>
        <span class="when">
          <time dateTime={new Date(alert.from).toISOString()}>{timeNear(alert.from, now, timeZone)}</time>
          <span>{t('age', { age: ageText(lang.value, now - alert.from) })}</span>
        </span>
        <span class="about">
          <span class="condition">{t(alert.condition)}</span>
          <span>{alert.site}</span>
          <Marks alert={alert} />
        </span>
      </button>
    </li>
  );
}
