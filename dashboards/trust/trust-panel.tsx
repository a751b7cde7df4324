// Parties with tier and factors, the lottery's days, and how the last remote checks ended.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Check, LotteryDay, PartyRow } from '../../hub/contracts/trust.ts';
import { Panel } from '../dock/panel.tsx';
import { lang, t } from '../language.ts';
import { askLottery, askParties } from '../link/trust.ts';
import { checks } from '../state/checks.ts';
import { nameOf, timeZone } from '../state/screen.ts';
import { dayOf, moment } from '../times.ts';
import { troubleText } from '../trouble-words.ts';
import { vehicleText } from './answer-check.ts';
import { factorText, nearestText, percent } from './trust-words.ts';

/** How often it is asked again while it is looked at. */
const againMs = 5000;
const endedShown = 10;

export function TrustPanel() {
  const parties = useSignal<readonly PartyRow[]>([]);
  const days = useSignal<readonly LotteryDay[]>([]);
  const trouble = useSignal('');
  const results = [...checks.value.values()].filter(({ state }) => state === 'done').length;
  useEffect(() => {
    const gone = new AbortController();
    const look = async (): Promise<void> => {
      const [rows, lottery] = await Promise.all([askParties(gone.signal), askLottery(gone.signal)]);
      if (gone.signal.aborted) return;
      if (rows.ok) parties.value = rows.value.parties;
      if (lottery.ok) days.value = lottery.value.days;
      trouble.value = rows.ok ? '' : rows.code;
    };
    void look();
    const timer = setInterval(() => void look(), againMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [results]);
  return (
    <Panel id="trust" label={t('trust')} heading={t('trust')}>
      {trouble.value !== '' && (
        <p class="trouble">▨ {t('partiesTrouble', { why: troubleText(lang.value, trouble.value) })}</p>
      )}
      <p class="muted">{t('lowestCap')}</p>
      <ol class="parties">
        {parties.value.map((party) => (
          <Party key={party.id} party={party} />
        ))}
      </ol>
      <h3>{t('lottery')}</h3>
      <ul class="lottery">
        {days.value.map((day) => (
          <Day key={day.day} day={day} />
        ))}
      </ul>
      <h3>{t('checks')}</h3>
      <Ended />
    </Panel>
  );
}

function Party({ party }: { readonly party: PartyRow }) {
  const { id, name, kind, tier, factors, nearest, rate, vehicles } = party;
  return (
    <li data-party={id} data-tier={tier}>
      <p>
        <strong>{name[lang.value]}</strong> · {t(`party.${kind}`)} · <span class="tier">{tier}</span>
      </p>
      <ul class="factors">
        {factors.map((factor) => (
          <li key={factor.code}>{factorText(lang.value, factor)}</li>
        ))}
      </ul>
      <p class="muted">
        {[...nearest.map((change) => nearestText(lang.value, change))].join(lang.value === 'zh' ? '；' : '; ')}
      </p>
      {vehicles.length > 0 && (
        <p class="muted">
          {t('checkRate', { rate: percent(rate) })} · {vehicles.join(t('listComma'))}
        </p>
      )}
    </li>
  );
}

/** Committed before the day began, in the port's own time; the key is there once it is over. */
function Day({ day: { day, commitment, committedAt, key } }: { readonly day: LotteryDay }) {
  const isLate = dayOf(committedAt, timeZone.value) >= day;
  return (
    <li data-day={day}>
      <a href={`/api/v1/lottery/${day}`} target="_blank" rel="noreferrer">
        {t('lotteryDay', { day, commitment: commitment.slice(0, 12) })}
      </a>{' '}
      <span class="muted">
        {t(key === undefined ? 'lotterySealed' : 'lotteryOver')}
        {isLate && ` · ${t('lotteryLate')}`}
      </span>
    </li>
  );
}

function Ended() {
  const ended = [...checks.value.values()]
    .filter(({ state }) => state !== 'open')
    .sort((a, b) => b.drawnAt - a.drawnAt);
  if (ended.length === 0) return <p class="muted">{t('none')}</p>;
  return (
    <ol class="ended-checks">
      {ended.slice(0, endedShown).map((check) => (
        <li key={check.id}>{endedText(check)}</li>
      ))}
    </ol>
  );
}

function endedText(check: Check): string {
  const { drawnAt, lane, result, by, text } = check;
  const subject = t('checkSubject', { vehicle: vehicleText(check), lane: nameOf(lane) });
  const outcome = result === undefined ? t('expired') : [t(result), by, text].filter(Boolean).join(' · ');
  return `${moment(drawnAt, timeZone.value)} · ${subject} · ${outcome}`;
}
