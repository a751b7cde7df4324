// What is done about accounts: done when the hub has said so, and told in words.
import { signal } from '@preact/signals';
import type { Answer } from '../../hub/contracts/socket.ts';
import { lang, t } from '../language.ts';
import { endSessions, putLock, revokeToken } from '../link/roll.ts';
import { troubleText } from '../trouble-words.ts';
import type { Word } from '../words/zh.ts';

/** Who is to be locked or unlocked; its form is open. */
export interface Wish {
  readonly name: string;
  readonly what: 'lock' | 'unlock';
}

export const locking = signal<Wish | undefined>(undefined);
/** What became of the last thing that was done, in words. */
export const doing = signal('');

export async function putOut(name: string): Promise<void> {
  tell(await endSessions(name), 'rollPutOut', name);
}

export async function endToken(id: string, name: string): Promise<void> {
  tell(await revokeToken(id), 'rollRevoke', name);
}

/** @returns whether it has first to be proved who asks */
export async function lock({ name, what }: Wish, reason: string): Promise<boolean> {
  const answer = await putLock(name, what, reason);
  if (!answer.ok && answer.code === 'proof-needed') return true;
  if (answer.ok) locking.value = undefined;
  tell(answer, `roll.${what}`, name);
  return false;
}

function tell(answer: Answer<unknown>, word: Word, name: string): void {
  const act = `${t(word)} (${name})`;
  doing.value = answer.ok
    ? `✓ ${t('actDone', { act })}`
    : `▨ ${t('actFailed', { act, why: troubleText(lang.value, answer.code) })}`;
}
