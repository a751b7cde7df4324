// What must be read before anything else: stale data, a port that could not be had, simulated sources.
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { beatAt, hasSimulated, portTrouble, stale, synced } from '../state/screen.ts';
import { ageText } from '../times.ts';

export function Banners() {
  return (
    <>
      {stale.value && (
        <p id="stale-banner" class="banner loud" role="alert">
          ▨ {staleText()}
        </p>
      )}
      {portTrouble.value !== undefined && (
        <p id="port-banner" class="banner loud" role="alert">
          ▨ {t('portTrouble', { code: portTrouble.value })}
        </p>
      )}
      {hasSimulated.value && (
        <p id="simulated-banner" class="banner">
          {t('simulatedBanner')}
        </p>
      )}
    </>
  );
}

function staleText(): string {
  if (!synced.value || beatAt.value === undefined) return t('staleNever');
  return t('staleBanner', { age: ageText(lang.value, serverNow() - beatAt.value) });
}
