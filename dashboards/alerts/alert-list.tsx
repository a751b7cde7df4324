// The list of alerts: open ones by severity, those in hand, then the newest ended, and a line of what is put away; and what it says when there are none.
import { useEffect, useRef } from 'preact/hooks';
import type { Alert } from '../../hub/contracts/alert.ts';
import { sentence } from '../alert-words.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { standing } from '../state/alerts.ts';
import { awayOpen, shownRows, whoseCount } from '../state/listed.ts';
import {
  againAlerts,
  alerts,
  nameOf,
  open,
  openAlerts,
  openedAlert,
  selectedAlert,
  sources,
  stale,
  synced,
  timeZone,
} from '../state/screen.ts';
import { ageText, timeNear } from '../times.ts';
import { Badge } from './badge.tsx';
import { calmOf } from './calm.ts';
import { FilterRow } from './filter-row.tsx';
import { Marks } from './marks.tsx';

export function AlertList() {
  const { main, away } = shownRows.value;
  return (
    <section id="alerts" aria-label={t('alerts')}>
      <header>
        <h2 aria-live="polite">{heading()}</h2>
        <span class="keys muted">{t('keys')}</span>
      </header>
      <FilterRow />
      <Calm />
      <Rows ids={main} />
      {away.length > 0 && <PutAway ids={away} />}
    </section>
  );
}

function Rows({ ids }: { readonly ids: readonly string[] }) {
  return (
    <ol>
      {ids.map((id) => {
        const alert = alerts.value.get(id);
        return alert && <Row key={id} alert={alert} />;
      })}
    </ol>
  );
}

/** In sight whatever the list shows: nothing is put away silently. */
function PutAway({ ids }: { readonly ids: readonly string[] }) {
  return (
    <div id="away">
      <button
        type="button"
        aria-expanded={awayOpen.value}
        onClick={() => {
          awayOpen.value = !awayOpen.value;
        }}
      >
        {awayOpen.value ? '▾' : '▸'} {t('awayOpen', { n: ids.length })}
      </button>
      {awayOpen.value && <Rows ids={ids} />}
    </div>
  );
}

function heading(): string {
  const n = openAlerts.value.length;
  const counts = [
    n === 0 ? t('alerts') : t(n === 1 ? 'openOne' : 'openCount', { n }),
    ...counted('againCount', againAlerts.value.length),
    ...counted('mineCount', whoseCount.value.mine),
    ...counted('awayCount', shownRows.value.away.length),
  ];
  return counts.join(' · ');
}

const counted = (word: 'againCount' | 'mineCount' | 'awayCount', n: number): string[] =>
  n === 0 ? [] : [t(word, { n })];

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
    // Whoever writes in a form goes on writing there: a row that moves in the list must not take the letters.
    if (document.activeElement?.closest('form') == null) button.current?.focus({ preventScroll: true });
    const show = (): void => button.current?.scrollIntoView({ block: 'nearest' });
    // A narrower window, or a question above it, folds the list under the row.
    const folds = new ResizeObserver(show);
    const list = button.current?.closest('#alerts');
    if (list != null) folds.observe(list);
    show();
    return () => folds.disconnect();
  }, [selected, isOpened]);
  const now = serverNow();
  return (
    <li data-alert={alert.id} data-condition={alert.condition} data-rule={alert.rule} data-standing={standing(alert)}>
      <button ref={button} type="button" aria-current={selected ? 'true' : undefined} onClick={() => open(alert.id)}>
        <Badge severity={alert.severity} />
        <span class="said">{sentence(lang.value, alert, nameOf)}</span>
        <span class="about">
          <span class="condition">{conditionText(alert)}</span>
          <span class="site">{alert.site}</span>
          <span class="when">
            <time dateTime={new Date(alert.from).toISOString()}>{timeNear(alert.from, now, timeZone.value)}</time>
            {' · '}
            {t('age', { age: ageText(lang.value, now - alert.from) })}
          </span>
        </span>
        <span class="marks">
          <Marks alert={alert} />
        </span>
      </button>
    </li>
  );
}

/** What is over and somebody has still to see to says so itself. */
const conditionText = (alert: Alert): string =>
  standing(alert) === 'hand' ? `${t(alert.condition)}, ${t('hand')}` : t(alert.condition);
