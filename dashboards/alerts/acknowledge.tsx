// Somebody looks after an alert: who, since when; or the button that says "I do", done only when the hub has said so.
import { signal } from '@preact/signals';
import type { Alert } from '../../hub/contracts/alert.ts';
import { lang, t } from '../language.ts';
import { putAcknowledgement } from '../link/note.ts';
import { isLocal, may } from '../people/session.ts';
import { timeZone } from '../state/screen.ts';
import { moment } from '../times.ts';
import { troubleText } from '../trouble-words.ts';
import { givenName } from './signature.ts';

/** What became of the last try, by alert. */
const tried = signal<{ readonly alert: string; readonly says: string } | undefined>(undefined);

export function Acknowledge({ alert }: { readonly alert: Alert }) {
  const { acknowledged, id } = alert;
  if (acknowledged !== undefined) {
    const { by, at } = acknowledged;
    return <p class="verdict">✓ {t('acknowledgedAt', { by, time: moment(at, timeZone.value) })}</p>;
  }
  if (!may('acknowledge')) return null;
  return (
    <p>
      <button id="acknowledge" type="button" onClick={() => void acknowledge(id)}>
        {t('acknowledge')}
      </button>{' '}
      <span role="status">{tried.value?.alert === id ? tried.value.says : ''}</span>
    </p>
  );
}

/** The alert as it is then comes by the socket. */
export async function acknowledge(alert: string): Promise<void> {
  if (!may('acknowledge')) return;
  const by = isLocal.value ? givenName.value.trim() : undefined;
  if (by === '') {
    tried.value = { alert, says: `▨ ${t('acknowledgeNameless')}` };
    return;
  }
  tried.value = { alert, says: t('acknowledging') };
  const answer = await putAcknowledgement(alert, by);
  const why = answer.ok ? '' : `▨ ${t('acknowledgeFailed', { why: troubleText(lang.value, answer.code) })}`;
  tried.value = { alert, says: why };
}
