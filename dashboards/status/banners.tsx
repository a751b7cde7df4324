// What must be read before anything else: stale data, a port that could not be had, simulated sources.
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { beatAt, hasSimulated, heardAt, portTrouble, stale, synced } from '../state/screen.ts';
import { troubleText } from '../trouble-words.ts';
import { staleText } from './stale-text.ts';

export function Banners() {
  return (
    <>
      {stale.value && (
        <p id="stale-banner" class="banner loud" role="alert">
          ▨ {staleText(lang.value, { synced: synced.value, beatAt: beatAt.value, heardAt: heardAt.value }, serverNow())}
        </p>
      )}
      {portTrouble.value !== undefined && (
        <p id="port-banner" class="banner loud" role="alert">
          ▨ {t('portTrouble', { why: troubleText(lang.value, portTrouble.value) })}
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
