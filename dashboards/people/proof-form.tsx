// Proving again who one is, by the password or at one's organisation, before something that needs it is done.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { lang, t } from '../language.ts';
import { putProof } from '../link/act.ts';
import { troubleText } from '../trouble-words.ts';
import { person, session } from './session.ts';

interface ProofProps {
  /** What is to be done, in words. */
  readonly what: string;
  /** Does it, now that the hub knows who asks. */
  readonly proved: () => void;
  readonly leave: () => void;
}

export function ProofForm({ what, proved, leave }: ProofProps) {
  const said = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const { name = '' } = person.value ?? {};
  // At once: what is typed before the field has the focus would be keys of the page.
  useLayoutEffect(() => field.current?.focus(), []);
  const prove = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    said.value = t('proofAsking');
    const answer = await putProof(field.current?.value ?? '');
    if (answer.ok) return proved();
    said.value = `▨ ${t('proofFailed', { why: troubleText(lang.value, answer.code) })}`;
    field.current?.select();
  };
  return (
    <form id="proof-form" class="case-form" onSubmit={(event) => void prove(event)}>
      <p class="verdict">{t('proofNeeded', { act: what })}</p>
      <input name="name" autocomplete="username" value={name} hidden />
      <label>
        {t('proofPassword', { name })}
        <input ref={field} name="password" type="password" autocomplete="current-password" maxLength={256} required />
      </label>
      <p class="acts">
        <button type="submit">{t('proofSend')}</button>
        <button type="button" onClick={leave}>
          {t('actCancel')}
        </button>
      </p>
      {session.value?.signOn && (
        <p>
          <a class="button" href="/api/v1/sign-on/proof">
            {t('proofElsewhere')}
          </a>
        </p>
      )}
      <p role="status">{said.value}</p>
    </form>
  );
}
