// What became of an alert besides beginning and ending: withdrawn and why, to be confirmed again, merged, regularised.
import type { Alert } from '../../hub/contracts/alert.ts';
import { evidenceText, sentence } from '../alert-words.ts';
import { lang, t } from '../language.ts';
import { standing } from '../state/alerts.ts';
import { alerts, nameOf, open, timeZone } from '../state/screen.ts';
import { moment } from '../times.ts';

export function Verdict({ alert }: { readonly alert: Alert }) {
  const { regularised, release } = alert.why.facts;
  return (
    <>
      {standing(alert) === 'again' && (
        <p class="trouble" role="status">
          ⟲ {t('reconfirmCall')}
        </p>
      )}
      {alert.condition === 'withdrawn' && <Withdrawn alert={alert} />}
      {alert.condition === 'merged' && alert.mergedInto !== undefined && <Merged into={alert.mergedInto} />}
      {regularised !== undefined && <p class="verdict">{t('regularisedBy', { release: regularised })}</p>}
      {release !== undefined && <p class="verdict">{t('releasedBefore', { release })}</p>}
    </>
  );
}

function Withdrawn({ alert: { reason } }: { readonly alert: Alert }) {
  if (reason === undefined) return null;
  const at = (time: number) => moment(time, timeZone.value);
  return (
    <p class="verdict">
      {t('withdrawnBecause', { says: evidenceText(lang.value, reason.says, nameOf) })}
      <span class="muted">
        {' '}
        {t('reasonTimes', { event: reason.event, time: at(reason.time), heardAt: at(reason.heardAt) })}
      </span>
    </p>
  );
}

/** The one that goes on, by its own words; one that this page does not hold is named by its id. */
function Merged({ into }: { readonly into: string }) {
  const other = alerts.value.get(into);
  return (
    <p class="verdict">
      {t('mergedInto')}{' '}
      {other === undefined ? (
        <code>{t('mergedElsewhere', { id: into })}</code>
      ) : (
        <button type="button" class="link" onClick={() => open(into)}>
          {sentence(lang.value, other, nameOf)}
        </button>
      )}
    </p>
  );
}
