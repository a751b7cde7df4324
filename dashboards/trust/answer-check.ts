// A person's answer to a remote check: sent once, and done only when the hub has said so.
import { signal } from '@preact/signals';
import type { Check, CheckResult } from '../../hub/contracts/trust.ts';
import { givenName } from '../alerts/signature.ts';
import { steady } from '../clock.ts';
import { lang, t } from '../language.ts';
import { putCheck } from '../link/trust.ts';
import { isLocal, may } from '../people/session.ts';
import { checks, mergeChecks, openChecks } from '../state/checks.ts';
import { bare } from '../thing-words.ts';
import { troubleText } from '../trouble-words.ts';

/** What became of the last answer, in words. */
export const answered = signal('');
const sending = new Set<string>();

export const vehicleText = ({ vehicle }: Check): string => (vehicle === undefined ? t('vehicleUnread') : bare(vehicle));

export async function answerCheck(check: Check, result: CheckResult): Promise<void> {
  if (!may('check') || sending.has(check.id)) return;
  const by = isLocal.value ? givenName.value.trim() : undefined;
  if (by === '') {
    answered.value = `▨ ${t('checkNameless')}`;
    document.getElementById('check-name')?.focus();
    return;
  }
  sending.add(check.id);
  answered.value = t('checkSending');
  const answer = await putCheck(check.id, { result, ...(by !== undefined && { by }) });
  sending.delete(check.id);
  if (answer.ok) checks.value = mergeChecks(checks.value, { t: 0, checks: [answer.value] }, false);
  tell(
    answer.ok
      ? `✓ ${t('checkDone', { vehicle: vehicleText(check), result: t(result) })}`
      : `▨ ${t('checkFailed', { why: troubleText(lang.value, answer.code) })}`,
  );
}

/** It stays long enough to be read. */
const toldForMs = 10_000;

function tell(says: string): void {
  answered.value = says;
  setTimeout(() => {
    if (answered.value === says) answered.value = '';
  }, toldForMs);
}

/** So long a check must have stood first before a key means it: one that has just moved up is not what was looked at. */
const firstForMs = 800;
let first: { readonly id: string; readonly since: number } | undefined;

/** Called with every change of the open ones. */
export function noteFirst(id: string | undefined): void {
  if (first?.id === id) return;
  first = id === undefined ? undefined : { id, since: steady() };
}

/** By a key: the first check. */
export function answerFirst(result: CheckResult): void {
  const [check] = openChecks.value;
  if (check === undefined || first?.id !== check.id || steady() - first.since < firstForMs) return;
  void answerCheck(check, result);
}
