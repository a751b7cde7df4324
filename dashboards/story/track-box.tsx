// What the track on the map is: which span, how many places, from when to when, and where they are known from.
import type { Track } from '../../hub/contracts/track.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { trackHours, trackShown, wholeWanted } from '../state/dock.ts';
import { timeZone } from '../state/screen.ts';
import { troubleText } from '../trouble-words.ts';
import { askAnew } from './follow-track.ts';
import { trackText } from './track-words.ts';

export function TrackBox({ asset }: { readonly asset: string }) {
  const { value, trouble } = (trackShown.value?.key === asset ? trackShown.value : undefined) ?? {};
  const isAwaited = value === undefined && trouble === undefined;
  return (
    <section id="track" aria-label={t('track')} aria-busy={isAwaited}>
      <h3>{t('track')}</h3>
      <p class="spans">
        {([1, 24] as const).map((n) => (
          <button key={n} type="button" aria-pressed={trackHours.value === n} onClick={() => (trackHours.value = n)}>
            {t('trackHours', { n })}
          </button>
        ))}
        {value !== undefined && value.points.length > 0 && (
          <button type="button" onClick={() => wantWhole(value)}>
            {t('trackWhole')}
          </button>
        )}
      </p>
      {trouble !== undefined && <Trouble asset={asset} code={trouble} isOld={value !== undefined} />}
      {isAwaited && <p class="muted">{t('trackAsking')}</p>}
      {value !== undefined && (
        <p class="muted">{trackText(value, { lang: lang.value, now: serverNow(), timeZone: timeZone.value })}</p>
      )}
    </section>
  );
}

function wantWhole({ points }: Track): void {
  wholeWanted.value = points.map(({ lon, lat }) => [lon, lat]);
}

interface Failed {
  readonly asset: string;
  readonly code: string;
  /** What is drawn was had before. */
  readonly isOld: boolean;
}

function Trouble({ asset, code, isOld }: Failed) {
  return (
    <p class="trouble" role="status">
      ▨ {t(isOld ? 'trackOld' : 'trackTrouble', { why: troubleText(lang.value, code) })}{' '}
      <button type="button" onClick={() => askAnew(asset)}>
        {t('retry')}
      </button>
    </p>
  );
}
