// How alerts are coped with, beside what the field asks for: of the last hours, and of one site or of all.
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Measures } from '../../hub/contracts/measures.ts';
import { serverNow } from '../clock.ts';
import { Panel } from '../dock/panel.tsx';
import { lang, t } from '../language.ts';
import { askMeasures } from '../link/measures.ts';
import { nameOf, port, timeZone } from '../state/screen.ts';
import { moment } from '../times.ts';
import { troubleText } from '../trouble-words.ts';
import { FigureLine } from './figure.tsx';
import { Floods } from './floods.tsx';
import { Judged } from './judged.tsx';
import { Chattering, PutAway, Stale, Top } from './sources.tsx';
import { Mix, Waited } from './waits.tsx';

/** How often it is asked again while it is looked at. */
const againMs = 10_000;
const hourMs = 3_600_000;

const hours = signal<1 | 8 | 24>(8);
const site = signal('');

export function MeasuresPanel() {
  const shown = useSignal<Measures | undefined>(undefined);
  const trouble = useSignal('');
  useEffect(() => {
    const gone = new AbortController();
    const look = async (): Promise<void> => {
      const answer = await askMeasures(serverNow() - hours.peek() * hourMs, site.peek(), gone.signal);
      if (gone.signal.aborted) return;
      if (answer.ok) shown.value = answer.value;
      trouble.value = answer.ok ? '' : answer.code;
    };
    void look();
    const timer = setInterval(() => void look(), againMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [hours.value, site.value]);
  return (
    <Panel id="measures" label={t('measures')} heading={t('measures')}>
      <Choice />
      {trouble.value !== '' && (
        <p class="trouble">▨ {t('measuresTrouble', { why: troubleText(lang.value, trouble.value) })}</p>
      )}
      {shown.value !== undefined && <Told measures={shown.value} />}
    </Panel>
  );
}

function Choice() {
  const sites = port.value?.sites ?? [];
  return (
    <p class="spans">
      {([1, 8, 24] as const).map((n) => (
        <button key={n} type="button" aria-pressed={hours.value === n} onClick={() => (hours.value = n)}>
          {t('measuresHours', { n })}
        </button>
      ))}
      {sites.length > 1 && (
        <select
          aria-label={t('measuresSite')}
          value={site.value}
          onChange={({ currentTarget }) => (site.value = currentTarget.value)}
        >
          <option value="">{t('measuresAll')}</option>
          {sites.map(({ id }) => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </select>
      )}
    </p>
  );
}

function Told({ measures }: { readonly measures: Measures }) {
  const { annunciations, positions, rate, from, keptFrom, complete } = measures;
  const { total, again, returned } = annunciations;
  const isShort = from < keptFrom;
  return (
    <>
      {!complete && (
        <p class="muted">
          {isShort ? t('measuresSince', { time: moment(keptFrom, timeZone.value) }) : t('measuresReading')}
        </p>
      )}
      <FigureLine name="rate" label={t('rateOf')} figure={rate}>
        <p class="muted">{t('rateSays', { n: total, again, returned, positions })}</p>
      </FigureLine>
      <Floods floods={measures.floods} />
      <Chattering chattering={measures.chattering} />
      <Stale stale={measures.stale} />
      <Waited name="acknowledged" label={t('ackTime')} waits={measures.acknowledged} />
      <Waited name="disposed" label={t('disposeTime')} waits={measures.disposed} />
      <Top top={measures.top} />
      <Mix mix={measures.mix} />
      <PutAway measures={measures} />
      <Judged measures={measures} />
    </>
  );
}
