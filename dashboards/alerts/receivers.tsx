// Who was told of an alert, when, and how it went: each receiver with its newest notification.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Delivery } from '../../hub/contracts/delivery.ts';
import { t } from '../language.ts';
import { askDeliveries } from '../link/deliveries.ts';
import { timeZone } from '../state/screen.ts';
import { moment } from '../times.ts';

/** How often it is asked again while it is looked at. */
const againMs = 3000;

/** Nothing where nobody was to be told: most ports without a routing file. */
export function Receivers({ alert }: { readonly alert: Alert }) {
  const told = useSignal<readonly Delivery[]>([]);
  useEffect(() => {
    const gone = new AbortController();
    const look = async (): Promise<void> => {
      const answer = await askDeliveries(alert.id, gone.signal);
      if (answer.ok) told.value = newestOfEach(answer.value.deliveries);
    };
    void look();
    const timer = setInterval(() => void look(), againMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [alert.id, alert.revision]);
  if (told.value.length === 0) return null;
  return (
    <section id="receivers" aria-label={t('receivers')}>
      <h3>{t('receivers')}</h3>
      <ol class="evidence">
        {told.value.map((delivery) => (
          <Receiver key={delivery.way} delivery={delivery} />
        ))}
      </ol>
    </section>
  );
}

/** By sign, word and time; how the last try went where it did not arrive. */
function Receiver({ delivery }: { readonly delivery: Delivery }) {
  const { way, state, madeAt, endedAt, tries, says, body } = delivery;
  const [receiver = '', kind = ''] = way.split('/');
  const sign = { waiting: '◷', delivered: '✓', dead: '✕' }[state];
  return (
    <li>
      <span>
        <b>{receiver}</b> · {t(`way.${kind as 'webhook'}`)} · {t(`told.${body.status}`)}
      </span>
      <span class="muted">
        {sign} {t(`delivery.${state}`)} {moment(endedAt ?? madeAt, timeZone.value)}
        {state !== 'delivered' && says !== undefined && ` · ${says} · ${t('tries', { count: tries })}`}
      </span>
    </li>
  );
}

/** They come with the newest first. */
const newestOfEach = (all: readonly Delivery[]): Delivery[] =>
  [...Map.groupBy(all, ({ way }) => way).values()].flatMap(([newest]) => (newest === undefined ? [] : [newest]));
